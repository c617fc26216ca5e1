import type { Point } from "../../facility/assets/index.ts";
import { qualityCode, type Reading, ReadingBatch, type ReadingStore } from "../../facility/readings/index.ts";
import type { Instant, PointId } from "../../facility/units/index.ts";

const PAGE = 10_000;

/**
 * Stored readings of several points in order of source time, page by page, as batches: works on any reading store.
 * A store that can do better offers `scan` itself.
 */
export async function* scan(
  store: Pick<ReadingStore, "between" | "scan">,
  points: readonly Point[],
  table: readonly PointId[],
  from: number,
  to: number,
): AsyncGenerator<ReadingBatch> {
  if (store.scan) {
    yield* store.scan(points, table, from as Instant, to as Instant);
    return;
  }
  const lanes = points.map((point) => ({ point, rows: [] as Reading[], next: 0, from, done: false }));
  for (;;) {
    const batch = new ReadingBatch(table, PAGE);
    while (batch.length < PAGE) {
      let first: (typeof lanes)[number] | undefined;
      for (const lane of lanes) {
        if (lane.next >= lane.rows.length && !lane.done) {
          lane.rows = await store.between(lane.point.id, lane.from as Instant, to as Instant, PAGE);
          lane.next = 0;
          lane.done = lane.rows.length < PAGE;
          lane.from = (lane.rows.at(-1)?.at ?? to) + 1;
        }
        const row = lane.rows[lane.next];
        if (row && (!first || row.at < first.rows[first.next]!.at)) first = lane;
      }
      if (!first) break;
      const { at, receivedAt, value, quality } = first.rows[first.next++]!;
      batch.push(first.point.index, at, receivedAt, value, qualityCode(quality), false);
    }
    if (batch.length === 0) return;
    yield batch;
  }
}
