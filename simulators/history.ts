import type { Asset, AssetModel, Point } from "../facility/assets/index.ts";
import { GOOD, ReadingBatch, type ReadingStore } from "../facility/readings/index.ts";
import { type Instant, instant } from "../facility/units/index.ts";
import { chatterRows, isChattering } from "./history/chatter.ts";
import { type Moment, momentAt } from "./history/moment.ts";
import { type Shape, shapes } from "./history/shapes.ts";
import { DAY_MS, HOUR_MS } from "./past/calendar.ts";
import { lifeOf } from "./past/lives.ts";
import { counterFrom, ownPace, type Use, uses } from "./past/use.ts";

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * DAY_MS;
/** Fine for what is fresh, coarse for what is long ago: from the newest backwards. */
const steps = [
  { forMs: 2 * DAY_MS, everyMs: MINUTE_MS },
  { forMs: 30 * DAY_MS, everyMs: 5 * MINUTE_MS },
  { forMs: Number.POSITIVE_INFINITY, everyMs: HOUR_MS },
];
/** Small enough that the event loop is never held for long. */
const ROWS_AT_ONCE = 5_000;

export interface HistoryOptions {
  readonly model: AssetModel;
  readonly store: Pick<ReadingStore, "append" | "between">;
  /** Ids within the site of the equipment that the plant plays; of what people added nothing is known. All when left out. */
  readonly assets?: ReadonlySet<string>;
  /** Where the live readings begin; nothing is written at or after it. */
  readonly until: Instant;
  readonly years: number;
  readonly seed: number;
  readonly utcOffsetHours: number;
  /** When the demo began: what wears slowly has come so far by then. `until` when left out. */
  readonly storyBegan?: Instant;
  readonly onProgress?: (share: number) => void;
  /** Leaves the store to others between two batches. */
  readonly pause?: () => Promise<void>;
  readonly stopped?: () => boolean;
}

/**
 * Writes a plausible past for the demo estate: days and weeks with their shape, seasons, a bearing that was changed
 * and wears again, doors that get slower, a float switch that chatters. Counters agree with `pastOf`. Newest first, so
 * that the trends people open first are there first. The same options always write the same readings at the same
 * times, so a run that was cut short is simply run again. Not physics: `estate.ts` is.
 */
export async function writeHistory(
  options: HistoryOptions,
): Promise<{ readonly rows: number; readonly done: boolean }> {
  const { model, store, until, years } = options;
  const begin = until - years * YEAR_MS;
  const played = model.points.filter(({ asset }) => options.assets?.has(asset.slug) ?? true);
  const columns = played.flatMap((point) => columnOf(point, options));
  const first = columns[0];
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
  const began = options.storyBegan ?? until;
  for (const point of played)
    for (const { at, value } of chatterRows(point, began))
      if (at >= begin && at < until) batch.push(point.index, at, at, value, GOOD, true);

  for (const { forMs, everyMs } of steps) {
    const start = Math.max(begin, end - forMs);
    // On the grid of whole minutes and hours, whenever this is run.
    for (let at = Math.ceil(end / everyMs) * everyMs - everyMs; at >= start; at -= everyMs) {
      const moment = momentAt(at, options.seed, options.utcOffsetHours, began);
      const turn = everyMs === MINUTE_MS ? 0 : Math.round(at / everyMs);
      for (const { point, read, everyNth } of columns)
        if (turn % everyNth === 0 && !isChattering(point, at, began))
          batch.push(point.index, at, at, Number(read(moment).toFixed(3)), GOOD, true);
      if (batch.length < ROWS_AT_ONCE - columns.length) continue;
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

interface Column {
  readonly point: Point;
  readonly read: (moment: Moment) => number;
  /** Of the grid's moments beyond the last days, each so-many-th. */
  readonly everyNth: number;
}

/** What nobody looks up years later is kept more coarsely, so that the demo's past is there soon. */
const COARSE = 4;
/** Not at the head of any page, but a story is told by it. */
const told: ReadonlySet<string> = new Set([
  "vibration_mm_s",
  "door_close_time_s",
  "high_level",
  "motor_temp_C",
]);

/** How a point's past is made; nothing for a state without a story. */
function columnOf(point: Point, { seed, utcOffsetHours }: HistoryOptions): Column[] {
  const { asset, type } = point;
  if (asset.outOfService) return [];
  const use: Use | undefined = uses[asset.type.id]?.[type.name];
  if (use) {
    const { installed } = lifeOf(registered(asset), seed);
    const pace = ownPace(seed, asset.slug);
    // Trips and starts are whole; the device shows no others.
    const whole = type.kind === "number" && type.digits === 0;
    const count = counterFrom(use, installed, utcOffsetHours);
    const read = ({ at }: Moment) => (whole ? Math.floor(pace * count(at)) : pace * count(at));
    return [{ point, read, everyNth: 1 }];
  }
  const shape: Shape | undefined = shapes[asset.type.id]?.[type.name];
  if (!shape) return [];
  const fine = type.headline || told.has(type.name);
  return [{ point, read: (moment) => shape(moment, asset.slug), everyNth: fine ? 1 : COARSE }];
}

const registered = ({ slug, type, make, model, register }: Asset) => ({
  id: slug,
  type: type.id,
  make,
  model,
  ...register,
});
