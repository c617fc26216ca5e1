import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ReadingBatch } from "../../facility/readings/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import { openDuckDb } from "./open.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wk-fold-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const POINTS = ["site.pump.flow", "site.pump.state", "site.lift.floor"] as PointId[];
const DAY = Date.UTC(2026, 4, 6);
const HOUR = 3_600_000;

const rows = fc.array(
  fc.record({
    point: fc.nat(POINTS.length - 1),
    second: fc.nat(24 * 3_600 - 1),
    value: fc.oneof(
      fc.integer({ min: -1_000, max: 1_000 }),
      fc.constantFrom("open", "closed"),
      fc.constant(null),
    ),
    quality: fc.nat(4),
  }),
  { minLength: 400, maxLength: 400 },
);

it("a day's slices are the same folded from its rows while it is hot and asked of its files once it is closed", async () => {
  const [sample] = fc.sample(rows, { numRuns: 1, seed: 7 });
  const opened = await openDuckDb(join(folder, "readings.duckdb"), { graceMs: 0, lateMs: 0 });
  if (!opened.ok) throw new Error(opened.problem);
  const store = opened.value;
  for (let from = 0; from < 400; from += 50) {
    const batch = new ReadingBatch(POINTS);
    for (const { point, second, value, quality } of sample!.slice(from, from + 50))
      batch.push(point, DAY + second * 1_000, DAY + second * 1_000 + 40, value, quality, false);
    await store.append(batch);
  }
  const spans = [
    [DAY, DAY + 24 * HOUR, 96],
    [DAY + 3 * HOUR + 1, DAY + 4 * HOUR + 7, 7],
    [DAY - HOUR, DAY + 25 * HOUR, 1],
    [DAY + 30 * HOUR, DAY + 31 * HOUR, 5],
  ] as const;
  const ask = () =>
    Promise.all(
      spans.map(([from, to, count]) =>
        Promise.all(POINTS.map((point) => store.buckets(point, instant(from), instant(to), count))),
      ),
    );
  const hot = await ask();
  expect(await store.upkeep(instant(DAY + 48 * HOUR))).toMatchObject({ closed: 1 });
  expect(await ask()).toEqual(hot);
  expect(hot.flat(2).length).toBeGreaterThan(100);
  expect(hot.flat(2).some(({ last }) => last === "open")).toBe(true);
  expect(hot.flat(2).some(({ min, count }) => min === null && count > 0)).toBe(true);
  await store.close();
});
