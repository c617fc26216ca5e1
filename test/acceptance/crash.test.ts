import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readingsTopic } from "../../broker/contract/index.ts";
import { LoadGateway } from "../../simulators/load/index.ts";
import { serve } from "../bench/processes.ts";
import { assetName, gatewayName } from "../bench/site.ts";
import { filesOf, lookAtStored } from "../support/stored.ts";

/** More with WATCHKEEPER_CRASH_ROUNDS; the long mode is 200. */
const ROUNDS = Number(process.env.WATCHKEEPER_CRASH_ROUNDS ?? 10);

/** Days are looked at this often, so that a kill often falls into the closing of one. */
const UPKEEP = { WATCHKEEPER_BENCH_UPKEEP_MS: String(30) };

describe("kill -9 in mid-stream", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wk-crash-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /**
   * Every other reading is of today and of three days ago: that day is over, so the server closes days all the while.
   * Both in one stream, so that each kill falls into both.
   */
  it(`keeps every acknowledged reading of today and of days that are being closed, once, over ${ROUNDS} crashes with resends`, {
    timeout: 120_000 + ROUNDS * 20_000,
  }, async () => {
    const data = await mkdtemp(join(folder, "round-"));
    const today = Date.now() - 3_600_000;
    const bases = [today, today - 3 * 86_400_000] as const;
    /** Source time is base + sequence, so each names one reading. */
    const timeOf = (sequence: number): number => bases[(sequence % 2) as 0 | 1] + sequence;
    /** Every sequence the server said it has. */
    const acknowledged = new Set<number>();
    let firstUnsure = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const server = await serve("ours", data, 1, 2, UPKEEP);
      const resendFrom = firstUnsure;
      let highest = resendFrom;
      const gateway = await LoadGateway.open({
        host: "127.0.0.1",
        port: server.port,
        clientId: gatewayName(0),
        username: `bench/${gatewayName(0)}`,
        password: server.secrets[gatewayName(0)]!,
        window: 3_000,
        next: (sequence) => {
          highest = resendFrom + sequence;
          return {
            topic: readingsTopic("bench", gatewayName(0), assetName(0, highest % 2)),
            payload: `{"at":${timeOf(highest)},"values":{"a":${highest}}}`,
          };
        },
        acknowledged: (sequence) => acknowledged.add(resendFrom + sequence),
      });
      // Kill after a number of acknowledgements that differs each round: in the middle of gathers, commits, answers.
      const enough = acknowledged.size + 1_001 + ((round * 7_919) % 8_000);
      while (acknowledged.size < enough && gateway.connected) {
        gateway.publish(100);
        // Not a busy loop: it would take from the server a core that this machine may not have.
        await new Promise((later) => setTimeout(later, 1));
      }
      server.process.kill("SIGKILL");
      gateway.break();
      // As a gateway does after a crash: everything not acknowledged is sent again, and a little that was.
      firstUnsure = 0;
      while (acknowledged.has(firstUnsure)) firstUnsure++;
      firstUnsure = Math.max(0, firstUnsure - 50);
    }
    const last = await serve("ours", data, 1, 2, UPKEEP);
    await last.close();

    const stored = await lookAtStored(data, async (connection) => {
      const rows = await connection.runAndReadAll("SELECT time, value FROM stored");
      return rows.getRows().map(([time, value]) => [Number(time), Number(value)] as const);
    });
    const sequences = new Set(stored.map(([, value]) => value));
    for (const half of [0, 1])
      expect([...acknowledged].filter((sequence) => sequence % 2 === half).length).toBeGreaterThan(
        ROUNDS * 500,
      );
    expect([...acknowledged].filter((sequence) => !sequences.has(sequence))).toEqual([]);
    expect(stored.length).toBe(sequences.size);
    expect(stored.filter(([time, value]) => time !== timeOf(value))).toEqual([]);
    // A closed day is three files, and no kill left any other behind.
    expect(filesOf(data).length % 3).toBe(0);
    expect(filesOf(data)).not.toEqual([]);
  });
});
