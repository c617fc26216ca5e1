import { instant } from "../../facility/units/index.ts";
import { activityAt } from "../devices/demand.ts";
import { DAY_MS, HOUR_MS, startOf } from "./calendar.ts";
import { diceFor } from "./dice.ts";

/** From here on use is added up by the quarter of an hour; before it, at its mean. */
const EPOCH = Date.UTC(2022, 0, 1);
const QUARTER_MS = HOUR_MS / 4;
/** Mean of the activity over a week, and of activity and 1 weighed with the season's square over a year. */
const MEAN = { activity: 0.36, seasonal: 0.18, season: 0.5 };

/** −1 in the coldest days of January, 1 in July. */
export const seasonAt = (at: number): number =>
  -Math.cos((2 * Math.PI * (at - Date.UTC(2024, 0, 20))) / (365.25 * DAY_MS));

/** What a counter gains an hour: at full activity, when nobody stirs, and how much more of both at the season's ends. */
export interface Use {
  readonly busy: number;
  readonly idle: number;
  readonly seasonal?: number;
}

/** How each counter of the demo estate's equipment counts, by type and point. */
export const uses: Readonly<Record<string, Readonly<Record<string, Use>>>> = {
  "power-meter": { energy_import_kWh: { busy: 52, idle: 14, seasonal: 0.25 } },
  "booster-pump": { run_hours: { busy: 0.5, idle: 0.4 }, starts: { busy: 0.4, idle: 0.1 } },
  "booster-set": { volume_m3: { busy: 22, idle: 0.2 }, energy_kWh: { busy: 6, idle: 0.8 } },
  lift: { trips: { busy: 60, idle: 0.5 }, door_reopens: { busy: 1.4, idle: 0.01 } },
  "water-meter": { volume_m3: { busy: 22, idle: 0.2 } },
  "sump-pump": { run_hours_1: { busy: 0, idle: 0.01 }, run_hours_2: { busy: 0, idle: 0.01 } },
  feeder: { energy_import_kWh: { busy: 11, idle: 2.4, seasonal: 0.1 } },
  "fire-pump": { run_hours: { busy: 0, idle: 0.0011 }, starts: { busy: 0, idle: 0.0067 } },
  "jockey-pump": { run_hours: { busy: 0, idle: 0.0046 }, starts: { busy: 0, idle: 0.54 } },
  genset: { run_hours: { busy: 0, idle: 0.0008 }, starts: { busy: 0, idle: 0.0015 } },
  ats: { transfers: { busy: 0, idle: 0.003 } },
};

interface Sums {
  readonly activity: Float64Array;
  readonly seasonal: Float64Array;
  readonly season: Float64Array;
}
const tables = new Map<number, Sums>();

/** Hours of activity, of activity × season² and of season² since the epoch, quarter by quarter, for thirty years. */
function sumsFor(offsetHours: number, quarters: number): Sums {
  const known = tables.get(offsetHours);
  if (known && known.activity.length > quarters + 1) return known;
  const length = quarters + 1 + 4 * 24 * 400;
  const sums = {
    activity: new Float64Array(length),
    seasonal: new Float64Array(length),
    season: new Float64Array(length),
  };
  // A week repeats, so its shape is worked out once.
  const week = Array.from({ length: 7 * 96 }, (_, i) =>
    activityAt(instant(EPOCH + i * QUARTER_MS), offsetHours),
  );
  let square = 0;
  for (let i = 1; i < length; i++) {
    if (i % 96 === 1) square = seasonAt(EPOCH + (i - 1) * QUARTER_MS) ** 2;
    const activity = week[(i - 1) % week.length]! / 4;
    sums.activity[i] = sums.activity[i - 1]! + activity;
    sums.seasonal[i] = sums.seasonal[i - 1]! + activity * square;
    sums.season[i] = sums.season[i - 1]! + square / 4;
  }
  tables.set(offsetHours, sums);
  return sums;
}

/** What a counter reads at a moment when it was new on the day of installation; a pure function of time. */
export function counterFrom(use: Use, installed: string, offsetHours: number): (at: number) => number {
  const before = usedUntil(use, startOf(installed, offsetHours), offsetHours);
  return (at) => usedUntil(use, at, offsetHours) - before;
}

function usedUntil({ busy, idle, seasonal = 0 }: Use, at: number, offsetHours: number): number {
  const hours = (at - EPOCH) / HOUR_MS;
  if (at <= EPOCH)
    return hours * (busy * MEAN.activity + idle + seasonal * (busy * MEAN.seasonal + idle * MEAN.season));
  const exact = (at - EPOCH) / QUARTER_MS;
  const before = Math.floor(exact);
  const sums = sumsFor(offsetHours, before + 1);
  const read = (table: Float64Array) =>
    table[before]! + (table[before + 1]! - table[before]!) * (exact - before);
  return (
    busy * (read(sums.activity) + seasonal * read(sums.seasonal)) +
    idle * (hours + seasonal * read(sums.season))
  );
}

/** No two counters of a kind run alike: how much more or less this one counts. */
export const ownPace = (seed: number, asset: string): number =>
  0.9 + 0.2 * diceFor(seed, asset, "pace").next();
