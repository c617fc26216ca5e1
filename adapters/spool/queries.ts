import { qualityCode, type Reading, ReadingBatch } from "../../facility/readings/index.ts";
import type { Instant, PointId } from "../../facility/units/index.ts";
import { type Waiting, wordsOf } from "./waiting.ts";

const SLICE_MS = 1_000;
const LOOK_MS = 20;

/** A store that may be asked for a slice of time over all points: from ≤ at < to, in no order. */
interface Sliced {
  slice?(from: Instant, to: Instant): Promise<Reading[]>;
}

/**
 * What a span of a minute or so holds of several points, in order of time: in the store, and in the spool; while the
 * store cannot be asked, in the spool alone. The span is asked for in seconds, so that a busy one does not come in one
 * answer.
 */
export async function* lastOf(
  of: { readonly store: Sliced; readonly waiting: Waiting; readonly log: { warn(message: string): void } },
  points: readonly { readonly id: PointId; readonly index: number }[],
  table: readonly PointId[],
  from: Instant,
  to: Instant,
): AsyncGenerator<ReadingBatch> {
  const indexOf = new Map(points.map(({ id, index }) => [id, index]));
  const here = new Map<number, Reading[]>();
  for (const reading of of.waiting.readings()) {
    if (reading.at < from || reading.at >= to) continue;
    const slice = Math.floor((reading.at - from) / SLICE_MS);
    const others = here.get(slice);
    if (others) others.push(reading);
    else here.set(slice, [reading]);
  }
  let away = of.store.slice === undefined;
  for (let slice = 0; from + slice * SLICE_MS < to; slice++) {
    const start = (from + slice * SLICE_MS) as Instant;
    let rows = here.get(slice) ?? [];
    try {
      if (!away)
        rows = rows.concat((await of.store.slice?.(start, Math.min(to, start + SLICE_MS) as Instant)) ?? []);
    } catch (error) {
      away = true;
      of.log.warn(`what came last is what waits in the spool: ${wordsOf(error)}`);
    }
    rows.sort((a, b) => a.at - b.at);
    const batch = new ReadingBatch(table, rows.length);
    for (const { point, at, receivedAt, value, quality, replayed } of rows) {
      const index = indexOf.get(point);
      if (index !== undefined) batch.push(index, at, receivedAt, value, qualityCode(quality), replayed);
    }
    if (batch.length > 0) yield batch;
  }
}

/** What has gone through the spool since the start, and what waits. */
interface Passed {
  readonly waiting: number;
  readonly drained: number;
  readonly duplicates: number;
  readonly refused: number;
}

/** Waits until the store has all that waited at the call; false when patience or the spool ends first. */
export async function caughtUp(
  passed: () => Passed,
  closing: () => boolean,
  patienceMs: number,
): Promise<boolean> {
  const through = ({ drained, duplicates, refused }: Passed): number => drained + duplicates + refused;
  const enough = through(passed()) + passed().waiting;
  const until = performance.now() + patienceMs;
  const behind = () => passed().waiting > 0 && through(passed()) < enough;
  while (behind() && !closing() && performance.now() < until)
    await new Promise((later) => setTimeout(later, LOOK_MS));
  return !behind();
}
