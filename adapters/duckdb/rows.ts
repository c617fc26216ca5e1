import { BIGINT, DOUBLE, type DuckDBAppender, INTEGER, UTINYINT } from "@duckdb/node-api";
import { CHUNK_ROWS, chunkOf, int64From, setColumn } from "./columns.ts";

const ROW = [INTEGER, BIGINT, BIGINT, DOUBLE, UTINYINT];
const words = [new Int32Array(CHUNK_ROWS * 2), new Int32Array(CHUNK_ROWS * 2)] as const;

/** Columns ready to copy. */
export class Rows {
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

  /** Copies all rows into a table of the same columns; `numbered` adds each row's position as a last column. */
  appendTo(appender: DuckDBAppender, numbered = false): void {
    const types = numbered ? [...ROW, INTEGER] : ROW;
    for (let from = 0; from < this.length; from += CHUNK_ROWS) {
      const to = Math.min(this.length, from + CHUNK_ROWS);
      const chunk = chunkOf(types, to - from);
      setColumn(chunk, 0, this.point.subarray(from, to));
      setColumn(chunk, 1, int64From(this.at, from, to, words[0]));
      setColumn(chunk, 2, int64From(this.received, from, to, words[1]));
      setColumn(chunk, 3, this.value.subarray(from, to));
      setColumn(chunk, 4, this.flags.subarray(from, to));
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

  /** The smallest span of points and times that holds every row; for a look into a table that need not be read whole. */
  bounds(): { points: readonly [number, number]; times: readonly [number, number] } {
    let [lowPoint, highPoint, lowAt, highAt] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < this.length; i++) {
      const point = this.point[i]!;
      const at = this.at[i]!;
      if (point < lowPoint) lowPoint = point;
      if (point > highPoint) highPoint = point;
      if (at < lowAt) lowAt = at;
      if (at > highAt) highAt = at;
    }
    return { points: [lowPoint, highPoint], times: [lowAt, highAt] };
  }
}
