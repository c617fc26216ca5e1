import { map, type OperatorFunction, type SchedulerLike } from "rxjs";
import { isUsable, type ReadingBatch, type ReadingSlice } from "../../facility/readings/index.ts";

/** Rows of a batch that say something new about the plant: `rows[0 … count)` are their positions. */
export interface News {
  readonly batch: ReadingBatch;
  readonly rows: Int32Array;
  readonly count: number;
  /** When they came, ms since 1970. */
  readonly now: number;
  /** Values known before; they are no sign that anybody speaks now. */
  readonly primed: boolean;
}

/** The newest source time a rule has seen of each point; shared by whoever asks how fresh a point is. */
export type SeenAt = Float64Array;

/**
 * Lets through what a rule may act on: of usable quality, not replayed, newer than what was seen of that point, and
 * not older than `maxAgeMs`. History that arrives late is stored, and raises nothing.
 * With `history`, what was replayed counts: a backtest sees what the plant did, not what the line let through.
 * The rows array is used again for the next slice.
 */
export function news(
  seenAt: SeenAt,
  maxAgeMs: number,
  scheduler: SchedulerLike,
  history = false,
): OperatorFunction<ReadingSlice, News> {
  let rows = new Int32Array(4096);
  return map(({ batch, from, to, primed = false }) => {
    const now = scheduler.now();
    if (rows.length < to - from) rows = new Int32Array((to - from) * 2);
    let count = 0;
    for (let i = from; i < to; i++) {
      const point = batch.point[i]!;
      const at = batch.at[i]!;
      if ((batch.replayed[i] === 1 && !history) || !isUsable(batch.quality[i]!)) continue;
      const before = seenAt[point]!;
      // What is primed is the newest known: rules that take over have seen its time, and some not yet its value.
      if (at < before || (at === before && !primed) || now - at > maxAgeMs) continue;
      seenAt[point] = at;
      rows[count++] = i;
    }
    return { batch, rows, count, now, primed };
  });
}
