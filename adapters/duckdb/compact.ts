import { open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Catalogue, Day, StoredFile } from "./catalogue.ts";
import { cellsOf, LAST_AT } from "./rollup.ts";
import { literal, parquet } from "./scan.ts";
import { FLAG } from "./schema.ts";
import { DAY_MS, type Tier, tiers } from "./tiers.ts";
import type { Readers, Turns } from "./turns.ts";

/** What closing days works with. */
export interface Bench {
  /** A connection of its own, so that sorting a day does not stand in the way of a commit. */
  readonly working: DuckDBConnection;
  /** The writer's connection; used in its turns alone. */
  readonly writing: DuckDBConnection;
  readonly turns: Turns;
  readonly readers: Readers;
  readonly catalogue: Catalogue;
  /** Called in the writer's turn for tables that grow no more. */
  readonly released: (segments: readonly string[]) => void;
}

/**
 * Rewrites a day's hot tables, together with its file if it was closed before, into one sorted Parquet file and its
 * minutes and hours. A kill at any step leaves either the old state or the new one:
 *
 * 1. the hot tables are sealed: later rows of the day go to a new one, so what is read stands still;
 * 2. each file is written under a temporary name, fsynced, renamed, and the folder fsynced: still nobody's;
 * 3. one transaction names the files and forgets the tables: from here on the files count;
 * 4. tables and files nobody reads any more are removed; the next opening removes what a kill left.
 */
export async function closeDay(bench: Bench, day: number): Promise<{ readonly rows: number }> {
  const { catalogue } = bench;
  const sealed = await seal(bench, day);
  const before = catalogue.day(day).files;
  const written: Partial<Record<Tier, StoredFile>> = {};
  try {
    written.raw = await writeFile(bench, day, "raw", rawRowsOf(catalogue, sealed, before.raw));
    written["1m"] = await writeFile(
      bench,
      day,
      "1m",
      cellsOf("1m", { is: "raw", rows: parquet(catalogue, [written.raw]) }),
    );
    written["1h"] = await writeFile(
      bench,
      day,
      "1h",
      cellsOf("1h", { is: "1m", rows: parquet(catalogue, [written["1m"]]) }),
    );
    await swap(bench, day, sealed, written);
  } catch (error) {
    for (const file of Object.values(written)) await rm(catalogue.path(file), { force: true });
    throw error;
  }
  await throwAway(bench, sealed, Object.values(before));
  return { rows: written.raw.rows };
}

function rawRowsOf(catalogue: Catalogue, sealed: readonly string[], before: StoredFile | undefined): string {
  const parts = sealed.map(
    (name) => `SELECT h.point, h.time, h.received - h.time AS delay, h.value, h.flags, t.text FROM ${name} h
      LEFT JOIN texts t ON (h.flags & ${FLAG.text}) <> 0 AND t.point = h.point AND t.time = h.time`,
  );
  if (before)
    parts.push(`SELECT point, time, delay, value, flags, text FROM ${parquet(catalogue, [before])}`);
  return `SELECT * FROM (${parts.join(" UNION ALL ")}) ORDER BY point, time`;
}

async function writeFile(
  { working, catalogue }: Bench,
  day: number,
  tier: Tier,
  rows: string,
): Promise<StoredFile> {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  const name = `${date}.${tier}.${catalogue.number()}.parquet`;
  const path = join(catalogue.folder, name);
  const part = `${path}.part`;
  try {
    // Version 2 has the delta encodings: times and delays of one point shrink to what is new in them. Level 9 of ZSTD
    // takes no longer to write here than the default 3, and 4 % less room; 19 would take three times as long.
    const result = await working.run(
      `COPY (${rows}) TO ${literal(part)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, PARQUET_VERSION V2, ROW_GROUP_SIZE 61440)`,
    );
    await sync(part);
    await rename(part, path);
    await sync(catalogue.folder);
    return { name, rows: result.rowsChanged, bytes: (await stat(path)).size };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Step 3. Short, for it runs in the writer's turn. */
async function swap(
  bench: Bench,
  day: number,
  sealed: readonly string[],
  files: Day["files"],
): Promise<void> {
  const { writing, catalogue, turns } = bench;
  await turns.take(async () => {
    const kept = catalogue.day(day).segments.filter((name) => !sealed.includes(name));
    await writing.run("BEGIN");
    try {
      for (const name of sealed) await writing.run(`DELETE FROM segments WHERE name = '${name}'`);
      await writing.run(`DELETE FROM files WHERE day = ${day}`);
      for (const tier of tiers) {
        const file = files[tier];
        if (file)
          await writing.run(
            `INSERT INTO files VALUES (${literal(file.name)}, ${day}, '${tier}', ${file.rows}, ${file.bytes})`,
          );
      }
      const still = kept
        .map(
          (name) => ` AND NOT EXISTS (SELECT 1 FROM ${name} h WHERE h.point = t.point AND h.time = t.time)`,
        )
        .join("");
      await writing.run(
        `DELETE FROM texts t WHERE t.time >= ${day * DAY_MS} AND t.time < ${(day + 1) * DAY_MS}${still}`,
      );
      // The newest of each point is taken from the hours: a handful of rows a point, however long the day was.
      if (files["1h"])
        await writing.run(`
          INSERT INTO silent
          SELECT point, max(last_at), max(last_at) + arg_max(last_delay, last_at), arg_max(last, last_at),
                 arg_max(last_flags, last_at), arg_max_null(text, last_at)
          FROM (SELECT * REPLACE (${LAST_AT} AS last_at) FROM ${parquet(catalogue, [files["1h"]])}) GROUP BY point
          ON CONFLICT (point) DO UPDATE SET time = excluded.time, received = excluded.received,
            value = excluded.value, flags = excluded.flags, text = excluded.text
          WHERE excluded.time > silent.time`);
      await writing.run("COMMIT");
    } catch (error) {
      await writing.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
    catalogue.replace(day, sealed, files);
  });
}

/** Takes tiers of a day, and its hot tables if asked, out of what counts. */
export async function forget(
  bench: Bench,
  day: number,
  old: readonly Tier[],
  hotToo: boolean,
): Promise<void> {
  const segments = hotToo ? await seal(bench, day) : [];
  const { files } = bench.catalogue.day(day);
  const kept = tiers.filter((tier) => files[tier] && !old.includes(tier));
  await swap(bench, day, segments, Object.fromEntries(kept.map((tier) => [tier, files[tier]])));
  await throwAway(
    bench,
    segments,
    old.flatMap((tier) => files[tier] ?? []),
  );
}

/** Step 1. The answer's tables change no more. */
const seal = (bench: Bench, day: number): Promise<readonly string[]> =>
  bench.turns.take(() => {
    const segments = bench.catalogue.seal(day);
    bench.released(segments);
    return segments;
  });

/** Step 4. */
export async function throwAway(
  bench: Bench,
  segments: readonly string[],
  files: readonly StoredFile[],
): Promise<void> {
  await bench.readers.gone();
  await bench.turns.take(async () => {
    for (const name of segments) await bench.writing.run(`DROP TABLE IF EXISTS ${name}`);
  });
  for (const file of files) await rm(bench.catalogue.path(file), { force: true });
}
