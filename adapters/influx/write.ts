import { type InfluxClient, MAX_LINES, RefusedLines, TooLarge } from "./client.ts";

/** A row on its way: its line, and where it stood in the batch. */
export interface Outgoing {
  readonly row: number;
  readonly line: string;
}

export interface Refused {
  readonly row: number;
  readonly reason: string;
}

/**
 * Writes all lines; answers those the server will never take, each with its reason. Throws when the server takes
 * nothing at present: then the same lines may be sent again, since an equal line overwrites itself.
 *
 * @param missing which of these rows are not stored, asked after a partial write
 */
export async function writeAll(
  client: Pick<InfluxClient, "write">,
  lines: readonly Outgoing[],
  missing: (rows: readonly Outgoing[]) => Promise<Outgoing[]>,
): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (let i = 0; i < lines.length; i += MAX_LINES)
    refused.push(...(await writeSome(client, lines.slice(i, i + MAX_LINES), missing)));
  return refused;
}

async function writeSome(
  client: Pick<InfluxClient, "write">,
  lines: readonly Outgoing[],
  missing: (rows: readonly Outgoing[]) => Promise<Outgoing[]>,
): Promise<Refused[]> {
  if (lines.length === 0) return [];
  try {
    await client.write(lines.map(({ line }) => line));
    return [];
  } catch (error) {
    if (!(error instanceof RefusedLines) && !(error instanceof TooLarge)) throw error;
    const refuse = (rows: readonly Outgoing[]): Refused[] =>
      rows.map(({ row }) => ({ row, reason: error.message }));
    if (lines.length === 1) return refuse(lines);
    if (error instanceof RefusedLines) {
      // A partial write stored the rest: what is missing is what was refused. One question instead of thousands.
      const left = await missing(lines);
      if (left.length < lines.length || /partial write/i.test(error.message)) return refuse(left);
    }
    // Nothing was stored: one bad line spoils the whole request. Halves find it.
    const half = Math.ceil(lines.length / 2);
    return [
      ...(await writeSome(client, lines.slice(0, half), missing)),
      ...(await writeSome(client, lines.slice(half), missing)),
    ];
  }
}
