import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDuckDb } from "../../adapters/duckdb/index.ts";
import { MemoryReadings } from "../../adapters/memory/index.ts";
import { BAD, GOOD, ReadingBatch, type ReadingStore } from "../../facility/readings/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import { type InfluxServer, influxKinds, openAt } from "../support/influx-servers.ts";

const points = ["s.a.x", "s.a.y", "s.a.note"] as PointId[];
const [x, y, note] = points as [PointId, PointId, PointId];
const T = 1_700_000_000_000;
const folders: string[] = [];

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "wk-readings-"));
  folders.push(made);
  return made;
}
afterEach(async () => {
  for (const made of folders.splice(0)) await rm(made, { recursive: true, force: true });
});

async function duck(): Promise<ReadingStore> {
  const opened = await openDuckDb(join(await folder(), "readings.duckdb"));
  if (!opened.ok) throw new Error(opened.problem);
  return opened.value;
}

type Row = [point: number, at: number, value: number | string | null, quality?: number, replayed?: boolean];
function batch(...rows: Row[]): ReadingBatch {
  const made = new ReadingBatch(points, 1);
  for (const [point, at, value, quality = GOOD, replayed = false] of rows)
    made.push(point, T + at, T + at + 5, value, quality, replayed);
  return made;
}

interface Kind {
  readonly name: string;
  readonly missing?: string | undefined;
  readonly open: () => Promise<ReadingStore>;
  readonly start?: () => Promise<void>;
  readonly stop?: () => Promise<void>;
}

const kinds: readonly Kind[] = [
  { name: "memory", open: () => Promise.resolve<ReadingStore>(new MemoryReadings()) },
  { name: "DuckDB", open: duck },
  ...influxKinds.map(({ name, missing, start }): Kind => {
    let server: InfluxServer | undefined;
    return {
      name,
      missing,
      start: async () => {
        server = await start();
      },
      stop: async () => server?.close(),
      open: async () => openAt((await server?.fresh()) ?? ""),
    };
  }),
];

describe.each(kinds)("readings in $name", ({ missing, open, start, stop }) => {
  beforeAll(async () => {
    if (!missing) await start?.();
  }, 120_000);
  afterAll(async () => stop?.());
  beforeEach(({ skip }) => skip(missing !== undefined, missing));

  it("answers oldest first and leaves out the end instant", async () => {
    const store = await open();
    await store.append(batch([0, 20, 2], [0, 10, 1], [0, 30, 3], [1, 15, 9]));
    const read = await store.between(x, instant(T + 10), instant(T + 30), 100);
    expect(read.map(({ at, value }) => [at - T, value])).toEqual([
      [10, 1],
      [20, 2],
    ]);
    await store.close();
  });

  it("keeps value, times, quality and the replay mark of every reading", async () => {
    const store = await open();
    const words = 'a "quoted" path C:\\new, 3=4\nand 2 # 电梯 \\';
    await store.append(
      batch([0, 10, 1.5, BAD, true], [2, 10, "door 3"], [2, 11, words], [2, 12, ""], [1, 10, null, BAD]),
    );
    expect(await store.latest([x])).toEqual([
      { point: x, at: T + 10, receivedAt: T + 15, value: 1.5, quality: "bad", replayed: true },
    ]);
    const said = await store.between(note, instant(T), instant(T + 99), 9);
    expect(said.map(({ value }) => value)).toEqual(["door 3", words, ""]);
    expect((await store.latest([y]))[0]?.value).toBe(null);
    await store.close();
  });

  it("stores the same point and source time once, within a batch and across batches", async () => {
    const store = await open();
    expect(await store.append(batch([0, 10, 1], [0, 20, 2]))).toEqual({ stored: 2, duplicates: 0 });
    expect(await store.append(batch([0, 10, 99], [0, 20, 99], [0, 30, 3], [0, 30, 98]))).toEqual({
      stored: 1,
      duplicates: 3,
    });
    expect(await store.count()).toBe(3);
    const read = await store.between(x, instant(T), instant(T + 100), 100);
    expect(read.map(({ value }) => value)).toEqual([1, 2, 3]);
    await store.close();
  });

  it("puts a late reading in its place and leaves the latest alone", async () => {
    const store = await open();
    await store.append(batch([0, 50, 5]));
    expect(await store.append(batch([0, 20, 2], [0, 20, 7]))).toEqual({ stored: 1, duplicates: 1 });
    expect((await store.latest([x]))[0]?.value).toBe(5);
    expect((await store.between(x, instant(T), instant(T + 99), 9)).map(({ value }) => value)).toEqual([
      2, 5,
    ]);
    await store.close();
  });

  it("keeps spikes in buckets, leaves gaps out, and does not let bad values into the mean", async () => {
    const store = await open();
    await store.append(batch([0, 0, 1], [0, 10, 100], [0, 20, 1], [0, 25, 5_000, BAD], [0, 90, 4]));
    const buckets = await store.buckets(x, instant(T), instant(T + 100), 4);
    expect(buckets).toEqual([
      { at: T, min: 1, mean: 34, max: 100, last: 1, count: 3, good: 1 },
      { at: T + 25, min: null, mean: null, max: null, last: 5_000, count: 1, good: 0 },
      { at: T + 75, min: 4, mean: 4, max: 4, last: 4, count: 1, good: 1 },
    ]);
    await store.close();
  });

  it("says what came last in a bucket: a number, a text, or that there was none", async () => {
    const store = await open();
    await store.append(
      batch([0, 0, 1], [0, 5, null, BAD], [0, 10, 7], [2, 0, "shut"], [2, 12, "open"], [2, 20, null, BAD]),
    );
    const last = async (point: PointId) =>
      (await store.buckets(point, instant(T), instant(T + 30), 3)).map((bucket) => [
        bucket.at - T,
        bucket.last,
        bucket.good,
      ]);
    expect(await last(x)).toEqual([
      [0, null, 0.5],
      [10, 7, 1],
    ]);
    expect(await last(note)).toEqual([
      [0, "shut", 1],
      [10, "open", 1],
      [20, null, 0],
    ]);
    await store.close();
  });

  it("answers nothing, not an error, for a point never heard", async () => {
    const store = await open();
    expect(await store.latest([x])).toEqual([]);
    expect(await store.between(x, instant(0), instant(T), 5)).toEqual([]);
    expect(await store.buckets(x, instant(0), instant(T), 5)).toEqual([]);
    await store.close();
  });

  it("takes more rows than one chunk holds", async () => {
    const store = await open();
    const rows = Array.from({ length: 5_000 }, (_, i): Row => [i % 2, i, i]);
    expect(await store.append(batch(...rows))).toEqual({ stored: 5_000, duplicates: 0 });
    expect(await store.append(batch(...rows))).toEqual({ stored: 0, duplicates: 5_000 });
    expect((await store.between(x, instant(T + 4_000), instant(T + 4_004), 9)).map((r) => r.value)).toEqual([
      4_000, 4_002,
    ]);
    await store.close();
  });
});

describe("readings in DuckDB, over a restart", () => {
  it("are all there, and a resend of them is still a duplicate", async () => {
    const file = join(await folder(), "readings.duckdb");
    const first = await openDuckDb(file);
    if (!first.ok) throw new Error(first.problem);
    await first.value.append(batch([0, 10, 1], [2, 10, "text"]));
    await first.value.close();
    const second = await openDuckDb(file);
    if (!second.ok) throw new Error(second.problem);
    expect(await second.value.append(batch([0, 10, 1], [2, 10, "text"]))).toEqual({
      stored: 0,
      duplicates: 2,
    });
    expect((await second.value.latest()).map(({ point, value }) => [point, value]).sort()).toEqual([
      [note, "text"],
      [x, 1],
    ]);
    await second.value.close();
  });

  it("says what to do about a file that is no readings store", async () => {
    const file = join(await folder(), "readings.duckdb");
    await writeFile(file, "this is not a database, whatever its name says\n".repeat(400));
    const opened = await openDuckDb(file);
    expect(opened).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/Restore it from a backup, or move it aside/),
    });
  });
});
