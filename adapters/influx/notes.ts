import { done, type Result } from "../../facility/units/index.ts";
import { parseInflux } from "./address.ts";
import { InfluxClient } from "./client.ts";

/** A row beside the readings: `tags` name its series, `fields` are numbers or texts, `at` in ms. */
export interface Note {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, number | string>>;
  readonly at: number;
}

/** What Grafana shows beside readings: alarm events and how the server does. Written again, a note replaces itself. */
export interface Notes {
  write(notes: readonly Note[]): Promise<void>;
  /** The highest value of a field in a measurement; undefined while there is none. */
  highest(measurement: string, field: string): Promise<number | undefined>;
  close(): void;
}

const escaped = (text: string): string => text.replace(/[,= ]/g, "\\$&");
const quoted = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** A note as line protocol. Empty tags are left out: the protocol has no empty value. */
export function noteLine({ measurement, tags, fields, at }: Note): string {
  const series = Object.entries(tags)
    .filter(([, value]) => value !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `,${escaped(name)}=${escaped(value)}`);
  const carried = Object.entries(fields).map(
    ([name, value]) => `${escaped(name)}=${typeof value === "number" ? value : quoted(value)}`,
  );
  return `${escaped(measurement)}${series.join("")} ${carried.join(",")} ${at}`;
}

/** Opens without asking the server, as the readings do. */
export function openNotes(address: string, timeoutMs = 10_000): Result<Notes> {
  const parsed = parseInflux(address);
  if (!parsed.ok) return parsed;
  const client = new InfluxClient(parsed.value, timeoutMs);
  return done({
    async write(notes) {
      if (notes.length > 0) await client.write(notes.map(noteLine));
    },
    async highest(measurement, field) {
      const [series] = await client.query(`SELECT max("${field}") FROM "${measurement}"`);
      const value = series?.[0]?.values[0]?.[1];
      return typeof value === "number" ? value : undefined;
    },
    close: () => client.close(),
  });
}
