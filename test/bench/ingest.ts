import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lookAtStored } from "../support/stored.ts";
import { load } from "./load.ts";
import { serve } from "./processes.ts";

const GATEWAYS = 8;
const ASSETS_EACH = 125;

/**
 * Durable ingest: QoS 1, four values a message, a rule on every point, acknowledged after the fsynced commit.
 * Afterwards the readings file is opened and counted: every acknowledged reading once. The reference is bare aedes
 * under the same load generator, half before and half after, since these machines drift.
 */
export async function ingest(seconds: number): Promise<Record<string, number>> {
  const data = await mkdtemp(join(tmpdir(), "wk-bench-"));
  try {
    const referenceSeconds = Math.max(3, Math.min(10, seconds / 4));
    const before = await bare(referenceSeconds);
    const ours = await serve("ours", data, GATEWAYS, ASSETS_EACH);
    const result = await load({ ...ours, gateways: GATEWAYS, assetsEach: ASSETS_EACH, seconds });
    await ours.close();
    const after = await bare(referenceSeconds);
    const { stored, distinct } = await countStored(data);
    const messages = result.acked / result.seconds;
    return {
      values_per_s: Math.round(messages * 4),
      messages_per_s: Math.round(messages),
      lost: Math.max(0, result.acked * 4 - distinct),
      duplicated: stored - distinct,
      share_of_bare_broker: Math.round((messages / ((before + after) / 2)) * 1_000) / 1_000,
      bare_broker_messages_per_s: Math.round((before + after) / 2),
      acknowledged_messages: result.acked,
      seconds: Math.round(result.seconds * 10) / 10,
    };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function bare(seconds: number): Promise<number> {
  const server = await serve("bare", "", GATEWAYS, ASSETS_EACH);
  const result = await load({ ...server, gateways: GATEWAYS, assetsEach: ASSETS_EACH, seconds });
  await server.close();
  return result.acked / result.seconds;
}

/** Counted from the files themselves, after the server is gone. */
const countStored = (data: string): Promise<{ stored: number; distinct: number }> =>
  lookAtStored(data, async (connection) => {
    const rows = await connection.runAndReadAll(
      "SELECT sum(n), count(*) FROM (SELECT count(*) AS n FROM stored GROUP BY point, time)",
    );
    const [stored, distinct] = rows.getRows()[0]!.map(Number) as [number, number];
    return { stored, distinct };
  });
