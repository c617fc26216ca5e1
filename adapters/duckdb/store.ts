import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import {
  type Bucket,
  GOOD,
  qualityOf,
  type RawValue,
  type Reading,
  type ReadingBatch,
  type ReadingStore,
} from "../../facility/readings/index.ts";
import { done, type Instant, type PointId, problem, type Result } from "../../facility/units/index.ts";
import { PointNumbers } from "./points.ts";
import { scanReadings } from "./scan.ts";
import { COUNTS, createTables, FLAG } from "./schema.ts";
import { Writer } from "./writer.ts";

/** Opens (or makes) the readings file. The problem of a damaged or foreign-held file says what to do. */
export async function openDuckDb(file: string): Promise<Result<ReadingStore>> {
  try {
    const instance = await DuckDBInstance.create(file, {
      threads: "2",
      memory_limit: "1GB",
      // The default of 16 MB would check-point, and stall, every second under load.
      checkpoint_threshold: "256MB",
    });
    const writing = await instance.connect();
    await createTables(writing);
    const points = await PointNumbers.open(writing);
    const newest = await writing.runAndReadAll("SELECT point, max(time) FROM readings GROUP BY point");
    const writer = new Writer(
      writing,
      points,
      new Map(newest.getRows().map(([point, at]) => [Number(point), Number(at)])),
    );
    return done(new DuckDbStore(instance, writing, await instance.connect(), points, writer));
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return problem(remedy(file, why ?? "unknown"));
  }
}

function remedy(file: string, why: string): string {
  if (/lock/i.test(why))
    return `${file} is in use by another process. Stop that one, or set WATCHKEEPER_DATA to another folder.`;
  if (/permission|read-only/i.test(why))
    return `${file} cannot be written. Give this user write rights on its folder, or set WATCHKEEPER_DATA to another one.`;
  return `${file} cannot be opened as a readings store (${why}). Restore it from a backup, or move it aside to start an empty one.`;
}

class DuckDbStore implements ReadingStore {
  readonly #instance: DuckDBInstance;
  readonly #writing: DuckDBConnection;
  readonly #reading: DuckDBConnection;
  readonly #points: PointNumbers;
  readonly #writer: Writer;
  /** Batches are written one after the other. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(
    instance: DuckDBInstance,
    writing: DuckDBConnection,
    reading: DuckDBConnection,
    points: PointNumbers,
    writer: Writer,
  ) {
    this.#instance = instance;
    this.#writing = writing;
    this.#reading = reading;
    this.#points = points;
    this.#writer = writer;
  }

  append(batch: ReadingBatch): Promise<{ stored: number; duplicates: number }> {
    const written = this.#tail.then(() => this.#writer.write(batch));
    this.#tail = written.catch(() => undefined);
    return written;
  }

  async latest(points?: readonly PointId[]): Promise<Reading[]> {
    const numbers = points?.flatMap((id) => this.#points.find(id) ?? []);
    if (numbers?.length === 0) return [];
    return this.#read(
      `SELECT r.point, r.time, r.received, r.value, r.flags FROM readings r
       ${numbers ? `WHERE r.point IN (${numbers.join(",")})` : ""}
       QUALIFY row_number() OVER (PARTITION BY r.point ORDER BY r.time DESC) = 1`,
    );
  }

  async between(point: PointId, from: Instant, to: Instant, limit: number): Promise<Reading[]> {
    const number = this.#points.find(point);
    if (number === undefined) return [];
    return this.#read(
      `SELECT point, time, received, value, flags FROM readings
       WHERE point = ${number} AND time >= ${BigInt(Math.ceil(from))} AND time < ${BigInt(Math.ceil(to))}
       ORDER BY time LIMIT ${Math.floor(limit)}`,
    );
  }

  async buckets(point: PointId, from: Instant, to: Instant, count: number): Promise<Bucket[]> {
    const number = this.#points.find(point);
    if (number === undefined || !(to > from)) return [];
    const width = (to - from) / count;
    const rows = await this.#reading.runAndReadAll(
      `SELECT CAST(floor((time - ${from}) / ${width}) AS INTEGER) AS slice,
              min(value) FILTER (WHERE ${COUNTS}), avg(value) FILTER (WHERE ${COUNTS}),
              max(value) FILTER (WHERE ${COUNTS}), arg_max(value, time), arg_max(flags, time), max(time),
              count(*), count(*) FILTER (WHERE (flags & ${FLAG.quality}) = ${GOOD})
       FROM readings WHERE point = ${number} AND time >= ${BigInt(Math.ceil(from))} AND time < ${BigInt(Math.ceil(to))}
       GROUP BY slice ORDER BY slice`,
    );
    const buckets: Bucket[] = [];
    for (const [slice, min, mean, max, last, flags, lastAt, n, good] of rows.getRows()) {
      const total = Number(n);
      buckets.push({
        at: (from + Number(slice) * width) as Instant,
        min: min === null ? null : Number(min),
        mean: mean === null ? null : Number(mean),
        max: max === null ? null : Number(max),
        last: await this.#value(number, Number(lastAt), Number(last), Number(flags)),
        count: total,
        good: Number(good) / total,
      });
    }
    return buckets;
  }

  async *scan(
    points: readonly { readonly id: PointId; readonly index: number }[],
    table: readonly PointId[],
    from: Instant,
    to: Instant,
  ): AsyncGenerator<ReadingBatch> {
    // A connection of its own: a long read must not keep trends waiting.
    const connection = await this.#instance.connect();
    try {
      yield* scanReadings(connection, this.#points, points, table, from, to);
    } finally {
      connection.closeSync();
    }
  }

  async count(): Promise<number> {
    const rows = await this.#reading.runAndReadAll("SELECT count(*) FROM readings");
    return Number(rows.getRows()[0]?.[0] ?? 0);
  }

  async close(): Promise<void> {
    await this.#tail;
    this.#reading.closeSync();
    this.#writing.closeSync();
    this.#instance.closeSync();
  }

  async #read(sql: string): Promise<Reading[]> {
    const rows = await this.#reading.runAndReadAll(sql);
    const readings: Reading[] = [];
    for (const row of rows.getRows()) {
      const [point, at, received, value, flags] = row.map(Number) as [number, number, number, number, number];
      readings.push({
        point: this.#points.name(point),
        at: at as Instant,
        receivedAt: received as Instant,
        value: await this.#value(point, at, value, flags),
        quality: qualityOf(flags & FLAG.quality),
        replayed: (flags & FLAG.replayed) !== 0,
      });
    }
    return readings;
  }

  async #value(point: number, at: number, value: number, flags: number): Promise<RawValue> {
    if ((flags & FLAG.noNumber) === 0) return value;
    if ((flags & FLAG.text) === 0) return null;
    const rows = await this.#reading.runAndReadAll(
      `SELECT text FROM texts WHERE point = ${point} AND time = ${BigInt(at)}`,
    );
    const text = rows.getRows()[0]?.[0];
    return text === undefined || text === null ? null : String(text);
  }
}
