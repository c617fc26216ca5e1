import type { Bucket, Reading, ReadingBatch, ReadingStore } from "../../facility/readings/index.ts";
import { done, type Instant, type PointId, type Result } from "../../facility/units/index.ts";
import { type InfluxAddress, parseInflux } from "./address.ts";
import { bucketsOf } from "./buckets.ts";
import { InfluxClient } from "./client.ts";
import { ofPoint, within } from "./influxql.ts";
import { keyOf, storedOf } from "./late.ts";
import { lineOf, MEASUREMENT, seriesOf } from "./line.ts";
import { COLUMNS, readingsOf } from "./stored.ts";
import { type Outgoing, type Refused, writeAll } from "./write.ts";

/** What an append did. `refused`: rows that the server will never take, where there are any. */
export interface Appended {
  readonly stored: number;
  readonly duplicates: number;
  readonly refused?: readonly Refused[];
}

/** Points named in one statement; a statement must stay a readable length. */
const POINTS_A_STATEMENT = 200;

/** Readings in InfluxDB 1.x, 2.x or 3.x. Opens without asking the server: it may come later. */
export function openInflux(
  address: string,
  options: { readonly timeoutMs?: number } = {},
): Result<InfluxStore> {
  const parsed = parseInflux(address);
  return parsed.ok ? done(new InfluxStore(parsed.value, options.timeoutMs ?? 10_000)) : parsed;
}

/**
 * InfluxDB overwrites: the same series and time written again replaces what was there. Ours is "the first counts",
 * so only rows beyond the newest stored time of their point go straight in; the rest are looked up first, and those
 * found are counted as duplicates.
 */
export class InfluxStore implements ReadingStore {
  readonly shown: string;
  readonly #client: InfluxClient;
  /** Newest stored source time by point; undefined until the server was asked once. */
  #newest: Map<PointId, number> | undefined;
  /** A model's series, written out once. */
  readonly #series = new WeakMap<readonly PointId[], string[]>();
  /** Batches are written one after the other. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(address: InfluxAddress, timeoutMs: number) {
    this.shown = address.shown;
    this.#client = new InfluxClient(address, timeoutMs);
  }

  /**
   * As every store, and besides: rows that the server refuses for what is in them are answered in `refused`
   * with its reason, and count neither as stored nor as duplicates. A batch that fails half-way may be sent again.
   */
  append(batch: ReadingBatch): Promise<Appended> {
    const written = this.#tail.then(() => this.#write(batch));
    this.#tail = written.catch(() => undefined);
    return written;
  }

  async latest(points?: readonly PointId[]): Promise<Reading[]> {
    const newest = (where: string) =>
      `SELECT ${COLUMNS} FROM "${MEASUREMENT}" ${where} GROUP BY "point" ORDER BY time DESC LIMIT 1`;
    const statements: string[] = points ? [] : [newest("")];
    for (let i = 0; points && i < points.length; i += POINTS_A_STATEMENT)
      statements.push(
        newest(
          `WHERE ${points
            .slice(i, i + POINTS_A_STATEMENT)
            .map(ofPoint)
            .join(" OR ")}`,
        ),
      );
    const readings: Reading[] = [];
    for (const statement of statements)
      for (const series of (await this.#client.query(statement))[0] ?? [])
        readings.push(...readingsOf(series, series.tags.point as PointId));
    return readings;
  }

  async between(point: PointId, from: Instant, to: Instant, limit: number): Promise<Reading[]> {
    if (!(to > from) || limit < 1) return [];
    const [rows] = await this.#client.query(
      `SELECT ${COLUMNS} FROM "${MEASUREMENT}" WHERE ${ofPoint(point)} AND ${within(from, to)} ORDER BY time ASC LIMIT ${Math.floor(limit)}`,
    );
    return (rows ?? []).flatMap((series) => readingsOf(series, point));
  }

  /** Readings of all points with from ≤ at < to, in no order; for spans of seconds. */
  async slice(from: Instant, to: Instant): Promise<Reading[]> {
    const [rows] = await this.#client.query(
      `SELECT ${COLUMNS} FROM "${MEASUREMENT}" WHERE ${within(from, to)} GROUP BY "point"`,
    );
    return (rows ?? []).flatMap((series) => readingsOf(series, series.tags.point as PointId));
  }

  buckets(point: PointId, from: Instant, to: Instant, count: number): Promise<Bucket[]> {
    return bucketsOf(this.#client, point, from, to, count);
  }

  async count(): Promise<number> {
    const [rows] = await this.#client.query(`SELECT count("quality") FROM "${MEASUREMENT}"`);
    return Number(rows?.[0]?.values[0]?.[1] ?? 0);
  }

  async close(): Promise<void> {
    await this.#tail;
    this.#client.close();
  }

  async #write(batch: ReadingBatch): Promise<Appended> {
    this.#newest ??= new Map((await this.latest()).map(({ point, at }) => [point, at]));
    const { rows, newest } = await this.#newRows(batch, this.#newest);
    const refused = await writeAll(
      this.#client,
      rows.map((row) => ({ row, line: lineOf(this.#seriesAt(batch.points, batch.point[row]!), batch, row) })),
      async (lines) => {
        const at = ({ row }: Outgoing) => ({ point: batch.points[batch.point[row]!]!, at: batch.at[row]! });
        const stored = await storedOf(this.#client, lines.map(at));
        return lines.filter((line) => !stored.has(keyOf(at(line).point, at(line).at)));
      },
    );
    // Only now: after a failed write the same rows must look new again.
    for (const [point, at] of newest) this.#newest.set(point, at);
    const counts = { stored: rows.length - refused.length, duplicates: batch.length - rows.length };
    return refused.length > 0 ? { ...counts, refused } : counts;
  }

  /** The rows that are not stored yet, of equal ones the first; and the newest times once they are. */
  async #newRows(
    batch: ReadingBatch,
    before: ReadonlyMap<PointId, number>,
  ): Promise<{ rows: number[]; newest: Map<PointId, number> }> {
    const newest = new Map<PointId, number>();
    const rows: number[] = [];
    const late: { row: number; point: PointId; at: number; key: string }[] = [];
    for (let row = 0; row < batch.length; row++) {
      const point = batch.points[batch.point[row]!]!;
      const at = batch.at[row]!;
      if (at > (newest.get(point) ?? before.get(point) ?? Number.NEGATIVE_INFINITY)) {
        newest.set(point, at);
        rows.push(row);
      } else late.push({ row, point, at, key: keyOf(point, at) });
    }
    if (late.length === 0) return { rows, newest };
    const stored = await storedOf(this.#client, late);
    for (const row of rows) stored.add(keyOf(batch.points[batch.point[row]!]!, batch.at[row]!));
    for (const { row, key } of late)
      if (!stored.has(key)) {
        stored.add(key);
        rows.push(row);
      }
    return { rows, newest };
  }

  #seriesAt(points: readonly PointId[], index: number): string {
    let series = this.#series.get(points);
    if (!series) {
      series = [];
      this.#series.set(points, series);
    }
    // One at a time: the table may have grown since.
    series[index] ??= seriesOf(points[index]!);
    return series[index];
  }
}
