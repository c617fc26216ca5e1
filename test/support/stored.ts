import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/**
 * Looks at the readings of a data folder whose server is gone, without any code of the store: hot tables that
 * `segments` names and raw files that `files` names, as one table `stored` (point, time, value).
 */
export async function lookAtStored<T>(
  data: string,
  look: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(join(data, "readings.duckdb"), { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    const names = async (sql: string) =>
      (await connection.runAndReadAll(sql)).getRows().map(([name]) => String(name));
    const hot = await names("SELECT name FROM segments");
    const files = await names("SELECT name FROM files WHERE tier = 'raw'");
    const sources = [...hot, ...files.map((file) => `'${join(data, "readings", file)}'`)];
    const rows = sources.map((source) => `SELECT point, time, value FROM ${source}`).join(" UNION ALL ");
    await connection.run(`CREATE TEMP VIEW stored AS ${rows}`);
    return await look(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Files in the readings folder, whoever names them. */
export const filesOf = (data: string): string[] => {
  const folder = join(data, "readings");
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.includes(".parquet")) : [];
};
