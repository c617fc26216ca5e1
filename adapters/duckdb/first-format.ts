import type { DuckDBConnection } from "@duckdb/node-api";
import { HOT_COLUMNS } from "./schema.ts";
import { DAY_MS } from "./tiers.ts";

/**
 * The first readings files had one table, `readings`, for all days; its rows become hot tables of their days, in one
 * transaction, and are closed like any others. What a later version has stored already stays as it is.
 */
export async function adoptFirstFormat(connection: DuckDBConnection): Promise<void> {
  const tables = (
    await connection.runAndReadAll("SELECT table_name FROM duckdb_tables() WHERE NOT temporary")
  )
    .getRows()
    .map(([name]) => String(name));
  if (!tables.includes("readings")) return;
  const days = await connection.runAndReadAll(
    `SELECT DISTINCT (time // ${DAY_MS})::INTEGER AS day FROM readings ORDER BY day`,
  );
  let number = Math.max(-1, ...tables.map((name) => Number(/_(\d+)$/.exec(name)?.[1] ?? -1)));
  await connection.run("BEGIN TRANSACTION");
  try {
    for (const [value] of days.getRows()) {
      const day = Number(value);
      const known = await connection.runAndReadAll("SELECT name FROM segments WHERE day = $1", [day]);
      const twice = known
        .getRows()
        .map(([name]) => `AND NOT EXISTS (FROM ${name} k WHERE k.point = r.point AND k.time = r.time)`);
      const name = `hot_${day}_${++number}`;
      await connection.run(`
        CREATE TABLE ${name} (${HOT_COLUMNS});
        INSERT INTO ${name} SELECT r.point, r.time, r.received, r.value, r.flags FROM readings r
          WHERE r.time // ${DAY_MS} = ${day} ${twice.join(" ")};
        INSERT INTO segments VALUES ('${name}', ${day});`);
    }
    await connection.run("DROP TABLE readings");
    await connection.run("COMMIT");
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  }
}
