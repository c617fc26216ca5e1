import { expect, it } from "vitest";
import { type Asset, buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import type { Bucket, ReadingStore } from "../../facility/readings/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import { heardOf, WearMemory } from "./gauge-readings.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 25, 13);
const TODAY = Date.UTC(2026, 10, 25);
const name = { en: "A", zh: "甲" };
const model = buildModel(
  [
    SiteFile.parse({
      site: { id: "s", name },
      assets: [
        {
          id: "pump",
          type: "booster-pump",
          name,
          extraPoints: [{ name: "insulation_MOhm", label: name, kind: "number", unit: "MOhm" }],
        },
        { id: "ups", type: "ups", name },
        { id: "tx", type: "transformer", name },
      ],
    }),
  ],
  catalog,
);
if (!model.ok) throw new Error(model.problem);
const assetOf = (slug: string): Asset =>
  [...model.value.assets.values()].find((asset) => asset.slug === slug)!;

/** A store in which each point has one value for ever, and which counts what it is asked. */
class Steady implements Pick<ReadingStore, "buckets"> {
  asked = 0;
  readonly #values: Readonly<Record<string, number | ((slice: number) => number)>>;
  constructor(values: Readonly<Record<string, number | ((slice: number) => number)>>) {
    this.#values = values;
  }
  async buckets(point: PointId, from: number, to: number, count: number): Promise<Bucket[]> {
    this.asked++;
    const value = this.#values[point.slice(point.lastIndexOf(".") + 1)];
    if (value === undefined) return [];
    return Array.from({ length: count }, (_, i) => {
      const here = typeof value === "number" ? value : value(i);
      const at = instant(from + (i * (to - from)) / count);
      return { at, min: here, mean: here, max: here, last: here, count: 60, good: 1 };
    });
  }
}

it("takes a pump's moments only from slices in which it ran throughout, with head from both pressures", async () => {
  const store = new Steady({
    running: (slice) => (slice % 2 === 0 ? 1 : 0.5),
    flow_m3_h: 10,
    suction_pressure_kPa: 114,
    discharge_pressure_kPa: 619,
    power_kW: 2.7,
    speed_Hz: 44,
    // At rest it shakes with its neighbours only: that is no measure of its bearings.
    vibration_mm_s: (slice) => (slice % 2 === 0 ? 2.1 : 0.1),
    insulation_MOhm: 80,
  });
  const { wear } = await heardOf(assetOf("pump"), store, TODAY);
  expect(wear.pump?.moments).toHaveLength((26 * 7 * 12) / 2);
  expect(wear.pump?.moments[0]).toMatchObject({ flowM3h: 10, powerKW: 2.7, speedHz: 44 });
  expect(wear.pump?.moments[0]?.headM).toBeCloseTo(51.48, 2);
  expect(wear.pump?.points).toContain("s.pump.flow_m3_h");
  expect(wear.vibration?.weekly).toHaveLength(24 + 14);
  expect(wear.vibration?.weekly.every(({ value }) => Math.abs(value - 2.1) < 1e-9)).toBe(true);
  expect(wear.insulation).toMatchObject({ points: ["s.pump.insulation_MOhm"] });
});

it("counts a battery's minutes × load only in weeks in which it was full, and the hottest winding", async () => {
  const ups = await heardOf(
    assetOf("ups"),
    new Steady({ runtime_min: 46, load_percent: 38, battery_percent: (week) => (week === 3 ? 60 : 100) }),
    TODAY,
  );
  expect(ups.wear.battery?.weekly).toHaveLength(103);
  expect(ups.wear.battery?.weekly[0]?.value).toBe(46 * 38);
  const tx = await heardOf(
    assetOf("tx"),
    new Steady({ winding_A_temp_C: 80, winding_B_temp_C: 95, winding_C_temp_C: 70 }),
    TODAY,
  );
  expect(new Set(tx.wear.winding?.slices.map(({ value }) => value))).toEqual(new Set([95]));
});

it("asks the store once in half an hour, again the next day, and again while there is nothing", async () => {
  const memory = new WearMemory();
  const pump = [assetOf("pump")];
  const store = new Steady({ vibration_mm_s: 2 });
  expect(memory.of(assetOf("pump"))).toBeUndefined();
  await memory.refresh(pump, store, NOW);
  const once = store.asked;
  expect(memory.of(assetOf("pump"))?.wear.vibration?.weekly.length).toBeGreaterThan(0);
  await memory.refresh(pump, store, NOW + 60_000);
  expect(store.asked).toBe(once);
  await memory.refresh(pump, store, NOW + 31 * 60_000);
  expect(store.asked).toBe(2 * once);
  await memory.refresh(pump, store, NOW + DAY);
  expect(store.asked).toBe(3 * once);
  // A past was written that was not there: asked at once, and what is known stays until then.
  memory.growOld();
  expect(memory.of(assetOf("pump"))).toBeDefined();
  await memory.refresh(pump, store, NOW + DAY + 1);
  expect(store.asked).toBe(4 * once);
  const empty = new Steady({});
  await memory.refresh([assetOf("ups")], empty, NOW);
  const first = empty.asked;
  await memory.refresh([assetOf("ups")], empty, NOW + 60_000);
  expect(empty.asked).toBe(2 * first);
});

it("a store that fails is told to whoever asked, and asked again by the next", async () => {
  const memory = new WearMemory();
  const broken = { buckets: async () => Promise.reject(new Error("the disk is gone")) };
  await expect(memory.refresh([assetOf("pump")], broken, NOW)).rejects.toThrow("the disk is gone");
  await memory.refresh([assetOf("pump")], new Steady({ vibration_mm_s: 2 }), NOW);
  expect(memory.of(assetOf("pump"))).toBeDefined();
});
