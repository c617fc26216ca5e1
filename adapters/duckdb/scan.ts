import type { DuckDBConnection } from "@duckdb/node-api";
import { ReadingBatch } from "../../facility/readings/index.ts";
import type { Instant, PointId } from "../../facility/units/index.ts";
import type { PointNumbers } from "./points.ts";
import { FLAG } from "./schema.ts";

/**
 * Readings of several points in order of time, streamed chunk by chunk: what a backtest reads. Texts are left out
 * (they stand in a table beside) and come as a reading without a value.
 */
export async function* scanReadings(
  connection: DuckDBConnection,
  numbers: PointNumbers,
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
  // Times as doubles: exact up to 2^53 ms, and no BigInt for each row.
  const result = await connection.stream(
    `SELECT point, time::DOUBLE, value, flags FROM readings
     WHERE point IN (${[...indexOf.keys()].join(",")})
       AND time >= ${BigInt(Math.ceil(from))} AND time < ${BigInt(Math.ceil(to))}
     ORDER BY time`,
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    const [point, time, value, flags] = [0, 1, 2, 3].map((i) => chunk.getColumnVector(i));
    const rows = chunk.rowCount;
    const batch = new ReadingBatch(table, rows);
    for (let i = 0; i < rows; i++) {
      const flag = Number(flags!.getItem(i));
      const at = Number(time!.getItem(i));
      const number = (flag & FLAG.noNumber) === 0 ? Number(value!.getItem(i)) : Number.NaN;
      batch.push(
        indexOf.get(Number(point!.getItem(i)))!,
        at,
        at,
        number,
        flag & FLAG.quality,
        (flag & FLAG.replayed) !== 0,
      );
    }
    yield batch;
  }
}
