import {
  type Bucket,
  isUsable,
  qualityCode,
  qualityOf,
  type Reading,
  type ReadingBatch,
  type ReadingStore,
} from "../../facility/readings/index.ts";
import type { Instant, PointId } from "../../facility/units/index.ts";

/** A small honest reading store in memory: the same laws as the real ones, no disk. */
export class MemoryReadings implements ReadingStore {
  readonly #rows = new Map<PointId, Map<number, Reading>>();

  append(batch: ReadingBatch): Promise<{ stored: number; duplicates: number }> {
    let stored = 0;
    for (let i = 0; i < batch.length; i++) {
      const point = batch.points[batch.point[i]!]!;
      const at = batch.at[i]! as Instant;
      const rows = this.#rows.get(point) ?? new Map<number, Reading>();
      this.#rows.set(point, rows);
      if (rows.has(at)) continue;
      stored++;
      rows.set(at, {
        point,
        at,
        receivedAt: batch.receivedAt[i]! as Instant,
        value: batch.value(i),
        quality: qualityOf(batch.quality[i]!),
        replayed: batch.replayed[i] === 1,
      });
    }
    return Promise.resolve({ stored, duplicates: batch.length - stored });
  }

  #sorted(point: PointId): Reading[] {
    return [...(this.#rows.get(point)?.values() ?? [])].sort((a, b) => a.at - b.at);
  }

  latest(points: readonly PointId[] = [...this.#rows.keys()]): Promise<Reading[]> {
    return Promise.resolve(points.flatMap((point) => this.#sorted(point).at(-1) ?? []));
  }

  between(point: PointId, from: Instant, to: Instant, limit: number): Promise<Reading[]> {
    return Promise.resolve(
      this.#sorted(point)
        .filter(({ at }) => at >= from && at < to)
        .slice(0, limit),
    );
  }

  async buckets(point: PointId, from: Instant, to: Instant, count: number): Promise<Bucket[]> {
    const width = (to - from) / count;
    const slices = new Map<number, Reading[]>();
    for (const reading of await this.between(point, from, to, Number.POSITIVE_INFINITY)) {
      const slice = Math.floor((reading.at - from) / width);
      slices.set(slice, [...(slices.get(slice) ?? []), reading]);
    }
    return [...slices].map(([slice, readings]) => {
      const numbers = readings.flatMap(({ value, quality }) =>
        typeof value === "number" && isUsable(qualityCode(quality)) ? value : [],
      );
      const some = numbers.length > 0;
      return {
        at: (from + slice * width) as Instant,
        min: some ? Math.min(...numbers) : null,
        mean: some ? numbers.reduce((sum, value) => sum + value, 0) / numbers.length : null,
        max: some ? Math.max(...numbers) : null,
        last: readings.at(-1)!.value,
        count: readings.length,
        good: readings.filter(({ quality }) => quality === "good").length / readings.length,
      };
    });
  }

  count(): Promise<number> {
    return Promise.resolve([...this.#rows.values()].reduce((sum, rows) => sum + rows.size, 0));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
