import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import { type RawValue, ReadingBatch } from "../../facility/readings/index.ts";
import type { Instant, PointId } from "../../facility/units/index.ts";
import { column } from "./columns.ts";
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
  // The next chunk is on its way while this one is worked on.
  let next = result.fetchChunk();
  try {
    for (;;) {
      const chunk = await next;
      if (!chunk || chunk.rowCount === 0) return;
      next = result.fetchChunk();
      yield batchOf(chunk, indexOf, table);
    }
  } finally {
    await next;
  }
}

/** Column by column, of the chunk's own memory: a value at a time costs more than the rules that look at it. */
function batchOf(
  chunk: DuckDBDataChunk,
  indexOf: ReadonlyMap<number, number>,
  table: readonly PointId[],
): ReadingBatch {
  const count = chunk.rowCount;
  const batch = new ReadingBatch(table, count);
  batch.length = count;
  const point = column(chunk, 0, count * 4);
  batch.point.set(new Int32Array(point.buffer, point.byteOffset, count));
  for (const [i, into] of [batch.at, batch.receivedAt, batch.number].entries()) {
    const from = column(chunk, i + 1, count * 8);
    into.set(new Float64Array(from.buffer, from.byteOffset, count));
  }
  const flags = column(chunk, 4, count);
  const [only] = indexOf.values();
  if (indexOf.size === 1) batch.point.fill(only!);
  for (let i = 0; i < count; i++) {
    const flag = flags[i]!;
    batch.quality[i] = flag & FLAG.quality;
    if ((flag & FLAG.replayed) !== 0) batch.replayed[i] = 1;
    if (indexOf.size > 1) batch.point[i] = indexOf.get(batch.point[i]!)!;
    if ((flag & FLAG.noNumber) === 0) continue;
    batch.number[i] = Number.NaN;
    const text = (flag & FLAG.text) === 0 ? null : chunk.getColumnVector(5).getItem(i);
    if (text !== null) batch.texts.set(i, String(text));
  }
  return batch;
}

/** A value as it was sent, of the columns it is kept in. */
export const storedValue = (value: number, flags: number, text: unknown): RawValue =>
  (flags & FLAG.noNumber) === 0
    ? value
    : (flags & FLAG.text) === 0 || text === null || text === undefined
      ? null
      : String(text);
