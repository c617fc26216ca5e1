import { DuckDBDataChunk as Chunk, type DuckDBDataChunk, type DuckDBType } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";

/** DuckDB's vector size: no chunk holds more rows. */
export const CHUNK_ROWS = 2048;

/**
 * Copies a whole column into a chunk in one call. The value-by-value setters of the API cost about as much
 * as parsing the JSON did; one copy of a typed array costs next to nothing.
 */
export function setColumn(chunk: DuckDBDataChunk, column: number, values: ArrayBufferView): void {
  duckdb.copy_data_to_vector(
    duckdb.data_chunk_get_vector(chunk.chunk, column),
    0,
    values.buffer as ArrayBuffer,
    values.byteOffset,
    values.byteLength,
  );
}

/**
 * A whole column of a chunk that was read, as its bytes; valid as long as the chunk. Only for columns that are never
 * null: what stands in place of a null is anything.
 */
export const column = (chunk: DuckDBDataChunk, index: number, bytes: number): Uint8Array =>
  duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, index), bytes);

export function chunkOf(types: readonly DuckDBType[], rows: number): DuckDBDataChunk {
  return Chunk.create(types, rows);
}

/**
 * Writes whole milliseconds as 64-bit integers without a BigInt a value: the low word is what `| 0` leaves,
 * the high word the quotient. Exact for every integer a double can hold.
 */
export function int64From(values: Float64Array, from: number, to: number, words: Int32Array): Int32Array {
  for (let i = from, w = 0; i < to; i++) {
    const value = values[i]!;
    words[w++] = value | 0;
    words[w++] = Math.floor(value / 4_294_967_296);
  }
  return words.subarray(0, (to - from) * 2);
}
