import type { Asset } from "../../facility/assets/index.ts";
import {
  type AssetRecord,
  type Measured,
  thermalLifeUsed,
  type UseFact,
} from "../../facility/lifecycle/index.ts";
import type { Bucket, ReadingStore } from "../../facility/readings/index.ts";
import { instant } from "../../facility/units/index.ts";

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const YEAR = 365.25 * DAY;
const WEEKS = 26;

type Readings = Pick<ReadingStore, "buckets">;

/** What the readings say of wear and use: weekly values of the last half year, by gauge. */
export async function measuredOf(
  asset: Asset,
  readings: Readings,
  now: number,
): Promise<{ readonly measured: readonly Measured[]; readonly use: UseFact | undefined }> {
  // Whole weeks, so that the same question later finds the same slices.
  const to = Math.floor(now / DAY) * DAY;
  const weekly = (point: Asset["points"][number]) =>
    readings.buckets(point.id, instant(to - WEEKS * WEEK), instant(to), WEEKS);
  const measured: Measured[] = [];
  const add = (gauge: Measured["gauge"], point: string, values: readonly { at: number; value: number }[]) => {
    for (const { at, value } of values) measured.push({ id: `${point}@${at}`, at, gauge, value });
  };
  for (const point of asset.points) {
    if (point.type.kind !== "number" || point.type.counter) continue;
    if (point.type.unit === "mm/s") add("vibration", point.id, meansOf(await weekly(point)));
    if (point.type.name === "battery_capacity_percent")
      add("battery-capacity", point.id, meansOf(await weekly(point)));
    if (/^door_(?:close|closing)_(?:time_)?s$/.test(point.type.name))
      add("door-timing", point.id, driftOf(meansOf(await weekly(point))));
  }
  const windings = asset.points.filter(({ type }) => /^winding_\w+_temp_C$/.test(type.name));
  if (asset.type.id === "transformer" && windings[0]) {
    const since = asset.register.installed ? Date.parse(asset.register.installed) : to - YEAR;
    const from = Math.max(since, to - 3 * YEAR);
    const slices = await readings.buckets(windings[0].id, instant(from), instant(to), 400);
    const hours = (to - from) / 400 / 3_600_000;
    const spent = slices.flatMap(({ mean }) => (mean === null ? [] : [{ hours, hotSpotC: mean }]));
    // What was before the readings is taken to have been like them.
    const seen = (spent.length * hours) / Math.max(1, (to - since) / 3_600_000);
    if (spent.length > 20 && seen > 0)
      add("thermal-life", windings[0].id, [{ at: to, value: (thermalLifeUsed(spent) / seen) * 100 }]);
  }
  return { measured: measured.sort((a, b) => a.at - b.at), use: await usageOf(asset, readings, to) };
}

const meansOf = (buckets: readonly Bucket[]) =>
  buckets.flatMap(({ at, mean, good }) =>
    mean === null || good < 0.5 ? [] : [{ at: at as number, value: mean }],
  );

/** Per cent above the mean of the first four weeks. */
function driftOf(values: readonly { at: number; value: number }[]) {
  const first = values.slice(0, 4);
  if (first.length < 4) return [];
  const base = first.reduce((sum, { value }) => sum + value, 0) / first.length;
  return base > 0 ? values.slice(4).map(({ at, value }) => ({ at, value: (value / base - 1) * 100 })) : [];
}

const counters = [
  ["run_hours", "hours"],
  ["starts", "starts"],
  ["trips", "trips"],
] as const;

async function usageOf(asset: Asset, readings: Readings, to: number): Promise<UseFact | undefined> {
  for (const [name, counter] of counters) {
    const point = asset.points.find(({ type }) => type.name === name);
    if (!point) continue;
    const slices = await readings.buckets(point.id, instant(to - YEAR / 4), instant(to), 13);
    const known = slices.filter(({ min, max }) => min !== null && max !== null);
    const [first, last] = [known[0], known.at(-1)];
    if (!first || !last || first === last) continue;
    const grown = (last.max ?? 0) - (first.min ?? 0);
    const years = (last.at - first.at + YEAR / 52) / YEAR;
    if (grown >= 0 && years > 0.02) return { counter, perYear: grown / years, at: to };
  }
  return undefined;
}

/** A record with what the readings say. */
export const withReadings = (
  record: AssetRecord,
  { measured, use }: Awaited<ReturnType<typeof measuredOf>>,
): AssetRecord => ({
  ...record,
  measured: [...record.measured, ...measured].sort((a, b) => a.at - b.at),
  ...(use ? { use } : {}),
});
