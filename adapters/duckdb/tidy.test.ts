import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { GOOD, ReadingBatch } from "../../facility/readings/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import type { Catalogue } from "./catalogue.ts";
import { openDuckDb } from "./open.ts";
import { toSort } from "./tidy.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wk-tidy-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const POINTS = Array.from({ length: 20 }, (_, i) => `site.meter.p${i}` as PointId);
const NOON = Date.UTC(2026, 4, 6, 12);
const PATIENCE = { graceMs: 3_600_000, lateMs: 3_600_000, looseRows: 1_000 };

/** Every point once a second for ten seconds; the first point begins with a text. */
function batch(tenth: number): ReadingBatch {
  const rows = new ReadingBatch(POINTS);
  for (let second = tenth * 10; second < tenth * 10 + 10; second++)
    for (let p = 0; p < POINTS.length; p++) {
      const value = p === 0 && second % 10 === 0 ? `note ${second}` : second + p;
      rows.push(p, NOON + second * 1_000, NOON + second * 1_000 + 5, value, GOOD, false);
    }
  return rows;
}

async function open(file: string) {
  const opened = await openDuckDb(file, PATIENCE);
  if (!opened.ok) throw new Error(opened.problem);
  return opened.value;
}

async function tables(file: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const named = await connection.runAndReadAll("SELECT name FROM segments ORDER BY name");
  connection.closeSync();
  instance.closeSync();
  return named.getRows().map(([name]) => String(name));
}

it("what gathers in a day is sorted as it grows; trends, texts, resends and a restart see nothing of it", async () => {
  const file = join(folder, "readings.duckdb");
  let store = await open(file);
  for (let tenth = 0; tenth < 60; tenth++) {
    expect(await store.append(batch(tenth))).toEqual({ stored: 200, duplicates: 0 });
    // A reader in between is never left without its table.
    expect(
      await store.between(POINTS[3]!, instant(NOON), instant(NOON + 3_600_000), Number.POSITIVE_INFINITY),
    ).toHaveLength(tenth * 10 + 10);
  }
  await store.close();
  const after = await tables(file);
  expect(after.filter((name) => name.startsWith("sorted_")).length).toBeGreaterThanOrEqual(1);
  // 12 000 rows in tables of a thousand: merged, they are few.
  expect(after.length).toBeLessThanOrEqual(9);

  store = await open(file);
  // Sent again after a crash: known, whichever table holds it. A late one lands in its place.
  expect(await store.append(batch(17))).toEqual({ stored: 0, duplicates: 200 });
  const late = new ReadingBatch(POINTS);
  late.push(5, NOON + 17_500, NOON + 900_000, -1, GOOD, false);
  expect(await store.append(late)).toEqual({ stored: 1, duplicates: 0 });
  const [slice] = await store.buckets(POINTS[5]!, instant(NOON), instant(NOON + 600_000), 1);
  expect(slice).toMatchObject({ count: 601, min: -1, max: 604, last: 604 });
  const texts = await store.between(POINTS[0]!, instant(NOON), instant(NOON + 30_000), 100);
  expect(texts.map(({ value }) => value).filter((value) => typeof value === "string")).toEqual([
    "note 0",
    "note 10",
    "note 20",
  ]);
  expect(await store.count()).toBe(600 * POINTS.length + 1);
  await store.close();
}, 60_000);

it("sorted tables of like size are merged, larger ones left alone", () => {
  const catalogueOf = (rows: Readonly<Record<string, number>>) =>
    ({
      day: () => ({ segments: Object.keys(rows), files: {} }),
      rows: (name: string) => rows[name] ?? 0,
    }) as unknown as Catalogue;
  const chosen = (rows: Readonly<Record<string, number>>) => toSort(catalogueOf(rows), 1, 100);
  expect(chosen({ hot_1_1: 99 })).toEqual([]);
  expect(chosen({ hot_1_1: 100 })).toEqual(["hot_1_1"]);
  expect(chosen({ sorted_1_1: 100, sorted_1_2: 100, hot_1_3: 100 })).toEqual(["hot_1_3"]);
  expect(chosen({ sorted_1_1: 100, sorted_1_2: 100, sorted_1_3: 100, hot_1_4: 100 })).toHaveLength(4);
  // Four of four hundred become one of sixteen hundred, and that one is never touched again.
  expect(
    chosen({ sorted_1_0: 1_600, sorted_1_1: 400, sorted_1_2: 400, sorted_1_3: 400, hot_1_4: 400 }),
  ).toEqual(["hot_1_4", "sorted_1_1", "sorted_1_2", "sorted_1_3"]);
});
