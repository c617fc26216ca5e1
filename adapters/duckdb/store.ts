import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { ParquetFile, ReadingArchive } from "../../api/ports.ts";
import {
  type Bucket,
  qualityOf,
  type Reading,
  type ReadingBatch,
  type ReadingStore,
  type Retention,
} from "../../facility/readings/index.ts";
import type { Instant, PointId, Result } from "../../facility/units/index.ts";
import type { Archive, Upkeep } from "./archive.ts";
import type { Catalogue } from "./catalogue.ts";
import { fewHot, foldSlices } from "./fold.ts";
import type { PointNumbers } from "./points.ts";
import { slicesOf } from "./rollup.ts";
import { rawRows } from "./scan.ts";
import { FLAG } from "./schema.ts";
import { scanReadings, storedValue } from "./stream.ts";
import type { Readers, Turns } from "./turns.ts";
import type { Writer } from "./writer.ts";

/** The embedded store: a `ReadingStore` that also closes days and keeps them for as long as the policy says. */
export interface DuckDbReadings extends ReadingStore, ReadingArchive {
  /**
   * Closes days that have ended, brings late readings into theirs, and takes away what was kept long enough.
   * Ask now and then; a pass that finds nothing to do costs nothing. Rejects when the disk refuses; nothing is lost.
   */
  upkeep(now: Instant): Promise<Upkeep>;
  /** The whole store as it stands at one moment, put into an empty folder as a store that opens there. */
  snapshot(folder: string): Promise<{ readonly files: number }>;
}

/** SQL of rows among which is the newest of every point: hot ones, and of closed days the newest alone. */
export const newestRows = (catalogue: Catalogue): string =>
  `SELECT point, time, received, value, flags, text FROM silent
   UNION ALL ${rawRows(catalogue, { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }, "hot")}`;

export interface Parts {
  readonly instance: DuckDBInstance;
  readonly writing: DuckDBConnection;
  readonly reading: DuckDBConnection;
  readonly working: DuckDBConnection;
  readonly points: PointNumbers;
  readonly catalogue: Catalogue;
  readonly writer: Writer;
  readonly turns: Turns;
  readonly readers: Readers;
  readonly archive: Archive;
}

/** Slices asked for in one turn of the event loop over one span: answered by one scan. */
interface Asked {
  readonly from: Instant;
  readonly to: Instant;
  readonly count: number;
  readonly points: Set<number>;
  readonly answer: Promise<ReadonlyMap<number, Bucket[]>>;
}

export class DuckDbStore implements DuckDbReadings {
  readonly #parts: Parts;
  #asked: Asked | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async append(batch: ReadingBatch): Promise<{ stored: number; duplicates: number }> {
    const told = await this.#parts.turns.take(() => this.#parts.writer.write(batch));
    this.#parts.archive.tidySoon();
    return told;
  }

  async latest(points?: readonly PointId[]): Promise<Reading[]> {
    const numbers = points?.flatMap((id) => this.#parts.points.find(id) ?? []);
    if (numbers?.length === 0) return [];
    return this.#read(
      () => `SELECT point, max(time) AS time, arg_max(received, time) AS received, arg_max(value, time) AS value,
                    arg_max(flags, time) AS flags, arg_max_null(text, time) AS text
             FROM (${newestRows(this.#parts.catalogue)}) ${numbers ? `WHERE point IN (${numbers.join(",")})` : ""}
             GROUP BY point ORDER BY point`,
    );
  }

  async between(point: PointId, from: Instant, to: Instant, limit: number): Promise<Reading[]> {
    const number = this.#parts.points.find(point);
    if (number === undefined) return [];
    const span = { points: [number], from, to };
    return this.#read(
      () =>
        `SELECT * FROM (${rawRows(this.#parts.catalogue, span)}) ORDER BY time ${
          Number.isFinite(limit) ? `LIMIT ${Math.floor(limit)}` : ""
        }`,
    );
  }

  /** Several points asked for at once over the same span cost one scan: a page with twelve curves asks so. */
  async buckets(point: PointId, from: Instant, to: Instant, count: number): Promise<Bucket[]> {
    const number = this.#parts.points.find(point);
    if (number === undefined || !(to > from)) return [];
    let asked = this.#asked;
    if (!asked || asked.from !== from || asked.to !== to || asked.count !== count) {
      const points = new Set<number>();
      const answer = new Promise<void>((turn) => setImmediate(turn)).then(() => {
        if (this.#asked?.points === points) this.#asked = undefined;
        return this.#slices([...points], from, to, count);
      });
      asked = { from, to, count, points, answer };
      this.#asked = asked;
    }
    asked.points.add(number);
    return (await asked.answer).get(number) ?? [];
  }

  async #slices(
    points: readonly number[],
    from: Instant,
    to: Instant,
    count: number,
  ): Promise<ReadonlyMap<number, Bucket[]>> {
    const span = { points, from, to };
    const few = fewHot(this.#parts.catalogue, span, this.#parts.points.size);
    if (few) return this.#parts.readers.run(() => foldSlices(this.#parts.reading, few, span, count));
    const rows = await this.#parts.readers.run(() =>
      this.#parts.reading.runAndReadAll(
        // Whole numbers as DOUBLE come without a BigInt each.
        `SELECT point, slice, low, CASE WHEN usable > 0 THEN total / usable END, high, last, last_flags, text,
                readings::DOUBLE, good::DOUBLE
         FROM (${slicesOf(this.#parts.catalogue, span, count)})`,
      ),
    );
    const width = (to - from) / count;
    const slices = new Map<number, Bucket[]>();
    for (const row of rows.getRows()) {
      const [point, slice, low, mean, high, last, flags, text, readings, good] = row;
      const total = Number(readings);
      const list = slices.get(Number(point)) ?? [];
      slices.set(Number(point), list);
      list.push({
        at: (from + Number(slice) * width) as Instant,
        min: low === null ? null : Number(low),
        mean: mean === null ? null : Number(mean),
        max: high === null ? null : Number(high),
        last: storedValue(Number(last), Number(flags), text),
        count: total,
        good: Number(good) / total,
      });
    }
    return slices;
  }

  async *scan(
    points: readonly { readonly id: PointId; readonly index: number }[],
    table: readonly PointId[],
    from: Instant,
    to: Instant,
  ): AsyncGenerator<ReadingBatch> {
    yield* scanReadings(this.#parts, points, table, from, to);
  }

  async count(): Promise<number> {
    return (await this.#parts.archive.hotReadings()) + this.#parts.archive.tier("raw").readings;
  }

  upkeep(now: Instant): Promise<Upkeep> {
    return this.#parts.archive.upkeep(now);
  }

  snapshot(folder: string): Promise<{ readonly files: number }> {
    return this.#parts.archive.snapshot(folder);
  }

  usage(): ReturnType<ReadingArchive["usage"]> {
    return this.#parts.archive.usage();
  }

  setRetention(policy: Retention): Promise<Result<void>> {
    return this.#parts.archive.setRetention(policy);
  }

  writeParquet(points: readonly PointId[], from: Instant, to: Instant): ParquetFile {
    return this.#parts.archive.writeParquet(points, from, to);
  }

  async close(): Promise<void> {
    await this.#parts.archive.close();
    await this.#parts.turns.idle();
    await this.#parts.readers.gone();
    this.#parts.working.closeSync();
    this.#parts.reading.closeSync();
    this.#parts.writing.closeSync();
    this.#parts.instance.closeSync();
  }

  /** The SQL is put together inside the reading, so that what it names is kept until it has ended. */
  async #read(sql: () => string): Promise<Reading[]> {
    const rows = await this.#parts.readers.run(() =>
      this.#parts.reading.runAndReadAll(
        `SELECT point, time::DOUBLE, received::DOUBLE, value, flags, text FROM (${sql()})`,
      ),
    );
    return rows.getRows().map(([point, at, received, value, flags, text]) => ({
      point: this.#parts.points.name(Number(point)),
      at: Number(at) as Instant,
      receivedAt: Number(received) as Instant,
      value: storedValue(Number(value), Number(flags), text),
      quality: qualityOf(Number(flags) & FLAG.quality),
      replayed: (Number(flags) & FLAG.replayed) !== 0,
    }));
  }
}
