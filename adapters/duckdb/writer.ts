import {
  BIGINT,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  INTEGER,
  UTINYINT,
} from "@duckdb/node-api";
import type { ReadingBatch } from "../../facility/readings/index.ts";
import { CHUNK_ROWS, chunkOf, int64From, setColumn } from "./columns.ts";
import type { PointNumbers } from "./points.ts";
import { FLAG } from "./schema.ts";

const ROW = [INTEGER, BIGINT, BIGINT, DOUBLE, UTINYINT];

/**
 * Writes batches, one transaction each, fsynced by DuckDB's commit.
 *
 * A reading is new for certain when its source time is beyond the newest one stored for its point: that needs
 * one look into an array. Only the rest (resends, late and out-of-order readings) pays for a look into the table.
 */
export class Writer {
  readonly #connection: DuckDBConnection;
  readonly #points: PointNumbers;
  /** Newest stored source time by point number; may run ahead after a failed commit, which only costs a look. */
  #newest: Float64Array;
  #readings: DuckDBAppender | undefined;
  #late: DuckDBAppender | undefined;
  readonly #words = [new Int32Array(CHUNK_ROWS * 2), new Int32Array(CHUNK_ROWS * 2)] as const;

  constructor(connection: DuckDBConnection, points: PointNumbers, newest: ReadonlyMap<number, number>) {
    this.#connection = connection;
    this.#points = points;
    this.#newest = new Float64Array(1024).fill(-Infinity);
    for (const [point, at] of newest) {
      this.#reach(point);
      this.#newest[point] = at;
    }
  }

  async write(batch: ReadingBatch): Promise<{ stored: number; duplicates: number }> {
    const numbers = await this.#points.of(batch.points);
    const rows = this.#sort(batch, numbers);
    this.#readings ??= await this.#connection.createAppender("readings");
    if (rows.late.length > 0) this.#late ??= await this.#connection.createAppender("late", "main", "temp");
    await this.#connection.run("BEGIN");
    try {
      append(this.#readings, rows.fresh, this.#words);
      let stored = rows.fresh.length;
      if (rows.late.length > 0) stored += await this.#mergeLate(rows.late);
      if (batch.texts.size > 0) await this.#writeTexts(batch, numbers);
      await this.#connection.run("COMMIT");
      return { stored, duplicates: batch.length - stored };
    } catch (error) {
      // Half-filled appenders would carry rows of the failed batch into the next one.
      this.#readings = undefined;
      this.#late = undefined;
      await this.#connection.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  /** Splits rows into those new for certain and those that need a look; fills the columns DuckDB will copy. */
  #sort(batch: ReadingBatch, numbers: Int32Array): { fresh: Rows; late: Rows } {
    const fresh = new Rows(batch.length);
    const late = new Rows(0);
    for (let i = 0; i < batch.length; i++) {
      const point = numbers[batch.point[i]!]!;
      const at = batch.at[i]!;
      if (point >= this.#newest.length) this.#reach(point);
      const isNew = at > this.#newest[point]!;
      if (isNew) this.#newest[point] = at;
      const value = batch.number[i]!;
      let flags = batch.quality[i]! | (batch.replayed[i]! ? FLAG.replayed : 0);
      if (Number.isNaN(value)) flags |= FLAG.noNumber | (batch.texts.has(i) ? FLAG.text : 0);
      (isNew ? fresh : late).push(point, at, batch.receivedAt[i]!, value, flags);
    }
    return { fresh, late };
  }

  /** Stores those late rows that are not there yet; of equal ones in the batch the first counts. */
  async #mergeLate(late: Rows): Promise<number> {
    append(this.#late!, late, this.#words, true);
    const result = await this.#connection.run(`
      INSERT INTO readings
      SELECT point, time, received, value, flags FROM late l
      WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.point = l.point AND r.time = l.time)
      QUALIFY row_number() OVER (PARTITION BY point, time ORDER BY line) = 1`);
    await this.#connection.run("DELETE FROM late");
    return result.rowsChanged;
  }

  async #writeTexts(batch: ReadingBatch, numbers: Int32Array): Promise<void> {
    const insert = await this.#connection.prepare(
      "INSERT INTO texts SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM texts WHERE point = $1 AND time = $2)",
    );
    for (const [row, text] of batch.texts) {
      insert.bindInteger(1, numbers[batch.point[row]!]!);
      insert.bindBigInt(2, BigInt(batch.at[row]!));
      insert.bindVarchar(3, text);
      await insert.run();
    }
    insert.destroySync();
  }

  #reach(point: number): void {
    if (point < this.#newest.length) return;
    const wider = new Float64Array(Math.max(point + 1, this.#newest.length * 2)).fill(-Infinity);
    wider.set(this.#newest);
    this.#newest = wider;
  }
}

/** Columns ready to copy. */
class Rows {
  length = 0;
  point: Int32Array;
  at: Float64Array;
  received: Float64Array;
  value: Float64Array;
  flags: Uint8Array;

  constructor(capacity: number) {
    this.point = new Int32Array(capacity);
    this.at = new Float64Array(capacity);
    this.received = new Float64Array(capacity);
    this.value = new Float64Array(capacity);
    this.flags = new Uint8Array(capacity);
  }

  push(point: number, at: number, received: number, value: number, flags: number): void {
    const i = this.length++;
    if (i === this.point.length) this.#grow();
    this.point[i] = point;
    this.at[i] = at;
    this.received[i] = received;
    this.value[i] = value;
    this.flags[i] = flags;
  }

  #grow(): void {
    const wider = new Rows(Math.max(64, this.point.length * 2));
    wider.point.set(this.point);
    wider.at.set(this.at);
    wider.received.set(this.received);
    wider.value.set(this.value);
    wider.flags.set(this.flags);
    ({
      point: this.point,
      at: this.at,
      received: this.received,
      value: this.value,
      flags: this.flags,
    } = wider);
  }
}

function append(
  appender: DuckDBAppender,
  rows: Rows,
  words: readonly [Int32Array, Int32Array],
  numbered = false,
): void {
  const types = numbered ? [...ROW, INTEGER] : ROW;
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const to = Math.min(rows.length, from + CHUNK_ROWS);
    const chunk = chunkOf(types, to - from);
    setColumn(chunk, 0, rows.point.subarray(from, to));
    setColumn(chunk, 1, int64From(rows.at, from, to, words[0]));
    setColumn(chunk, 2, int64From(rows.received, from, to, words[1]));
    setColumn(chunk, 3, rows.value.subarray(from, to));
    setColumn(chunk, 4, rows.flags.subarray(from, to));
    if (numbered)
      setColumn(
        chunk,
        5,
        Int32Array.from({ length: to - from }, (_, i) => from + i),
      );
    appender.appendDataChunk(chunk);
  }
  appender.flushSync();
}
