import { qualityCode, type Reading, ReadingBatch, type ReadingStore } from "../../facility/readings/index.ts";
import { type Instant, instant, type PointId } from "../../facility/units/index.ts";

/** Rows of one append: enough to be fast, few enough to be forgotten at once. */
const ROWS = 50_000;

/**
 * Copies every reading of one store into another, point by point in order of time. What is there already stays and is
 * counted as stored once; so a copy cut short is simply run again.
 */
export async function copyReadings(
  from: Pick<ReadingStore, "latest" | "between">,
  to: Pick<ReadingStore, "append">,
  progress: (done: number, points: number) => void = () => undefined,
): Promise<number> {
  const points = (await from.latest()).map(({ point }) => point);
  let copied = 0;
  for (const [done, point] of points.entries()) {
    for (let start = instant(Number.MIN_SAFE_INTEGER); ; ) {
      const rows = await from.between(point, start, instant(Number.MAX_SAFE_INTEGER), ROWS);
      const last = rows.at(-1);
      if (!last) break;
      await to.append(batchOf(point, rows));
      copied += rows.length;
      start = (last.at + 1) as Instant;
    }
    progress(done + 1, points.length);
  }
  return copied;
}

function batchOf(point: PointId, rows: readonly Reading[]): ReadingBatch {
  const batch = new ReadingBatch([point], rows.length);
  for (const { at, receivedAt, value, quality, replayed } of rows)
    batch.push(0, at, receivedAt, value, qualityCode(quality), replayed);
  return batch;
}
