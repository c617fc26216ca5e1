import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type DuckDbReadings, openDuckDb } from "../../adapters/duckdb/index.ts";
import { MemoryReadings } from "../../adapters/memory/index.ts";
import { BAD, GOOD, ReadingBatch, type ReadingStore } from "../../facility/readings/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import { type InfluxServer, influxKinds, openAt } from "../support/influx-servers.ts";

const points = ["s.a.x", "s.a.y", "s.a.note"] as PointId[];
const [x, y, note] = points as [PointId, PointId, PointId];
const T = 1_700_000_000_000;
const DAY = 86_400_000;
const folders: string[] = [];

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "wk-readings-"));
  folders.push(made);
  return made;
}
afterEach(async () => {
  for (const made of folders.splice(0)) await rm(made, { recursive: true, force: true });
});

async function duck(at?: string): Promise<DuckDbReadings> {
  const opened = await openDuckDb(join(at ?? (await folder()), "readings.duckdb"));
  if (!opened.ok) throw new Error(opened.problem);
  return opened.value;
}

/** Every day is closed as soon as anything is stored in it: all that is asked is answered from files. */
async function closing(): Promise<ReadingStore> {
  const store = await duck();
  const append = store.append.bind(store);
  let now = T + 30 * DAY;
  store.append = async (rows) => {
    const answer = await append(rows);
    // Twice, two hours apart: late readings wait an hour for company.
    for (let pass = 0; pass < 2; pass++) {
      now += 2 * 3_600_000;
      await store.upkeep(instant(now));
    }
    return answer;
  };
  return store;
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
  { name: "DuckDB", open: () => duck() },
  { name: "DuckDB, days closed", open: closing },
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

describe("closed days in DuckDB", () => {
  const from = instant(T - DAY);
  const to = instant(T + 3 * DAY);
  const later = instant(T + 30 * DAY);

  /** Three days of a reading a minute, each day's with one spike. */
  function days(): ReadingBatch {
    return batch(
      ...Array.from({ length: 3 * 1_440 }, (_, i): Row => [0, i * 60_000, i % 1_440 === 700 ? 9_999 : i % 7]),
    );
  }

  it("are exported with the open ones as one Parquet file, point by point in order of time", async () => {
    const store = await duck();
    await store.append(days());
    await store.upkeep(later);
    await store.append(batch([1, 5, 5], [1, 3, 3], [0, 7 * DAY, 1], [2, 9, "fault"]));
    const all = [note, y, x] as const;
    const file = store.writeParquet(all, instant(0), instant(T + 30 * DAY));
    await file.written;
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const rows = await connection.runAndReadAll(
      `SELECT point, epoch_ms("at")::DOUBLE, value, text FROM read_parquet('${file.path}')`,
    );
    const told = rows.getRows().map(([point, at, value, text]) => [point, Number(at) - T, value ?? text]);
    connection.closeSync();
    instance.closeSync();
    expect(told).toHaveLength(3 * 1_440 + 4);
    expect(told[0]).toEqual([note, 9, "fault"]);
    expect(told[1]).toEqual([x, 0, 0]);
    expect(told.slice(-3)).toEqual([
      [x, 7 * DAY, 1],
      [y, 3, 3],
      [y, 5, 5],
    ]);
    expect(
      told.every(([point, at], i) => i === 0 || told[i - 1]![0] !== point || told[i - 1]![1]! < at!),
    ).toBe(true);
    await file.remove();

    // One that nobody wants any more leaves nothing behind, whether it was begun or not.
    const [begun, waiting] = [0, 1].map(() => store.writeParquet(all, instant(0), instant(T + 30 * DAY)));
    await Promise.all([waiting!.remove(), begun!.remove()]);
    expect(existsSync(begun!.path) || existsSync(waiting!.path)).toBe(false);
    await store.close();
  });

  it("are files beside the database, with nothing left hot, and answer as before", async () => {
    const made = await folder();
    const store = await duck(made);
    await store.append(days());
    const before = await store.between(x, from, to, 1e6);
    const sliced = await store.buckets(x, instant(T), instant(T + 2 * DAY), 100);
    expect(await store.upkeep(later)).toMatchObject({ closed: 4 });
    expect((await store.usage()).hot.readings).toBe(0);
    expect((await readdir(join(made, "readings"))).filter((name) => name.endsWith(".parquet"))).toHaveLength(
      12,
    );
    expect(await store.between(x, from, to, 1e6)).toEqual(before);
    expect(await store.latest([x])).toEqual(before.slice(-1));
    expect(await store.count()).toBe(before.length);
    // Slices of 28.8 min come from minutes: the same figures, for the readings stand on whole minutes or in their cell.
    const again = await store.buckets(x, instant(T), instant(T + 2 * DAY), 100);
    expect(again.reduce((sum, { count }) => sum + count, 0)).toBe(
      sliced.reduce((sum, { count }) => sum + count, 0),
    );
    expect(again.filter(({ max }) => max === 9_999)).toHaveLength(2);
    expect(again[50]!.mean).toBeCloseTo(sliced[50]!.mean!, 0);
    await store.close();
  });

  it("show a spike of one second in slices of a day, out of hours", async () => {
    const store = await duck();
    await store.append(days());
    await store.append(batch([0, DAY + 1_000, 77_777], [0, DAY + 2_000, 88_888, BAD]));
    await store.upkeep(later);
    const slices = await store.buckets(x, from, to, 4);
    expect(Math.max(...slices.map(({ max }) => max ?? 0))).toBe(77_777);
    expect(slices.reduce((sum, { count }) => sum + count, 0)).toBe(3 * 1_440 + 2);
    expect(slices.find(({ max }) => max === 77_777)!.good).toBeLessThan(1);
    await store.close();
  });

  it("count nothing outside the span, though it begins and ends within an hour", async () => {
    const store = await duck();
    await store.append(days());
    await store.upkeep(later);
    const begin = T + 7 * 60_000 + 1;
    const end = begin + 2 * DAY;
    const slices = await store.buckets(x, instant(begin), instant(end), 10);
    expect(slices.reduce((sum, { count }) => sum + count, 0)).toBe(
      (await store.between(x, instant(begin), instant(end), 1e6)).length,
    );
    await store.close();
  });

  it("take a late reading in: at once in answers, after a while in the file, and once", async () => {
    const made = await folder();
    const store = await duck(made);
    await store.append(days());
    await store.upkeep(later);
    const late = batch([0, 30_500, 55_555], [0, 60_000, -1], [2, 40_000, "late text"]);
    expect(await store.append(late)).toEqual({ stored: 2, duplicates: 1 });
    const slices = () => store.buckets(x, instant(T), instant(T + DAY), 10);
    expect((await slices())[0]!.max).toBe(55_555);
    await store.upkeep(instant(later + 1));
    expect((await store.usage()).hot.readings).toBe(2);
    await store.upkeep(instant(later + 2 * 3_600_000));
    expect((await store.usage()).hot.readings).toBe(0);
    expect((await slices())[0]!.max).toBe(55_555);
    expect((await store.latest([note]))[0]?.value).toBe("late text");
    expect(await store.append(late)).toEqual({ stored: 0, duplicates: 3 });
    await store.close();
    const again = await duck(made);
    expect(await again.append(late)).toEqual({ stored: 0, duplicates: 3 });
    expect((await again.latest([note]))[0]?.value).toBe("late text");
    await again.close();
  });

  it("are streamed with the hot ones in order of time, each once, though days close meanwhile", async () => {
    const store = await duck();
    await store.append(days());
    await store.append(batch([2, 30_000, "door 3"], [1, 40_000, null, BAD, true]));
    await store.upkeep(instant(T + 2 * DAY));
    expect((await store.usage()).hot.readings).toBeGreaterThan(0);
    const seen: [number, number, unknown][] = [];
    const wanted = points.map((id, index) => ({ id, index }));
    let closing: ReturnType<typeof store.upkeep> | undefined;
    for await (const rows of store.scan!(wanted, points, instant(T), to)) {
      for (let i = 0; i < rows.length; i++) seen.push([rows.point[i]!, rows.at[i]! - T, rows.value(i)]);
      // Not awaited here: it waits for this very reading of the day.
      closing ??= store.upkeep(later);
    }
    expect((await closing)?.closed).toBeGreaterThan(0);
    expect(seen.slice(0, 4)).toEqual([
      [0, 0, 0],
      [2, 30_000, "door 3"],
      [1, 40_000, null],
      [0, 60_000, 1],
    ]);
    expect(seen).toHaveLength(3 * 1_440 + 2);
    expect(seen).toEqual(seen.toSorted((a, b) => a[1] - b[1]));
    await store.close();
  });

  it("go on taking readings while a day is being closed, and lose none", async () => {
    const store = await duck();
    await store.append(days());
    const closing = store.upkeep(later);
    let stored = 0;
    for (let i = 0; i < 20; i++)
      stored += (await store.append(batch([0, i * 60_000 + 500, i], [1, 30 * DAY + i, i]))).stored;
    await closing;
    expect(stored).toBe(40);
    expect(await store.count()).toBe(3 * 1_440 + 40);
    expect(await store.between(x, from, to, 1e6)).toHaveLength(3 * 1_440 + 20);
    await store.close();
  });

  it("are left as they were, and swept, when the program ends between two steps", async () => {
    const made = await folder();
    const store = await duck(made);
    await store.append(days());
    await store.close();
    const leftovers = ["2023-11-14.raw.7.parquet", "2023-11-14.1m.8.parquet.part"];
    for (const name of leftovers) await writeFile(join(made, "readings", name), "half");
    const again = await duck(made);
    expect((await readdir(join(made, "readings"))).filter((name) => name.includes("parquet"))).toEqual([]);
    expect(await again.count()).toBe(3 * 1_440);
    expect(await again.upkeep(later)).toMatchObject({ closed: 4 });
    await again.close();
  });

  it("are kept for as long as the policy says, tier by tier, also over a restart", async () => {
    const made = await folder();
    const store = await duck(made);
    await store.append(days());
    await store.upkeep(later);
    expect(await store.setRetention({ raw: 5, "1m": 2, "1h": null })).toMatchObject({ ok: false });
    expect(await store.setRetention({ raw: 5, "1m": 40, "1h": null })).toMatchObject({ ok: true });
    await store.close();
    const again = await duck(made);
    expect(await again.upkeep(later)).toMatchObject({ forgotten: 4 });
    const usage = await again.usage();
    expect(usage.retention).toEqual({ raw: 5, "1m": 40, "1h": null });
    expect(usage.tiers.map(({ days: kept }) => kept)).toEqual([0, 4, 4]);
    expect(await again.between(x, from, to, 10)).toEqual([]);
    // The trend is still there, spike and all, and the newest value with its age.
    const slices = await again.buckets(x, instant(T), instant(T + 2 * DAY), 1_000);
    expect(slices.filter(({ max }) => max === 9_999)).toHaveLength(2);
    expect(await again.latest([x])).toHaveLength(1);
    // What comes so late that its day is gone already is not kept longer than its day.
    expect(await again.append(batch([0, 1_234, 5]))).toEqual({ stored: 1, duplicates: 0 });
    await again.upkeep(later);
    expect((await again.usage()).hot.readings).toBe(0);
    expect((await again.buckets(x, instant(T), instant(T + 2 * DAY), 1_000)).length).toBe(slices.length);
    await again.close();
  });

  it("answer several points asked for at once as each alone", async () => {
    const store = await duck();
    await store.append(batch([0, 0, 1], [0, 60_000, 3], [1, 0, 10], [1, 90_000, 30]));
    const ask = (point: PointId) => store.buckets(point, instant(T), instant(T + 120_000), 2);
    const together = await Promise.all([ask(x), ask(y), ask(note)]);
    expect(together).toEqual([await ask(x), await ask(y), []]);
    expect(together.map((slices) => slices.map(({ mean }) => mean))).toEqual([[1, 3], [10, 30], []]);
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
