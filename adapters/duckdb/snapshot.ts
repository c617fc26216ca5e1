import { copyFile, link, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "./scan.ts";

/**
 * Puts the store as it stands at one moment into an empty folder, as a store that opens there: `readings.duckdb` and
 * the closed days' files. Rows go on being written meanwhile; the caller sees to it that no day is closed and no file
 * thrown away. Files never change once they are named, so they are linked, not copied, where the disk is the same.
 */
export async function snapshot(
  connection: DuckDBConnection,
  files: string,
  target: string,
): Promise<{ readonly files: number }> {
  await mkdir(join(target, basename(files)), { recursive: true });
  const own = String((await connection.runAndReadAll("SELECT current_database()")).getRows()[0]?.[0]);
  await connection.run(`ATTACH ${literal(join(target, "readings.duckdb"))} AS snapshot`);
  try {
    // One statement, so one moment.
    await connection.run(`COPY FROM DATABASE "${own.replaceAll('"', '""')}" TO snapshot`);
    const named = await connection.runAndReadAll("SELECT name FROM snapshot.files");
    for (const [name] of named.getRows()) {
      const [from, to] = [join(files, String(name)), join(target, basename(files), String(name))];
      await link(from, to).catch(() => copyFile(from, to));
    }
    await connection.run("CHECKPOINT snapshot");
    return { files: named.getRows().length };
  } finally {
    await connection.run("DETACH snapshot");
  }
}
