import type { ReadingBatch } from "../../facility/readings/index.ts";
import { type Instant, instant, type PointId } from "../../facility/units/index.ts";
import { MAX_RECORD_BYTES } from "../../ingest/disk-queue/index.ts";

/**
 * A record on disk, little-endian: version u8, rows u32, when it was appended f64 (ms since 1970), length of the
 * names u32, the names as JSON, then the columns one after the other: point u32 (position in the names), at f64,
 * received f64, number f64, quality u8, replayed u8. Points are written by name, since positions in a model change.
 */
const VERSION = 1;
const HEADER = 17;
const ROW_BYTES = 4 + 8 + 8 + 8 + 1 + 1;

interface Names {
  readonly points: readonly string[];
  readonly texts: readonly (readonly [row: number, text: string])[];
}

/** The batch in as few records as the queue's limit allows. */
export function encode(batch: ReadingBatch, now: Instant, from = 0, to = batch.length): Buffer[] {
  const rows = to - from;
  if (rows === 0) return [];
  const positions = new Map<number, number>();
  const texts: [number, string][] = [];
  for (let i = from; i < to; i++) {
    const point = batch.point[i]!;
    if (!positions.has(point)) positions.set(point, positions.size);
    const text = batch.texts.get(i);
    if (text !== undefined) texts.push([i - from, text]);
  }
  const names: Names = { points: [...positions.keys()].map((point) => batch.points[point]!), texts };
  const json = Buffer.from(JSON.stringify(names));
  const length = HEADER + json.length + rows * ROW_BYTES;
  if (length > MAX_RECORD_BYTES && rows > 1) {
    const half = from + Math.ceil(rows / 2);
    return [...encode(batch, now, from, half), ...encode(batch, now, half, to)];
  }
  const record = Buffer.allocUnsafe(length);
  record.writeUInt8(VERSION, 0);
  record.writeUInt32LE(rows, 1);
  record.writeDoubleLE(now, 5);
  record.writeUInt32LE(json.length, 13);
  json.copy(record, HEADER);
  let at = HEADER + json.length;
  for (let i = from; i < to; i++) at = record.writeUInt32LE(positions.get(batch.point[i]!)!, at);
  for (const column of [batch.at, batch.receivedAt, batch.number])
    for (let i = from; i < to; i++) at = record.writeDoubleLE(column[i]!, at);
  for (const column of [batch.quality, batch.replayed])
    for (let i = from; i < to; i++) at = record.writeUInt8(column[i]!, at);
  return [record];
}

/** How many rows a record holds and when it was appended; undefined for a version this program does not know. */
export function headOf(record: Buffer): { readonly rows: number; readonly at: Instant } | undefined {
  if (record.length < HEADER || record.readUInt8(0) !== VERSION) return undefined;
  return { rows: record.readUInt32LE(1), at: instant(record.readDoubleLE(5)) };
}

/** Puts a record's rows into the batch; `position` gives a point its place in the batch's table. */
export function decode(record: Buffer, into: ReadingBatch, position: (point: PointId) => number): void {
  const rows = record.readUInt32LE(1);
  const length = record.readUInt32LE(13);
  const names = JSON.parse(record.toString("utf8", HEADER, HEADER + length)) as Names;
  const points = names.points.map((point) => position(point as PointId));
  const texts = new Map(names.texts);
  const start = HEADER + length;
  const wide = (column: number, row: number) =>
    record.readDoubleLE(start + rows * (4 + column * 8) + row * 8);
  const narrow = (column: number, row: number) => record.readUInt8(start + rows * (28 + column) + row);
  for (let row = 0; row < rows; row++) {
    const number = wide(2, row);
    into.push(
      points[record.readUInt32LE(start + row * 4)]!,
      wide(0, row),
      wide(1, row),
      Number.isNaN(number) ? (texts.get(row) ?? null) : number,
      narrow(0, row),
      narrow(1, row) === 1,
    );
  }
}
