import type { DuckDBConnection } from "@duckdb/node-api";
import { type RawValue, ReadingBatch } from "../../facility/readings/index.ts";
import type { Instant, PointId } from "../../facility/units/index.ts";
import { rawRows } from "./scan.ts";
import { FLAG } from "./schema.ts";
import type { Parts } from "./store.ts";
import { DAY_MS } from "./tiers.ts";

/**
 * Readings of several points in order of time, streamed chunk by chunk: what a backtest reads. Day by day, so that
 * only one is sorted at once, and what a day's closing leaves behind waits for the reading of that day alone.
 */
export async function* scanReadings(
  {
    instance,
    catalogue,
    points: numbers,
    readers,
  }: Pick<Parts, "instance" | "catalogue" | "points" | "readers">,
  points: readonly { readonly id: PointId; readonly index: number }[],
  table: readonly PointId[],
  from: Instant,
  to: Instant,
): AsyncGenerator<ReadingBatch> {
  const indexOf = new Map<number, number>();
  for (const { id, index } of points) {
    const number = numbers.find(id);
    if (number !== undefined) indexOf.set(number, index);
  }
  if (indexOf.size === 0) return;
  // A connection of its own: a long read must not keep trends waiting.
  const connection = await instance.connect();
  try {
    for (const [day] of catalogue.between(from, to)) {
      const span = {
        points: [...indexOf.keys()],
        from: Math.max(from, day * DAY_MS),
        to: Math.min(to, (day + 1) * DAY_MS),
      };
      // The SQL is put together inside the reading, so that what it names is kept until it has ended.
      yield* readers.each(() => batches(connection, rawRows(catalogue, span), indexOf, table));
    }
  } finally {
    connection.closeSync();
  }
}

async function* batches(
  connection: DuckDBConnection,
  rows: string,
  indexOf: ReadonlyMap<number, number>,
  table: readonly PointId[],
): AsyncGenerator<ReadingBatch> {
  // Times as doubles: exact up to 2^53 ms, and no BigInt for each row.
  const result = await connection.stream(
    `SELECT point, time::DOUBLE, received::DOUBLE, value, flags, text FROM (${rows}) ORDER BY time`,
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    const [point, time, received, value, flags, text] = [0, 1, 2, 3, 4, 5].map((i) =>
      chunk.getColumnVector(i),
    );
    const batch = new ReadingBatch(table, chunk.rowCount);
    for (let i = 0; i < chunk.rowCount; i++) {
      const flag = Number(flags!.getItem(i));
      batch.push(
        indexOf.get(Number(point!.getItem(i)))!,
        Number(time!.getItem(i)),
        Number(received!.getItem(i)),
        storedValue(Number(value!.getItem(i)), flag, (flag & FLAG.text) === 0 ? null : text!.getItem(i)),
        flag & FLAG.quality,
        (flag & FLAG.replayed) !== 0,
      );
    }
    yield batch;
  }
}

/** A value as it was sent, of the columns it is kept in. */
export const storedValue = (value: number, flags: number, text: unknown): RawValue =>
  (flags & FLAG.noNumber) === 0
    ? value
    : (flags & FLAG.text) === 0 || text === null || text === undefined
      ? null
      : String(text);
