import fc from "fast-check";
import { expect, it } from "vitest";
import { ReadingBatch } from "../../facility/readings/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import { MAX_RECORD_BYTES } from "../../ingest/disk-queue/index.ts";
import { decode, encode, headOf } from "./record.ts";

const points = ["s.a.x", "s.a.y", "s.b.note"] as PointId[];
const NOW = instant(1_760_000_000_000);

const row = fc.tuple(
  fc.nat(2),
  fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 }),
  fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ maxLength: 256 }),
    fc.constant(null),
  ),
  fc.constantFrom(0, 1, 2, 4),
  fc.boolean(),
);

const rowsOf = (batch: ReadingBatch) =>
  Array.from({ length: batch.length }, (_, i) => [
    batch.points[batch.point[i]!],
    batch.at[i],
    batch.receivedAt[i],
    batch.value(i),
    batch.quality[i],
    batch.replayed[i],
  ]);

/** As another program would read it: its table of points is another. */
function readBack(records: readonly Buffer[]): ReadingBatch {
  const table: PointId[] = ["s.z.first" as PointId];
  const batch = new ReadingBatch(table, 1);
  for (const record of records)
    decode(record, batch, (point) => {
      if (!table.includes(point)) table.push(point);
      return table.indexOf(point);
    });
  return batch;
}

it("gives back every row as it was, in order", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const batch = new ReadingBatch(points, 1);
      for (const [point, at, value, quality, replayed] of rows)
        batch.push(point, at, at + 7, value, quality, replayed);
      expect(rowsOf(readBack(encode(batch, NOW)))).toEqual(rowsOf(batch));
    }),
  );
});

it("splits what is too long for one record, and says how many rows each holds", () => {
  const batch = new ReadingBatch(points, 1);
  for (let i = 0; i < 6_000; i++) batch.push(2, i, i, "电".repeat(256), 0, false);
  const records = encode(batch, NOW);
  expect(records.length).toBeGreaterThan(4);
  expect(Math.max(...records.map(({ length }) => length))).toBeLessThanOrEqual(MAX_RECORD_BYTES);
  expect(records.map((record) => headOf(record)?.rows ?? 0).reduce((a, b) => a + b)).toBe(6_000);
  expect(readBack(records).length).toBe(6_000);
});

it("does not guess at a record of another version", () => {
  const batch = new ReadingBatch(points, 1);
  batch.push(0, 1, 1, 1, 0, false);
  const [record] = encode(batch, NOW);
  record!.writeUInt8(2, 0);
  expect(headOf(record!)).toBeUndefined();
});
