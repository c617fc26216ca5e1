import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { openBuffer } from "./open-buffer.ts";

/** Appends numbers as fast as it can, acknowledging every third, and tells each only after it was appended. */
const writer = (folder: string) => `
  import { openBuffer } from ${JSON.stringify(new URL("./open-buffer.ts", import.meta.url).href)};
  import { writeSync } from "node:fs";
  const buffer = openBuffer(${JSON.stringify(folder)}, { segmentBytes: 2000, syncMs: 5 }).value;
  for (let n = 1; ; n++) {
    const seq = buffer.append(Buffer.from(String(n))).value;
    writeSync(1, n + "\\n");
    if (n % 3 === 0) for (let ack = buffer.next(); ack && ack.seq < seq - 500; ack = buffer.next()) buffer.ack(ack.seq);
    if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
`;

/** More with WATCHKEEPER_CRASH_ROUNDS; the long mode is 200. */
const ROUNDS = Number(process.env.WATCHKEEPER_CRASH_ROUNDS ?? 3);
const KILLS = Array.from({ length: ROUNDS }, (_, round) => 400 + ((round * 511) % 2_000));

it.each(KILLS)("killed after %i records: everything told is there, in order", async (enough) => {
  const folder = mkdtempSync(join(tmpdir(), "watchkeeper-crash-"));
  try {
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", writer(folder)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let told = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      told = Number(line);
      if (told === enough) child.kill("SIGKILL");
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    expect(child.signalCode).toBe("SIGKILL");

    const buffer = openBuffer(folder);
    if (!buffer.ok) throw new Error(buffer.problem);
    const kept: number[] = [];
    for (let next = buffer.value.next(); next; next = buffer.value.next())
      kept.push(Number(next.payload.toString()));
    await buffer.value.close();
    expect(kept.length).toBeGreaterThan(300);
    expect(kept).toEqual(kept.map((_, i) => kept[0]! + i));
    expect(kept.at(-1)).toBeGreaterThanOrEqual(told);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
