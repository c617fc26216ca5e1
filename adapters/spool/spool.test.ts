import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ReadingBatch } from "../../facility/readings/index.ts";
import { type Instant, instant, type PointId } from "../../facility/units/index.ts";
import { MemoryReadings } from "../memory/index.ts";
import type { RefusedReading } from "./refused-file.ts";
import { openSpool, type SpooledReadings, type SpoolOptions } from "./spool.ts";

const points = ["s.a.x", "s.a.y"] as PointId[];
const [x] = points as [PointId, PointId];
const T = 1_760_000_000_000;

/** A store at the far end of a line: there or gone, quick or hanging, choosy about values above 1000. */
class FarStore extends MemoryReadings {
  gone = false;
  away = false;
  hanging: Promise<void> | undefined;
  readonly order: number[] = [];
  async slice(from: Instant, to: Instant) {
    if (this.away) throw new Error("the far end cannot be reached. Start it.");
    const all = await Promise.all(points.map((point) => this.between(point, from, to, 1_000)));
    return all.flat().reverse();
  }
  override async append(batch: ReadingBatch) {
    await this.hanging;
    if (this.gone) throw new Error("the far end cannot be reached. Start it.");
    const good = new ReadingBatch(batch.points, 1);
    const refused: { row: number; reason: string }[] = [];
    for (let i = 0; i < batch.length; i++) {
      this.order.push(batch.number[i]!);
      if (batch.number[i]! > 1_000) refused.push({ row: i, reason: "field type conflict" });
      else good.push(batch.point[i]!, batch.at[i]!, batch.receivedAt[i]!, batch.value(i), 0, false);
    }
    return { ...(await super.append(good)), refused };
  }
}

let folder: string;
let far: FarStore;
let now: number;
let asides: RefusedReading[];
const opened: SpooledReadings[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wk-spool-"));
  far = new FarStore();
  now = T;
  asides = [];
});
afterEach(async () => {
  for (const spool of opened.splice(0)) await spool.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(options: Partial<SpoolOptions> = {}): SpooledReadings {
  const spool = openSpool({
    store: far,
    folder,
    clock: () => instant(now),
    log: { info() {}, warn() {} },
    retryMs: 1,
    refused: (readings) => asides.push(...readings),
    ...options,
  });
  if (!spool.ok) throw new Error(spool.problem);
  opened.push(spool.value);
  return spool.value;
}

/** Values that are their own times, so that order and loss show. */
function values(...numbers: number[]): ReadingBatch {
  const batch = new ReadingBatch(points, 1);
  for (const n of numbers) batch.push(0, T + n, T + n, n, 0, false);
  return batch;
}
const drained = (spool: SpooledReadings) => expect.poll(() => spool.report().waiting).toBe(0);
const kept = async () =>
  (await far.between(x, 0 as Instant, (T * 2) as Instant, 1e6)).map(({ value }) => value);

it("hands readings on in order, and forgets them", async () => {
  const spool = open();
  await spool.append(values(1, 2));
  await spool.append(values(3));
  await drained(spool);
  expect(far.order).toEqual([1, 2, 3]);
  expect(spool.report()).toMatchObject({
    waiting: 0,
    waitingBytes: 0,
    oldestAt: null,
    drained: 3,
    trouble: null,
  });
});

it("takes readings while the store is gone, says since when, and hands them on in order when it is back", async () => {
  const spool = open();
  far.gone = true;
  expect(await spool.append(values(1))).toEqual({ stored: 1, duplicates: 0 });
  now += 60_000;
  await spool.append(values(2, 3));
  await expect.poll(() => spool.report().trouble).toMatch(/cannot be reached/);
  expect(spool.report()).toMatchObject({ waiting: 3, oldestAt: T, drained: 0 });
  expect(spool.report().waitingBytes).toBeGreaterThan(100);
  far.gone = false;
  await drained(spool);
  expect(await kept()).toEqual([1, 2, 3]);
  expect(spool.report()).toMatchObject({ trouble: null, troubleSince: null, oldestAt: null });
});

it("does not wait for a store that hangs", async () => {
  const spool = open();
  let release = () => {};
  far.hanging = new Promise<void>((free) => {
    release = free;
  });
  await spool.append(values(1));
  await spool.append(values(2));
  expect(spool.report().waiting).toBe(2);
  release();
  await drained(spool);
  expect(await kept()).toEqual([1, 2]);
});

it("goes on after a restart with what waited", async () => {
  const before = open();
  far.gone = true;
  await before.append(values(1, 2));
  await opened.pop()!.close();
  expect(before.report().waiting).toBe(2);
  far = new FarStore();
  far.gone = true;
  const after = open();
  expect(after.report().waiting).toBe(2);
  await after.append(values(3));
  far.gone = false;
  await drained(after);
  expect(await kept()).toEqual([1, 2, 3]);
});

it("answers the last values of store and spool together, and of the spool alone while the store is gone", async () => {
  await far.append(values(1));
  far.gone = true;
  const spool = open();
  await spool.append(values(5, 4));
  expect((await spool.latest()).map(({ point, value }) => [point, value])).toEqual([[x, 5]]);
  far.latest = () => Promise.reject(new Error("gone"));
  expect((await spool.latest([x]))[0]?.value).toBe(5);
  expect(await spool.latest([points[1]!])).toEqual([]);
});

it("rejects beyond its budget without keeping a row, and takes readings again once it has drained", async () => {
  const spool = open({ budgetBytes: 4_000 });
  far.gone = true;
  let n = 0;
  const fill = async () => {
    for (; n < 200; n++) await spool.append(values(n));
  };
  await expect(fill()).rejects.toThrow(/is full \(4000 bytes\).*cannot be reached|is full \(4000 bytes\)/);
  expect(n).toBeGreaterThan(10);
  expect(spool.report().waiting).toBe(n);
  far.gone = false;
  await drained(spool);
  expect(await kept()).toEqual(Array.from({ length: n }, (_, i) => i));
  await spool.append(values(500));
  await drained(spool);
  expect((await kept()).at(-1)).toBe(500);
});

it("puts aside what the store will never take, with its reason, and does not try it again", async () => {
  const spool = open();
  await spool.append(values(1, 5_000, 2));
  await drained(spool);
  expect(await kept()).toEqual([1, 2]);
  expect(asides).toEqual([
    { reading: expect.objectContaining({ point: x, value: 5_000 }), reason: "field type conflict" },
  ]);
  expect(spool.report()).toMatchObject({ refused: 1, drained: 2 });
  expect(far.order.filter((value) => value === 5_000)).toHaveLength(1);
  const lines = readFileSync(join(folder, "refused.jsonl"), "utf8").trim().split("\n");
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    expect.objectContaining({ point: x, at: T + 5_000, value: 5_000, reason: "field type conflict" }),
  ]);
});

it("counts what the store had already", async () => {
  await far.append(values(1));
  const spool = open();
  await spool.append(values(1, 2));
  await drained(spool);
  expect(spool.report()).toMatchObject({ drained: 1, duplicates: 1 });
});

/** Appends one reading after the other in front of a store that is gone, and tells each only when it was kept. */
const writer = (into: string) => `
  import { writeSync } from "node:fs";
  import { ReadingBatch } from ${JSON.stringify(new URL("../../facility/readings/index.ts", import.meta.url).href)};
  import { openSpool } from ${JSON.stringify(new URL("./spool.ts", import.meta.url).href)};
  const gone = () => Promise.reject(new Error("gone"));
  const store = { append: gone, latest: gone, between: gone, buckets: gone, count: gone, close: async () => {} };
  const log = { info() {}, warn() {} };
  const spool = openSpool({ store, folder: ${JSON.stringify(into)}, clock: () => 0, log }).value;
  for (let n = 1; ; n++) {
    const batch = new ReadingBatch(${JSON.stringify(points)}, 1);
    batch.push(0, ${T} + n, 0, n, 0, false);
    await spool.append(batch);
    writeSync(1, n + "\\n");
  }
`;

it.each([50, 120])(
  "killed (-9) after %i appends, has every one that was answered",
  { timeout: 60_000 },
  async (enough) => {
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
    const spool = open();
    await drained(spool);
    const there = await kept();
    expect(there.length).toBeGreaterThanOrEqual(told);
    expect(there).toEqual(there.map((_, i) => i + 1));
  },
);

it("tells of a minute in order of time what the store has and what waits; alone while the store is away", async () => {
  const spool = open();
  await spool.append(values(100, 1_000, 90));
  await drained(spool);
  far.gone = true;
  await spool.append(values(200, 350));
  const told = async () => {
    const seen: number[] = [];
    const all = points.map((id, index) => ({ id, index }));
    for await (const batch of spool.lastOf(all, points, instant(T), instant(T + 5_000)))
      for (let i = 0; i < batch.length; i++) seen.push(batch.number[i]!);
    return seen;
  };
  expect(await told()).toEqual([90, 100, 200, 350, 1_000]);
  expect([...spool.waiting()].map((batch) => batch.number[0])).toEqual([200]);
  expect(await spool.caughtUp(50)).toBe(false);
  far.away = true;
  expect(await told()).toEqual([200, 350]);
  far.gone = false;
  expect(await spool.caughtUp(20_000)).toBe(true);
  expect([...spool.waiting()]).toEqual([]);
});
