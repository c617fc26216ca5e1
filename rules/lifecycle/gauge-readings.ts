import type { Asset } from "../../facility/assets/index.ts";
import type { Mean, PumpMoment, UseFact, WearReadings } from "../../facility/lifecycle/index.ts";
import type { Bucket, ReadingStore } from "../../facility/readings/index.ts";
import { instant } from "../../facility/units/index.ts";
import { goodMeans, ranThrough, slicesOf } from "../running-slices.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const YEAR = 365.25 * DAY;
/** Half a year, in weeks: what speaks of the present. */
const WEEKS = 26;
/** Two years: a baseline must not wander along with what is held against it. */
const LONG_WEEKS = 104;
const WINDING_SLICE_HOURS = 12;
/** The acceleration of gravity times the density of water: kPa for a metre of head. */
const KPA_PER_M = 9.81;

type Readings = Pick<ReadingStore, "buckets">;
type Point = Asset["points"][number];

/** What the stored readings say of an asset's wear and use, up to a midnight. */
export interface Heard {
  readonly wear: WearReadings;
  readonly use: UseFact | undefined;
}

/** Asks the store for all that tells of wear. `to` is a midnight, so that the same day is asked once. */
export async function heardOf(asset: Asset, readings: Readings, to: number): Promise<Heard> {
  const weekly = async (point: Point, weeks = WEEKS): Promise<Mean[]> =>
    goodMeans(await readings.buckets(point.id, instant(to - weeks * WEEK), instant(to), weeks));
  const numbers = asset.points.filter(({ type }) => type.kind === "number" && !type.counter);
  const byName = (name: string | RegExp): Point | undefined =>
    numbers.find(({ type }) => (typeof name === "string" ? type.name === name : name.test(type.name)));
  const byUnit = (unit: string): Point | undefined =>
    numbers.find(({ type }) => type.kind === "number" && type.unit === unit);

  const vibration = byUnit("mm/s");
  const insulation = byUnit("MOhm");
  const door = byName(/^door_(?:close|closing)_(?:time_)?s$/);
  const through = await ranThrough(asset, readings, to - WEEKS * WEEK, to);
  const pump = await pumpOf(asset, readings, to, through);
  const battery = await batteryOf(byName, weekly);
  const winding = await windingOf(asset, readings, to);
  return {
    wear: {
      ...(vibration
        ? {
            vibration: {
              points: [vibration.id],
              weekly: through
                ? await weeklyWhileRunning(vibration, readings, to, through)
                : await weekly(vibration),
            },
          }
        : {}),
      ...(insulation ? { insulation: { points: [insulation.id], weekly: await weekly(insulation) } } : {}),
      ...(door ? { door: { points: [door.id], weekly: await weekly(door, LONG_WEEKS) } } : {}),
      ...(pump ? { pump } : {}),
      ...(battery ? { battery } : {}),
      ...(winding ? { winding } : {}),
    },
    use: await usageOf(asset, readings, to),
  };
}

const DAILY = 2 * WEEK;
const sliced = (readings: Readings, { id }: Point, to: number): Promise<ReadonlyMap<number, Bucket>> =>
  slicesOf(readings, id, to - WEEKS * WEEK, to);

/**
 * Means, by week and lately by day, of a value that means something only while the machine runs. One that never runs through a slice, as a
 * fire pump on its weekly test, is known by the most of each week.
 */
async function weeklyWhileRunning(
  point: Point,
  readings: Readings,
  to: number,
  through: ReadonlySet<number>,
): Promise<Mean[]> {
  if (through.size === 0)
    return (await readings.buckets(point.id, instant(to - WEEKS * WEEK), instant(to), WEEKS)).flatMap(
      ({ at, max, good }) => (max === null || good < 0.5 ? [] : [{ at: at as number, value: max }]),
    );
  const from = to - WEEKS * WEEK;
  const ran = goodMeans((await sliced(readings, point, to)).values()).filter(({ at }) => through.has(at));
  // The last two weeks day by day: a renewed bearing is believed the day after, not the week after.
  const begins = (at: number): number => {
    const span = at >= to - DAILY ? DAY : WEEK;
    return from + Math.floor((at - from) / span) * span;
  };
  return [...Map.groupBy(ran, ({ at }) => begins(at))].map(([at, own]) => ({
    at,
    value: own.reduce((sum, { value }) => sum + value, 0) / own.length,
  }));
}

/** Flow, head and power of the slices in which it ran throughout; nothing where one of them is not fitted. */
async function pumpOf(
  asset: Asset,
  readings: Readings,
  to: number,
  through: ReadonlySet<number> | undefined,
): Promise<WearReadings["pump"]> {
  const point = (name: string) => asset.points.find(({ type }) => type.name === name);
  const [flow, suction, discharge, power, speed] = [
    point("flow_m3_h"),
    point("suction_pressure_kPa"),
    point("discharge_pressure_kPa"),
    point("power_kW"),
    point("speed_Hz"),
  ];
  if (!through || !flow || !suction || !discharge || !power) return undefined;
  const points = [flow.id, discharge.id, suction.id, power.id, ...(speed ? [speed.id] : [])];
  if (through.size === 0) return { points, moments: [] };
  const [q, p1, p2, kw, hz] = [
    await sliced(readings, flow, to),
    await sliced(readings, suction, to),
    await sliced(readings, discharge, to),
    await sliced(readings, power, to),
    speed ? await sliced(readings, speed, to) : new Map<number, Bucket>(),
  ];
  const moments = [...through].flatMap((at): PumpMoment[] => {
    const [flowM3h, inKpa, outKpa, powerKW] = [q, p1, p2, kw].map((slices) => slices.get(at)?.mean ?? null);
    if (flowM3h == null || inKpa == null || outKpa == null || powerKW == null) return [];
    const headM = (outKpa - inKpa) / KPA_PER_M;
    return [{ at, flowM3h, headM, powerKW, speedHz: hz.get(at)?.mean ?? undefined }];
  });
  return { points, moments };
}

/** A stated capacity, or what a full battery would last × the load it bears. */
async function batteryOf(
  byName: (name: string) => Point | undefined,
  weekly: (point: Point, weeks?: number) => Promise<Mean[]>,
): Promise<WearReadings["battery"]> {
  const stated = byName("battery_capacity_percent");
  if (stated) return { points: [stated.id], weekly: await weekly(stated, LONG_WEEKS), stated: true };
  const [runtime, load, charge] = [byName("runtime_min"), byName("load_percent"), byName("battery_percent")];
  if (!runtime || !load || !charge) return undefined;
  const [minutes, loads, charges] = [
    await weekly(runtime, LONG_WEEKS),
    await weekly(load, LONG_WEEKS),
    await weekly(charge, LONG_WEEKS),
  ];
  const at = (list: readonly Mean[]) => new Map(list.map((each) => [each.at, each.value]));
  const [loadAt, chargeAt] = [at(loads), at(charges)];
  return {
    points: [runtime.id, load.id],
    // A week with an outage in it is not one of a full battery.
    weekly: minutes.flatMap((each) => {
      const percent = loadAt.get(each.at);
      const full = (chargeAt.get(each.at) ?? 0) >= 98;
      return percent !== undefined && percent > 1 && full
        ? [{ at: each.at, value: each.value * percent }]
        : [];
    }),
    stated: false,
  };
}

/** The hottest winding of a transformer, slice by slice, of the last year. */
async function windingOf(asset: Asset, readings: Readings, to: number): Promise<WearReadings["winding"]> {
  if (asset.type.id !== "transformer") return undefined;
  const windings = asset.points.filter(({ type }) => /^winding_\w+_temp_C$/.test(type.name));
  if (windings.length === 0) return undefined;
  const count = Math.round(YEAR / HOUR / WINDING_SLICE_HOURS);
  const hottest = new Map<number, number>();
  for (const { id } of windings) {
    const from = to - count * WINDING_SLICE_HOURS * HOUR;
    for (const { at, value } of goodMeans(await readings.buckets(id, instant(from), instant(to), count)))
      hottest.set(at, Math.max(hottest.get(at) ?? Number.NEGATIVE_INFINITY, value));
  }
  return {
    points: windings.map(({ id }) => id),
    slices: [...hottest].map(([at, value]) => ({ at, value })).toSorted((a, b) => a.at - b.at),
    sliceHours: WINDING_SLICE_HOURS,
  };
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

/** Facts are gathered anew many times an hour; the store is asked once in so long, ms. */
const REMEMBERED_MS = HOUR / 2;

interface Kept {
  readonly points: number;
  readonly to: number;
  readonly at: number;
  readonly heard: Heard;
}

/**
 * Remembers what each asset's readings say, for a while. Half a year of readings of a big estate takes its time: it is
 * asked for behind the house's back, one asset after the other, and nobody has to wait for it.
 */
export class WearMemory {
  readonly #heard = new Map<string, Kept>();
  #asking: Promise<void> = Promise.resolve();

  /** What is remembered of an asset, old or not. */
  of(asset: Asset): Heard | undefined {
    return this.#heard.get(asset.id)?.heard;
  }

  /** From now on what is remembered is old: the store has a past that it did not have when it was asked. */
  growOld(): void {
    for (const [id, kept] of this.#heard) this.#heard.set(id, { ...kept, at: Number.NEGATIVE_INFINITY });
  }

  /** Asks for what is old or unknown, after whatever is being asked already. Where there was nothing it asks again. */
  refresh(assets: readonly Asset[], readings: Readings, now: number): Promise<void> {
    const asked = this.#asking.then(async () => {
      const to = Math.floor(now / DAY) * DAY;
      for (const asset of assets) {
        const kept = this.#heard.get(asset.id);
        const fresh = kept && kept.to === to && now - kept.at < REMEMBERED_MS;
        if (fresh && kept.points === asset.points.length) continue;
        const heard = await heardOf(asset, readings, to);
        if (isEmpty(heard)) this.#heard.delete(asset.id);
        else this.#heard.set(asset.id, { points: asset.points.length, to, at: now, heard });
      }
    });
    this.#asking = asked.catch(() => undefined);
    return asked;
  }
}

const isEmpty = ({ wear: { vibration, insulation, door, pump, battery, winding }, use }: Heard): boolean =>
  use === undefined &&
  [vibration, insulation, door, battery].every((each) => (each?.weekly.length ?? 0) === 0) &&
  (pump?.moments.length ?? 0) === 0 &&
  (winding?.slices.length ?? 0) === 0;
