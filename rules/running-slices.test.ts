import { expect, it } from "vitest";
import { type Asset, buildModel, SiteFile } from "../facility/assets/index.ts";
import { catalog } from "../facility/catalog/index.ts";
import type { Bucket, ReadingStore } from "../facility/readings/index.ts";
import { instant, type PointId } from "../facility/units/index.ts";
import { dailyMeans } from "./running-slices.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = instant(Date.UTC(2026, 10, 25, 13));
const name = { en: "A", zh: "甲" };
const model = buildModel(
  [SiteFile.parse({ site: { id: "s", name }, assets: [{ id: "pump", type: "booster-pump", name }] })],
  catalog,
);
if (!model.ok) throw new Error(model.problem);
const pump = [...model.value.assets.values()][0] as Asset;
const point = (id: string) => pump.points.find(({ type }) => type.name === id)!;

/** A reading an hour, each a law of its time; points without a law have no readings. */
const store = (laws: Readonly<Record<string, (at: number) => number>>): Pick<ReadingStore, "buckets"> => ({
  async buckets(id: PointId, from, to, count): Promise<Bucket[]> {
    const law = laws[id.slice(id.lastIndexOf(".") + 1)];
    if (!law) return [];
    const span = (to - from) / count;
    return Array.from({ length: count }, (_, i) => {
      const at = instant(from + i * span);
      const values = Array.from({ length: Math.max(1, span / HOUR) }, (_, hour) => law(at + hour * HOUR));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const [min, max, last] = [Math.min(...values), Math.max(...values), values.at(-1) ?? null];
      return { at, min, mean, max, last, count: values.length, good: 1 };
    });
  },
});
const lead = (at: number) => (Math.floor((at - NOW) / (6 * HOUR)) % 2 === 0 ? 1 : 0);

it("a pump on stand-by half the day vibrates as it does while it runs, not half of it", async () => {
  const readings = store({ running: lead, vibration_mm_s: (at) => (lead(at) ? 4 : 0.1) });
  const means = await dailyMeans(pump, point("vibration_mm_s"), readings, 7, NOW);
  expect(means.map(({ value }) => value)).toEqual([4, 4, 4, 4, 4, 4, 4]);
  expect(means.map(({ at }) => (NOW - at) / DAY)).toEqual([6.5, 5.5, 4.5, 3.5, 2.5, 1.5, 0.5]);
});

it("a day of stand-by has no mean, and one that runs for an hour a week is known by the most of that hour", async () => {
  const evenDays = (at: number) => (Math.floor((NOW - at - 1) / DAY) % 2 === 0 ? 1 : 0);
  const daily = store({ running: evenDays, vibration_mm_s: (at) => (evenDays(at) ? 2 : 0.1) });
  expect(await dailyMeans(pump, point("vibration_mm_s"), daily, 6, NOW)).toHaveLength(3);

  const test = (at: number) => (((NOW - at) / HOUR) % 168 === 10 ? 1 : 0);
  const weekly = store({ running: test, vibration_mm_s: (at) => (test(at) ? 3 : 0.1) });
  const means = await dailyMeans(pump, point("vibration_mm_s"), weekly, 21, NOW);
  expect(means.map(({ value }) => value)).toEqual([3, 3, 3]);
});

it("what tells at rest as well, and a machine of which nobody tells whether it runs, keep the mean of the day", async () => {
  const laws = { running: lead, suction_pressure_kPa: (at: number) => (lead(at) ? 100 : 120) };
  const suction = await dailyMeans(pump, point("suction_pressure_kPa"), store(laws), 3, NOW);
  expect(suction.map(({ value }) => value)).toEqual([110, 110, 110]);
  const vibration = store({ vibration_mm_s: (at) => (lead(at) ? 4 : 2) });
  const untold = await dailyMeans(pump, point("vibration_mm_s"), vibration, 3, NOW);
  expect(untold.map(({ value }) => value)).toEqual([3, 3, 3]);
});
