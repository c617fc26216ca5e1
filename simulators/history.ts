import type { AssetModel, Point } from "../facility/assets/index.ts";
import { GOOD, ReadingBatch, type ReadingStore } from "../facility/readings/index.ts";
import { type AssetId, type Instant, instant } from "../facility/units/index.ts";
import { activityAt } from "./devices/demand.ts";
import { randomFrom } from "./random.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
/** Fine for what is fresh, coarse for what is long ago: from the newest backwards. */
const steps = [
  { forMs: 2 * DAY_MS, everyMs: MINUTE_MS },
  { forMs: 30 * DAY_MS, everyMs: 5 * MINUTE_MS },
  { forMs: Number.POSITIVE_INFINITY, everyMs: HOUR_MS },
];
const ROWS_AT_ONCE = 20_000;
/** A bearing of the second pump wears for so long until somebody changes it. */
const BEARING_MS = 480 * DAY_MS;

export interface HistoryOptions {
  readonly model: AssetModel;
  readonly store: Pick<ReadingStore, "append" | "between">;
  /** Where the live readings begin; nothing is written at or after it. */
  readonly until: Instant;
  readonly years: number;
  readonly seed: number;
  readonly utcOffsetHours: number;
  /** What counters read now: the past counts up to it. */
  readonly present: (point: Point) => number | undefined;
  readonly onProgress?: (share: number) => void;
  /** Leaves the store to others between two batches. */
  readonly pause?: () => Promise<void>;
  readonly stopped?: () => boolean;
}

/**
 * Writes a plausible past for the demo estate: days and weeks with their shape, seasons, a bearing that wears and is
 * changed. Newest first, so that the trends people open first are there first. The same options always write the
 * same readings at the same times, so a run that was cut short is simply run again. Not physics: `estate.ts` is.
 */
export async function writeHistory(
  options: HistoryOptions,
): Promise<{ readonly rows: number; readonly done: boolean }> {
  const { model, store, until, years } = options;
  const begin = until - years * YEAR_MS;
  const shaped = model.points.flatMap((point) => {
    const shape = shapes[point.asset.type.id]?.[point.type.name];
    return shape ? [{ point, shape, scale: counterScale(point, shape, options, begin) }] : [];
  });
  const first = shaped[0];
  const oldest = Math.ceil(begin / HOUR_MS) * HOUR_MS;
  if (!first || (await store.between(first.point.id, instant(oldest), instant(oldest + 1), 1)).length > 0)
    return { rows: 0, done: true };

  let rows = 0;
  let end: number = until;
  let batch = new ReadingBatch(model.pointIds, ROWS_AT_ONCE);
  const flush = async () => {
    if (batch.length === 0) return;
    rows += (await store.append(batch)).stored;
    batch = new ReadingBatch(model.pointIds, ROWS_AT_ONCE);
    await options.pause?.();
  };
  for (const { forMs, everyMs } of steps) {
    const start = Math.max(begin, end - forMs);
    // On the grid of whole minutes and hours, whenever this is run.
    for (let at = Math.ceil(end / everyMs) * everyMs - everyMs; at >= start; at -= everyMs) {
      const moment = momentAt(at, options);
      for (const { point, shape, scale } of shaped) {
        const value =
          shape.is === "counter" ? counted(point, shape, at, options, scale) : shape.value(moment, point);
        batch.push(point.index, at, at, Number(value.toFixed(3)), GOOD, true);
      }
      if (batch.length < ROWS_AT_ONCE - shaped.length) continue;
      await flush();
      options.onProgress?.((until - at) / (until - begin));
      if (options.stopped?.()) return { rows, done: false };
    }
    end = start;
  }
  await flush();
  options.onProgress?.(1);
  return { rows, done: true };
}

interface Moment {
  readonly at: number;
  readonly activity: number;
  /** −1 in the coldest days of January, 1 in July. */
  readonly season: number;
  /** Mean 0, standard deviation 1; another for every name. */
  readonly noise: (name: string) => number;
}

type Shape =
  | { readonly is: "value"; readonly value: (moment: Moment, point: Point) => number }
  /** What it gains an hour at full activity, and when nobody stirs. */
  | { readonly is: "counter"; readonly busy: number; readonly idle: number };

function momentAt(at: number, { seed, utcOffsetHours }: HistoryOptions): Moment {
  const noise = (name: string) => {
    let hash = seed ^ Math.floor(at / MINUTE_MS);
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    return randomFrom(hash).normal();
  };
  return { at, activity: activityAt(instant(at), utcOffsetHours), season: seasonAt(at), noise };
}

const seasonAt = (at: number): number =>
  -Math.cos((2 * Math.PI * (at - Date.UTC(2024, 0, 20))) / (365.25 * DAY_MS));

/** Mean of the activity over a week, so that counters need no sum over three years. */
const MEAN_ACTIVITY = 0.36;

/** A counter that would have begun below zero counts more slowly. */
function counterScale(point: Point, shape: Shape, { until, present }: HistoryOptions, begin: number): number {
  if (shape.is === "value") return 1;
  const gained = ((until - begin) / HOUR_MS) * (shape.idle + shape.busy * MEAN_ACTIVITY);
  return Math.min(1, (0.9 * (present(point) ?? 0)) / gained);
}

/** The present reading less what was gained since, whole days at the mean and the rest of today by the hour. */
function counted(
  point: Point,
  shape: Extract<Shape, { is: "counter" }>,
  at: number,
  { until, present, utcOffsetHours }: HistoryOptions,
  scale: number,
): number {
  const days = Math.floor((until - at) / DAY_MS);
  let activeHours = days * 24 * MEAN_ACTIVITY;
  const rest = until - at - days * DAY_MS;
  // The shape of one day, repeated; a quarter of an hour is fine enough, and it never counts backwards.
  const quarter = HOUR_MS / 4;
  for (let back = 0; back < rest; back += quarter)
    activeHours += (Math.min(quarter, rest - back) / HOUR_MS) * dayShare(until - back, utcOffsetHours);
  const gained = shape.idle * ((until - at) / HOUR_MS) + shape.busy * activeHours;
  return (present(point) ?? 0) - gained * scale;
}

/** Activity of a weekday at this hour, so normalised that a day of it has the mean. */
const dayShares = new Map<number, number[]>();
function dayShare(at: number, offsetHours: number): number {
  let shares = dayShares.get(offsetHours);
  if (!shares) {
    const monday = Date.UTC(2026, 2, 2);
    const raw = Array.from({ length: 96 }, (_, i) =>
      activityAt(instant(monday + i * (HOUR_MS / 4)), offsetHours),
    );
    const mean = raw.reduce((sum, one) => sum + one, 0) / raw.length;
    shares = raw.map((one) => (one / mean) * MEAN_ACTIVITY);
    dayShares.set(offsetHours, shares);
  }
  return shares[Math.floor((at % DAY_MS) / (HOUR_MS / 4))] ?? MEAN_ACTIVITY;
}

const value = (of: (moment: Moment, point: Point) => number): Shape => ({ is: "value", value: of });
const counter = (busy: number, idle = 0): Shape => ({ is: "counter", busy, idle });

/** Summer takes cooling and winter heating; spring is cheapest. */
const load = ({ activity, season }: Moment): number => (14 + 52 * activity) * (1 + 0.25 * season ** 2);
const isSecond = (id: AssetId): boolean => id.endsWith("-2");
/** 0 for a new bearing, 1 on the day it is changed. */
const wear = (at: number, { asset }: Point): number =>
  isSecond(asset.id) ? ((at % BEARING_MS) / BEARING_MS) ** 3 : 0;
const running = ({ at, activity }: Moment, { asset }: Point): boolean =>
  activity > 0.55 || Math.floor(at / (6 * HOUR_MS)) % 2 === (isSecond(asset.id) ? 1 : 0);

/** How each point of the demo estate's equipment moves. What is not here has no past: a state without a story. */
const shapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  "power-meter": {
    power_kW: value((m) => load(m) * (1 + 0.05 * m.noise("kW"))),
    ...Object.fromEntries(
      [1, 2, 3].flatMap((phase) => [
        [`voltage_L${phase}_V`, value((m) => 226 - 0.04 * load(m) + 0.9 * m.noise(`V${phase}`))],
        [`current_L${phase}_A`, value((m) => (load(m) * (phase === 2 ? 0.32 : 0.34) * 1_000) / 225 / 0.95)],
      ]),
    ),
    power_factor: value((m) => Math.min(0.975, 0.945 + 0.0003 * load(m) + 0.003 * m.noise("pf"))),
    frequency_Hz: value((m) => 50 + 0.015 * m.noise("Hz")),
    energy_import_kWh: counter(52, 14),
  },
  "booster-pump": {
    running: value((m, point) => (running(m, point) ? 1 : 0)),
    speed_Hz: value((m, point) => (running(m, point) ? 41 + 5 * m.activity + 0.2 * m.noise("hz") : 0)),
    suction_pressure_kPa: value((m) => 118 - 4 * m.activity + 1.2 * m.noise("in")),
    discharge_pressure_kPa: value((m) => 619 - 4 * m.activity + 3 * m.noise("out")),
    flow_m3_h: value((m, point) => {
      const both = m.activity > 0.55 ? 2 : 1;
      return running(m, point) ? Math.max(0.5, ((4 + 16 * m.activity) / both) * (1 + 0.1 * m.noise("q"))) : 0;
    }),
    power_kW: value((m, point) =>
      running(m, point) ? (1.2 + 2.4 * m.activity) * (1 + 0.12 * wear(m.at, point)) : 0,
    ),
    motor_temp_C: value(
      (m, point) =>
        26 +
        6 * m.season +
        (running(m, point) ? 20 + 8 * m.activity + 22 * wear(m.at, point) : 4) +
        0.5 * m.noise("T"),
    ),
    run_hours: counter(0.5, 0.4),
    starts: counter(0.1, 0.1),
  },
  lift: {
    motor_temp_C: value((m) => 31 + 5 * m.season + 16 * m.activity + 0.8 * m.noise("T")),
    trips: counter(60, 0.5),
  },
  "fire-panel": {
    battery_V: value((m) => 27.2 - 0.03 * m.season + 0.03 * m.noise("V")),
    mains: value(() => 1),
    fire: value(() => 0),
    fault: value(() => 0),
  },
};
