import type { DuckDBConnection } from "@duckdb/node-api";
import { BAD, qualityCode } from "../../facility/readings/index.ts";

/**
 * Hot tables hold fixed-width rows only, so that a commit is a few column copies; the rare texts stand beside them.
 * flags: bits 0–2 quality code, bit 3 replayed, bit 4 no number (a text, or nothing), bit 5 a row in `texts`.
 * `time` is the source time: `at` is a word of SQL.
 */
export const FLAG = { quality: 7, replayed: 8, noNumber: 16, text: 32 } as const;

/** SQL that is true where a row may count in a min, mean or max. */
export const COUNTS = `(flags & ${FLAG.noNumber}) = 0 AND (flags & ${FLAG.quality}) NOT IN (${BAD}, ${qualityCode("stale")})`;

export const HOT_COLUMNS = `point INTEGER NOT NULL, time BIGINT NOT NULL, received BIGINT NOT NULL,
  value DOUBLE NOT NULL, flags UTINYINT NOT NULL`;

/**
 * `segments` and `files` say what counts: a table or file named in neither is a leftover of a crash. `silent` holds
 * the newest closed reading of each point, so that opening never looks through closed days.
 */
export async function createTables(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    CREATE TABLE IF NOT EXISTS points (number INTEGER PRIMARY KEY, id VARCHAR NOT NULL UNIQUE);
    CREATE TABLE IF NOT EXISTS texts (point INTEGER NOT NULL, time BIGINT NOT NULL, text VARCHAR NOT NULL);
    CREATE TABLE IF NOT EXISTS segments (name VARCHAR NOT NULL, day INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS files (
      name VARCHAR NOT NULL, day INTEGER NOT NULL, tier VARCHAR NOT NULL, rows BIGINT NOT NULL, bytes BIGINT NOT NULL);
    CREATE TABLE IF NOT EXISTS silent (
      point INTEGER PRIMARY KEY, time BIGINT NOT NULL, received BIGINT NOT NULL,
      value DOUBLE NOT NULL, flags UTINYINT NOT NULL, text VARCHAR);
    CREATE TABLE IF NOT EXISTS retention (tier VARCHAR PRIMARY KEY, days INTEGER);
    CREATE TEMP TABLE IF NOT EXISTS late (${HOT_COLUMNS}, line INTEGER NOT NULL);
  `);
}
