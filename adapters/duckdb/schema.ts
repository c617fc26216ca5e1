import type { DuckDBConnection } from "@duckdb/node-api";
import { BAD, qualityCode } from "../../facility/readings/index.ts";

/**
 * `readings` holds fixed-width rows only, so that a commit is a few column copies; the rare texts stand beside it.
 * flags: bits 0–2 quality code, bit 3 replayed, bit 4 no number (a text, or nothing), bit 5 a row in `texts`. `time` is the source time: `at` is a word of SQL.
 */
export const FLAG = { quality: 7, replayed: 8, noNumber: 16, text: 32 } as const;

/** SQL that is true where a row may count in a min, mean or max. */
export const COUNTS = `(flags & ${FLAG.noNumber}) = 0 AND (flags & ${FLAG.quality}) NOT IN (${BAD}, ${qualityCode("stale")})`;

export async function createTables(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    CREATE TABLE IF NOT EXISTS points (number INTEGER PRIMARY KEY, id VARCHAR NOT NULL UNIQUE);
    CREATE TABLE IF NOT EXISTS readings (
      point INTEGER NOT NULL, time BIGINT NOT NULL, received BIGINT NOT NULL,
      value DOUBLE NOT NULL, flags UTINYINT NOT NULL);
    CREATE TABLE IF NOT EXISTS texts (point INTEGER NOT NULL, time BIGINT NOT NULL, text VARCHAR NOT NULL);
    CREATE TEMP TABLE IF NOT EXISTS late (
      point INTEGER NOT NULL, time BIGINT NOT NULL, received BIGINT NOT NULL,
      value DOUBLE NOT NULL, flags UTINYINT NOT NULL, line INTEGER NOT NULL);
  `);
}
