import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import type { ReadingBatch } from "../../facility/readings/index.ts";
import type { Catalogue } from "./catalogue.ts";
import type { PointNumbers } from "./points.ts";
import { Rows } from "./rows.ts";
import { parquet } from "./scan.ts";
import { FLAG, HOT_COLUMNS } from "./schema.ts";
import { dayOf } from "./tiers.ts";

/** One day's share of a batch: rows new for certain, and those that need a look. */
interface DayRows {
  readonly fresh: Rows;
  readonly late: Rows;
}

/**
 * Writes batches, one transaction each, fsynced by DuckDB's commit; every day has hot tables of its own, so that
 * closing a day takes nothing away from under the writer.
 *
 * A reading is new for certain when its source time is beyond the newest one stored for its point: that needs
 * one look into an array. Only the rest (resends, late and out-of-order readings) pays for a look into its day,
 * hot tables and closed file alike.
 */
export class Writer {
  readonly #connection: DuckDBConnection;
  readonly #points: PointNumbers;
  readonly #catalogue: Catalogue;
  /** Newest stored source time by point number; may run ahead after a failed commit, which only costs a look. */
  #newest: Float64Array;
  readonly #appenders = new Map<string, DuckDBAppender>();
  #late: DuckDBAppender | undefined;

  constructor(
    connection: DuckDBConnection,
    points: PointNumbers,
    catalogue: Catalogue,
    newest: ReadonlyMap<number, number>,
  ) {
    this.#connection = connection;
    this.#points = points;
    this.#catalogue = catalogue;
    this.#newest = new Float64Array(1024).fill(-Infinity);
    for (const [point, at] of newest) {
      this.#reach(point);
      this.#newest[point] = at;
    }
  }

  async write(batch: ReadingBatch): Promise<{ stored: number; duplicates: number }> {
    const numbers = await this.#points.of(batch.points);
    const days = this.#sort(batch, numbers);
    await this.#connection.run("BEGIN");
    try {
      const begun: [number, string][] = [];
      const grown: [string, number][] = [];
      let stored = 0;
      for (const [day, { fresh, late }] of days) {
        const segment = this.#catalogue.openSegment(day) ?? (await this.#begin(day));
        if (segment !== this.#catalogue.openSegment(day)) begun.push([day, segment]);
        const appender = this.#appenders.get(segment) ?? (await this.#connection.createAppender(segment));
        this.#appenders.set(segment, appender);
        fresh.appendTo(appender);
        const merged = late.length > 0 ? await this.#mergeLate(day, segment, late) : 0;
        grown.push([segment, fresh.length + merged]);
        stored += fresh.length + merged;
      }
      if (batch.texts.size > 0) await this.#writeTexts(batch, numbers);
      await this.#connection.run("COMMIT");
      for (const [day, segment] of begun) this.#catalogue.addSegment(day, segment);
      for (const [segment, rows] of grown) this.#catalogue.grew(segment, rows);
      return { stored, duplicates: batch.length - stored };
    } catch (error) {
      // Half-filled appenders would carry rows of the failed batch into the next one.
      this.#appenders.clear();
      this.#late = undefined;
      await this.#connection.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  /** Forgets the appender of a table that grows no more. */
  release(segments: readonly string[]): void {
    for (const segment of segments) {
      this.#appenders.get(segment)?.closeSync();
      this.#appenders.delete(segment);
    }
  }

  async #begin(day: number): Promise<string> {
    const segment = `hot_${day}_${this.#catalogue.number()}`;
    await this.#connection.run(`CREATE TABLE ${segment} (${HOT_COLUMNS})`);
    await this.#connection.run(`INSERT INTO segments VALUES ('${segment}', ${day})`);
    return segment;
  }

  /** Splits rows by day into those new for certain and those that need a look; fills the columns DuckDB will copy. */
  #sort(batch: ReadingBatch, numbers: Int32Array): ReadonlyMap<number, DayRows> {
    const days = new Map<number, DayRows>();
    let day = Number.NaN;
    let rows: DayRows | undefined;
    for (let i = 0; i < batch.length; i++) {
      const point = numbers[batch.point[i]!]!;
      const at = batch.at[i]!;
      // Nearly every batch is of one day, so the map is asked once and not once a row.
      if (!rows || dayOf(at) !== day) {
        day = dayOf(at);
        rows = days.get(day) ?? { fresh: new Rows(days.size === 0 ? batch.length : 0), late: new Rows(0) };
        days.set(day, rows);
      }
      if (point >= this.#newest.length) this.#reach(point);
      const isNew = at > this.#newest[point]!;
      if (isNew) this.#newest[point] = at;
      const value = batch.number[i]!;
      let flags = batch.quality[i]! | (batch.replayed[i]! ? FLAG.replayed : 0);
      // A NaN is a text or nothing; its place is filled with 0, for no sum may meet a NaN.
      const noNumber = Number.isNaN(value);
      if (noNumber) flags |= FLAG.noNumber | (batch.texts.has(i) ? FLAG.text : 0);
      (isNew ? rows.fresh : rows.late).push(point, at, batch.receivedAt[i]!, noNumber ? 0 : value, flags);
    }
    return days;
  }

  /** Stores those late rows that are not there yet; of equal ones in the batch the first counts. */
  async #mergeLate(day: number, segment: string, late: Rows): Promise<number> {
    this.#late ??= await this.#connection.createAppender("late", "main", "temp");
    late.appendTo(this.#late, true);
    const { segments, files } = this.#catalogue.day(day);
    const sources = [
      ...new Set([...segments, segment]),
      ...(files.raw ? [parquet(this.#catalogue, [files.raw])] : []),
    ];
    const { points, times } = late.bounds();
    // Said as plain bounds, row groups that cannot hold one of them are skipped by their statistics.
    const near = `point BETWEEN ${points[0]} AND ${points[1]} AND time BETWEEN ${times[0]} AND ${times[1]}`;
    const there = sources
      .map((source) => `SELECT point, time FROM ${source} WHERE ${near}`)
      .join(" UNION ALL ");
    const result = await this.#connection.run(`
      INSERT INTO ${segment}
      SELECT point, time, received, value, flags FROM late l
      WHERE NOT EXISTS (SELECT 1 FROM (${there}) r WHERE r.point = l.point AND r.time = l.time)
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
