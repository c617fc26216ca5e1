import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { load } from "../bench/load.ts";
import { serve } from "../bench/processes.ts";

/**
 * Half of the design's limit, and whether memory stays flat: WATCHKEEPER_SOAK_SECONDS=600 is the long mode. A short run
 * sees no slow leak; it keeps the long one working.
 */
const SECONDS = Number(process.env.WATCHKEEPER_SOAK_SECONDS ?? 6);
const LONG = SECONDS >= 120;
const GATEWAYS = 4;
const ASSETS_EACH = 125;
const MESSAGES_PER_SECOND = LONG ? 25_000 : 2_000;

let data = "";
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "wk-soak-"));
});
afterAll(() => rm(data, { recursive: true, force: true }));

/** Memory that is really used, MB; /proc is there on Linux alone. */
const usedMb = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
};

it(`memory is flat over ${SECONDS} s at ${MESSAGES_PER_SECOND} messages/s, and every message is answered`, {
  timeout: SECONDS * 1_000 + 90_000,
}, async ({ skip }) => {
  skip(process.platform !== "linux", "memory is read from /proc");
  const server = await serve("ours", data, GATEWAYS, ASSETS_EACH);
  const used: number[] = [];
  const watch = setInterval(async () => used.push(await usedMb(server.process.pid!)), (SECONDS * 1_000) / 40);
  const result = await load({
    ...server,
    gateways: GATEWAYS,
    assetsEach: ASSETS_EACH,
    seconds: SECONDS,
    messagesPerSecond: MESSAGES_PER_SECOND,
  });
  clearInterval(watch);
  await server.close();
  expect(result.acked).toBe(result.sent);
  const half = used.slice(used.length / 2);
  const mean = (of: readonly number[]) => of.reduce((sum, each) => sum + each, 0) / of.length;
  const [third, last] = [mean(half.slice(0, half.length / 2)), mean(half.slice(half.length / 2))];
  if (LONG) console.log(`memory of quarter 3: ${third.toFixed(0)} MB, of quarter 4: ${last.toFixed(0)} MB`);
  // The store's own buffers fill up to a fixed size at first, so the later half is what tells.
  expect(last).toBeLessThan(LONG ? third * 1.1 : 1_500);
});
