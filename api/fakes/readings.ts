import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AssetModel } from "../../facility/assets/index.ts";
import type { Bucket, RawValue, Reading, ReadingStore, Retention } from "../../facility/readings/index.ts";
import { done, type Instant, instant, type PointId, type Result } from "../../facility/units/index.ts";
import type { StorageView } from "../contract/index.ts";
import type { LatestBoard, ParquetFile, ReadingArchive } from "../ports.ts";

export class FakeBoard implements LatestBoard {
  readonly #model: () => AssetModel;
  readonly #newest = new Map<PointId, Reading>();
  #lastReadingAt: Instant | null = null;
  constructor(model: () => AssetModel) {
    this.#model = model;
  }
  put(point: string, value: RawValue, at: number): void {
    const id = point as PointId;
    const when = instant(at);
    this.#newest.set(id, { point: id, at: when, receivedAt: when, value, quality: "good", replayed: false });
    this.#lastReadingAt = when;
  }
  reading(index: number): Reading | undefined {
    const id = this.#model().pointIds[index];
    return id && this.#newest.get(id);
  }
  at(index: number): number {
    return this.reading(index)?.at ?? 0;
  }
  lastReadingAt(): Instant | null {
    return this.#lastReadingAt;
  }
}

export class FakeReadings implements Pick<ReadingStore, "between" | "buckets"> {
  readonly kept: Reading[] = [];
  keep(point: string, value: RawValue, at: number): void {
    const id = point as PointId;
    this.kept.push({
      point: id,
      at: instant(at),
      receivedAt: instant(at + 5),
      value,
      quality: "good",
      replayed: false,
    });
  }
  async between(point: PointId, from: Instant, to: Instant, limit: number): Promise<Reading[]> {
    return this.kept
      .filter((reading) => reading.point === point && reading.at >= from && reading.at < to)
      .sort((a, b) => a.at - b.at)
      .slice(0, limit);
  }
  async buckets(point: PointId, from: Instant, to: Instant, count: number): Promise<Bucket[]> {
    const readings = await this.between(point, from, to, Number.POSITIVE_INFINITY);
    const width = (to - from) / count;
    const slices = Map.groupBy(readings, (reading) => Math.floor((reading.at - from) / width));
    return [...slices].map(([slice, inside]) => {
      const numbers = inside.map((reading) => reading.value).filter((value) => typeof value === "number");
      return {
        at: instant(from + slice * width),
        min: numbers.length > 0 ? Math.min(...numbers) : null,
        mean: numbers.length > 0 ? numbers.reduce((a, b) => a + b) / numbers.length : null,
        max: numbers.length > 0 ? Math.max(...numbers) : null,
        last: inside.at(-1)?.value ?? null,
        count: inside.length,
        good: 1,
      };
    });
  }
}

/** Two closed days on a disk that is half full; its Parquet is four letters. */
export class FakeArchive implements ReadingArchive {
  retention: Retention = { raw: 400, "1m": 1_825, "1h": null };
  removed = 0;
  async usage(): Promise<StorageView> {
    return {
      tiers: (["raw", "1m", "1h"] as const).map((tier) => ({
        tier,
        readings: 1_000,
        bytes: 2_000,
        days: 2,
        oldest: 1_760_000_000_000,
      })),
      hot: { readings: 10, bytes: 100 },
      retention: this.retention,
      disk: { freeBytes: 50, totalBytes: 100 },
      upkeep: { lastAt: null, trouble: null },
    };
  }
  async setRetention(policy: Retention): Promise<Result<void>> {
    this.retention = policy;
    return done(undefined);
  }
  writeParquet(): ParquetFile {
    const folder = mkdtempSync(join(tmpdir(), "wk-export-"));
    const path = join(folder, "export.parquet");
    // Half of it is there when the first byte is asked for; the rest comes later.
    writeFileSync(path, "PA");
    const written = new Promise<void>((whole) =>
      setTimeout(() => {
        appendFileSync(path, "R1");
        whole();
      }, 30),
    );
    return {
      path,
      written,
      remove: async () => {
        rmSync(folder, { recursive: true });
        this.removed++;
      },
    };
  }
}
