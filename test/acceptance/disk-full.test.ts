import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readingsTopic } from "../../broker/contract/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { instant } from "../../facility/units/index.ts";
import { openCore, openLog } from "../../house/index.ts";
import { LoadGateway } from "../../simulators/load/index.ts";
import { assetName, benchSite, benchType, gatewayName } from "../bench/site.ts";
import { lookAtStored } from "../support/stored.ts";

const folder = mkdtempSync(join(tmpdir(), "wk-full-"));
const canMount =
  process.getuid?.() === 0 &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=48m", "tmpfs", folder]).status === 0;

/** Grows a file until a few blocks are left; the store may take some of them meanwhile. */
function fillDisk(filler: string): void {
  for (;;) {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail <= 8) return;
    try {
      appendFileSync(filler, Buffer.alloc((bavail - 8) * bsize));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    }
  }
}

describe.skipIf(!canMount)("a full disk (needs root, to mount a small tmpfs)", () => {
  afterAll(() => {
    if (canMount) execFileSync("umount", [folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  it("stops acknowledging and says so, loses nothing, and goes on when there is room", async () => {
    const opened = await openCore({
      data: folder,
      mqttPort: 0,
      mqttHost: "127.0.0.1",
      files: [benchSite(1, 1)],
      types: [...catalog, benchType],
      clock: () => instant(Date.now()),
      log: openLog("silent"),
    });
    if (!opened.ok) throw new Error(opened.problem);
    const core = opened.value;
    const base = Date.now() - 3_000_000;
    const acknowledged = new Set<number>();
    const gateway = await LoadGateway.open({
      host: "127.0.0.1",
      port: core.broker.port,
      clientId: gatewayName(0),
      username: `bench/${gatewayName(0)}`,
      password: await core.state.credentials.enroll("bench", gatewayName(0)),
      window: 4_000,
      next: (sequence) => ({
        topic: readingsTopic("bench", gatewayName(0), assetName(0, 0)),
        payload: `{"at":${base + sequence},"values":{"a":${sequence}}}`,
      }),
      acknowledged: (sequence) => acknowledged.add(sequence),
    });
    const publishUntil = async (enough: () => boolean) => {
      while (!enough() && gateway.connected) {
        gateway.publish(500);
        // A busy loop would take a core from the server.
        await new Promise((later) => setTimeout(later, 1));
      }
    };
    await publishUntil(() => acknowledged.size > 5_000);

    // Somebody's file takes all the room that is left but for a few blocks.
    const filler = join(folder, "filler");
    fillDisk(filler);
    await publishUntil(() => core.intake.report().trouble !== null);
    expect(core.intake.report()).toMatchObject({ storing: false, trouble: expect.stringMatching(/space/i) });
    const before = acknowledged.size;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(acknowledged.size).toBe(before);

    rmSync(filler);
    await expect.poll(() => core.intake.report().storing, { timeout: 20_000 }).toBe(true);
    await publishUntil(() => acknowledged.size > before + 5_000);
    gateway.close();
    await core.close();
    const stored = await lookAtStored(folder, async (connection) => {
      const rows = await connection.runAndReadAll("SELECT value FROM stored");
      return rows.getRows().map(([value]) => Number(value));
    });
    const kept = new Set(stored);
    expect([...acknowledged].filter((sequence) => !kept.has(sequence)).slice(0, 5)).toEqual([]);
    expect(kept.size).toBe(stored.length);
  }, 60_000);
});
