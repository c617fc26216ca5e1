import { expect, it } from "vitest";
import { MemoryReadings } from "../adapters/memory/index.ts";
import { buildModel, type SiteFile } from "../facility/assets/index.ts";
import { catalog } from "../facility/catalog/index.ts";
import { instant, type PointId } from "../facility/units/index.ts";
import { newEstate, truthOf } from "./estate.ts";
import { type HistoryOptions, writeHistory } from "./history.ts";
import { riverside } from "./plant.ts";

const NOW = instant(Date.UTC(2026, 2, 2, 4, 30));
const DAY = 86_400_000;

/** A few of each kind that has a story; all of them would only take longer. */
const few = (site: SiteFile): SiteFile => {
  const kept: Readonly<Record<string, string[]>> = {
    "b1-meter-main": ["power_kW", "voltage_L1_V", "energy_import_kWh"],
    "b1-booster-1": ["run_hours", "vibration_mm_s"],
    "b1-booster-2": ["vibration_mm_s"],
    "b2-lift-1": ["trips", "door_close_time_s"],
    "b2-sump": ["high_level"],
    "b1-transformer": ["winding_B_temp_C"],
  };
  return {
    ...site,
    assets: site.assets.flatMap((asset) => {
      const points = kept[asset.id];
      return points ? [{ ...asset, points, feeds: [] }] : [];
    }),
    gateways: [],
  };
};

function estate() {
  const site = riverside();
  if (!site.ok) throw new Error(site.problem);
  const model = buildModel([few(site.value)], catalog);
  if (!model.ok) throw new Error(model.problem);
  const store = new MemoryReadings();
  const shares: number[] = [];
  const write = (more: Partial<HistoryOptions> = {}) =>
    writeHistory({
      model: model.value,
      store,
      until: NOW,
      years: 0.12,
      seed: 1,
      utcOffsetHours: 8,
      onProgress: (share) => shares.push(share),
      ...more,
    });
  const read = async (point: string, from: number, to: number = NOW) =>
    (await store.between(`riverside.${point}` as PointId, instant(from), instant(to), 100_000)).map(
      ({ at, value }) => ({ at, value: Number(value) }),
    );
  return { model: model.value, store, write, read, shares };
}

it("writes minutes for two days, five minutes for a month, hours before, and nothing from now on", {
  timeout: 30_000,
}, async () => {
  const { write, read, store, shares } = estate();
  const { rows, done } = await write();
  expect(done).toBe(true);
  expect(rows).toBe(await store.count());
  const power = await read("b1-meter-main.power_kW", 0, NOW + DAY);
  const gaps = power.slice(1).map(({ at }, i) => at - power[i]!.at);
  expect(new Set(gaps.slice(-2_000))).toEqual(new Set([60_000]));
  expect(gaps.at(-4_000)).toBe(300_000);
  expect(gaps[0]).toBe(3_600_000);
  expect(power.at(-1)!.at).toBeLessThan(NOW);
  expect(power[0]!.at).toBeLessThan(NOW - 43 * DAY);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

it("days have their shape, counters only grow up to the present, and every value is within its point's range", {
  timeout: 30_000,
}, async () => {
  const { write, read, model, store } = estate();
  await write();
  const mean = (rows: { value: number }[]) => rows.reduce((sum, { value }) => sum + value, 0) / rows.length;
  // 3 and 19 o'clock in Shanghai on the day before.
  const day = Date.UTC(2026, 2, 1);
  const at = (hour: number) =>
    read("b1-meter-main.power_kW", day + hour * 3_600_000, day + (hour + 1) * 3_600_000);
  expect(mean(await at(11))).toBeGreaterThan(2 * mean(await at(-5)));
  const whole = riverside();
  if (!whole.ok) throw new Error(whole.problem);
  const present = truthOf(newEstate(whole.value, 1, NOW, 8));
  for (const counter of ["b1-meter-main.energy_import_kWh", "b1-booster-1.run_hours", "b2-lift-1.trips"]) {
    const values = (await read(counter, 0)).map(({ value }) => value);
    expect(
      values.every((value, i) => i === 0 || value >= values[i - 1]! - 0.002),
      counter,
    ).toBe(true);
    // Up to where the live plant begins.
    const live = Number(present.get(counter.split(".")[0]!)![counter.split(".")[1]!]);
    expect(values.at(-1)).toBeLessThanOrEqual(live);
    expect(values.at(-1)).toBeGreaterThan(0.9999 * live);
    expect(values[0]).toBeGreaterThan(0);
  }
  for (const { id, type } of model.points) {
    if (type.kind !== "number" || !type.range) continue;
    for (const { value } of await store.between(id, instant(0), NOW, 100_000)) {
      expect(Number(value), id).toBeGreaterThanOrEqual(type.range[0]);
      expect(Number(value), id).toBeLessThanOrEqual(type.range[1]);
    }
  }
});

it("makes up no past of equipment that people added to the demo", { timeout: 30_000 }, async () => {
  const { write, read } = estate();
  await write({ assets: new Set(["b1-booster-1", "b1-meter-main"]) });
  expect((await read("b1-booster-1.vibration_mm_s", NOW - DAY)).length).toBeGreaterThan(1_000);
  expect(await read("b1-booster-2.vibration_mm_s", 0)).toEqual([]);
  expect(await read("b2-sump.high_level", 0)).toEqual([]);
});

it("a run cut short is run again without a reading twice; a whole one is not repeated", async () => {
  const { write, store } = estate();
  let batches = 0;
  expect((await write({ stopped: () => ++batches >= 2 })).done).toBe(false);
  const part = await store.count();
  const { rows, done } = await write();
  expect(done).toBe(true);
  expect(part + rows).toBe(await store.count());
  expect(await write()).toEqual({ rows: 0, done: true });
});

it("tells the stories: a bearing that climbs for six weeks, slower doors, a float switch that cries wolf", {
  timeout: 30_000,
}, async () => {
  const { write, read } = estate();
  await write();
  const mean = (rows: { value: number }[]) => rows.reduce((sum, { value }) => sum + value, 0) / rows.length;
  const turning = async (pump: string, daysAgo: number) =>
    mean(
      (await read(`${pump}.vibration_mm_s`, NOW - daysAgo * DAY, NOW - (daysAgo - 2) * DAY)).filter(
        ({ value }) => value > 0.5,
      ),
    );
  expect(await turning("b1-booster-2", 43)).toBeLessThan(1.6);
  expect(await turning("b1-booster-2", 2)).toBeGreaterThan(3);
  expect(await turning("b1-booster-1", 2)).toBeLessThan(1.6);
  const doors = async (daysAgo: number) =>
    mean(await read("b2-lift-1.door_close_time_s", NOW - daysAgo * DAY, NOW - (daysAgo - 2) * DAY));
  expect(await doors(2)).toBeGreaterThan(1.1 * (await doors(43)));

  // At least five seconds closed is an alarm of the catalogue's rule.
  const float = (await read("b2-sump.high_level", NOW - 44 * DAY)).filter(
    ({ value }, i, all) => value !== all[i - 1]?.value,
  );
  const closed = float.flatMap(({ at, value }, i) => (value === 1 ? [(float[i + 1]?.at ?? NOW) - at] : []));
  expect(closed.length).toBeGreaterThan(60);
  expect(closed.filter((ms) => ms > 60_000)).toHaveLength(2);
  expect(closed.every((ms) => ms >= 5_000)).toBe(true);
});
