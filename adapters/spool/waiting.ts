import { qualityOf, type Reading, ReadingBatch } from "../../facility/readings/index.ts";
import type { Instant, PointId } from "../../facility/units/index.ts";
import type { DiskBuffer } from "../../ingest/disk-queue/index.ts";
import { decode, headOf } from "./record.ts";

/** The records that wait, as readings. */
export class Waiting {
  readonly #buffer: Pick<DiskBuffer, "unacknowledged">;
  readonly #points: PointId[] = [];
  readonly #positions = new Map<PointId, number>();

  constructor(buffer: Pick<DiskBuffer, "unacknowledged">) {
    this.#buffer = buffer;
  }

  /** An empty batch over the points met so far; `position` adds those that come. */
  batch(): ReadingBatch {
    return new ReadingBatch(this.#points);
  }

  position = (point: PointId): number => {
    const known = this.#positions.get(point);
    if (known !== undefined) return known;
    this.#positions.set(point, this.#points.length);
    this.#points.push(point);
    return this.#points.length - 1;
  };

  /** A batch a record, oldest first; while they are drained, also some that the store has by then. */
  *batches(): Generator<ReadingBatch> {
    for (;;) {
      try {
        for (const { payload } of this.#buffer.unacknowledged()) {
          const batch = this.batch();
          if (headOf(payload)) decode(payload, batch, this.position);
          yield batch;
        }
        return;
      } catch (error) {
        // A file that is drained is gone: the store has it. What is left is looked through anew.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
    }
  }

  *readings(): Generator<Reading> {
    for (const batch of this.batches()) for (let i = 0; i < batch.length; i++) yield readingAt(batch, i);
  }
}

export const readingAt = (batch: ReadingBatch, i: number): Reading => ({
  point: batch.points[batch.point[i]!]!,
  at: batch.at[i]! as Instant,
  receivedAt: batch.receivedAt[i]! as Instant,
  value: batch.value(i),
  quality: qualityOf(batch.quality[i]!),
  replayed: batch.replayed[i] === 1,
});

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
