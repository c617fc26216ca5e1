import type { Asset } from "../facility/assets/index.ts";
import type { Bucket, ReadingStore } from "../facility/readings/index.ts";
import { type Instant, instant, type PointId } from "../facility/units/index.ts";

type Readings = Pick<ReadingStore, "buckets">;
type Point = Asset["points"][number];

const DAY_MS = 86_400_000;
/** Short enough that a pump runs through one, long enough that what it does in it is a mean. */
export const RUNNING_SLICE_HOURS = 2;
const SLICE_MS = RUNNING_SLICE_HOURS * 3_600_000;

export interface Mean {
  readonly at: number;
  readonly value: number;
}

/** Slices of [from, to) by their beginnings; `to − from` is a whole number of slices. */
export async function slicesOf(
  readings: Readings,
  point: PointId,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, Bucket>> {
  const slices = await readings.buckets(
    point,
    instant(from),
    instant(to),
    Math.round((to - from) / SLICE_MS),
  );
  return new Map(slices.map((slice) => [slice.at as number, slice]));
}

/** Beginnings of the slices in which an asset ran throughout; undefined where nobody tells whether it runs. */
export async function ranThrough(
  asset: Asset,
  readings: Readings,
  from: number,
  to: number,
): Promise<ReadonlySet<number> | undefined> {
  const running = asset.points.find(({ type }) => type.name === "running");
  if (!running) return undefined;
  const slices = await slicesOf(readings, running.id, from, to);
  if (slices.size === 0) return undefined;
  return new Set([...slices].flatMap(([at, { min }]) => (min === 1 ? [at] : [])));
}

/** Means of the slices that were measured well. */
export const goodMeans = (slices: Iterable<Bucket>): Mean[] =>
  [...slices].flatMap(({ at, mean, good }) =>
    mean === null || good < 0.5 ? [] : [{ at: at as number, value: mean }],
  );

/** Vibration tells of the machine only while it turns: at rest it is the floor that shakes. */
export const tellsOnlyRunning = ({ type }: Pick<Point, "type">): boolean =>
  type.kind === "number" && type.unit === "mm/s";

/**
 * A point's mean of each of the last days, at the middle of the day. What tells only while the machine runs is the mean
 * of the hours in which it ran; a stand-by day has none. One that never runs for hours on end, as a fire pump on its
 * weekly test, is known by the most of the days on which it ran.
 */
export async function dailyMeans(
  asset: Asset,
  point: Point,
  readings: Readings,
  days: number,
  to: Instant,
): Promise<Mean[]> {
  const from = to - days * DAY_MS;
  const daily = async (id: PointId) => readings.buckets(id, instant(from), to, days);
  const middle = (at: number) => at + DAY_MS / 2;
  const through = tellsOnlyRunning(point) ? await ranThrough(asset, readings, from, to) : undefined;
  if (!through) return goodMeans(await daily(point.id)).map(({ at, value }) => ({ at: middle(at), value }));
  if (through.size === 0) {
    const running = asset.points.find(({ type }) => type.name === "running");
    const ran = new Set(
      (running ? await daily(running.id) : []).flatMap(({ at, max }) => (max === 1 ? [at] : [])),
    );
    return (await daily(point.id)).flatMap(({ at, max, good }) =>
      max === null || good < 0.5 || !ran.has(at) ? [] : [{ at: middle(at), value: max }],
    );
  }
  const slices = await slicesOf(readings, point.id, from, to);
  const own = goodMeans(slices.values()).filter(({ at }) => through.has(at));
  return [...Map.groupBy(own, ({ at }) => Math.floor((at - from) / DAY_MS))].map(([day, means]) => ({
    at: middle(from + day * DAY_MS),
    value: means.reduce((sum, { value }) => sum + value, 0) / means.length,
  }));
}
