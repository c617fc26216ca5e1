import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "./load.ts";
import { serve } from "./processes.ts";
import { bigType } from "./site.ts";

const GATEWAYS = 10;
const ASSETS_EACH = 1_000;

/**
 * An estate of 10 000 assets, 50 000 points and 100 000 rules in the whole house: how long from the process's first
 * instruction to its first answer, and its resident memory at rest and after each asset has been heard many times.
 */
export async function footprint(seconds: number): Promise<Record<string, number>> {
  const data = await mkdtemp(join(tmpdir(), "wk-bench-"));
  try {
    const began = performance.now();
    const server = await serve("big", data, GATEWAYS, ASSETS_EACH);
    const startMs = performance.now() - began;
    const answer = once(server.process, "message");
    server.process.send("instances");
    const [instances] = await answer;
    const atRest = await residentMb(server.process.pid);
    await load({
      ...server,
      gateways: GATEWAYS,
      assetsEach: ASSETS_EACH,
      seconds: Math.max(3, seconds / 2),
      messagesPerSecond: 10_000,
    });
    const inUse = await residentMb(server.process.pid);
    await server.close();
    const assets = GATEWAYS * ASSETS_EACH;
    return {
      assets,
      points: assets * bigType.points.length,
      rule_instances: Number(instances),
      start_ms: Math.round(startMs),
      rss_mb: Math.round(inUse),
      rss_at_rest_mb: Math.round(atRest),
    };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1_024;
}
