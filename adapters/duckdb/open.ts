import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { done, problem, type Result } from "../../facility/units/index.ts";
import { Archive, type Patience } from "./archive.ts";
import { Catalogue } from "./catalogue.ts";
import type { Bench } from "./compact.ts";
import { adoptFirstFormat } from "./first-format.ts";
import { PointNumbers } from "./points.ts";
import { createTables } from "./schema.ts";
import { type DuckDbReadings, DuckDbStore, newestRows } from "./store.ts";
import { Readers, Turns } from "./turns.ts";
import { Writer } from "./writer.ts";

const AN_HOUR: Patience = { graceMs: 3_600_000, lateMs: 3_600_000 };

/**
 * Opens (or makes) the readings file; closed days lie in the folder `readings` beside it. Looks at hot days only,
 * so that years of closed ones do not delay it. The problem of a damaged or foreign-held file says what to do.
 */
export async function openDuckDb(
  file: string,
  patience: Patience = AN_HOUR,
): Promise<Result<DuckDbReadings>> {
  try {
    const folder = join(dirname(file), "readings");
    await mkdir(folder, { recursive: true });
    const instance = await DuckDBInstance.create(file, {
      threads: "2",
      memory_limit: "1GB",
      temp_directory: join(folder, "sorting"),
      // The default of 16 MB would check-point, and stall, every second under load.
      checkpoint_threshold: "256MB",
    });
    const writing = await instance.connect();
    await createTables(writing);
    await adoptFirstFormat(writing);
    const points = await PointNumbers.open(writing);
    const catalogue = await Catalogue.open(writing, folder);
    const newest = await writing.runAndReadAll(
      `SELECT point, max(time)::DOUBLE FROM (${newestRows(catalogue)}) GROUP BY point`,
    );
    const writer = new Writer(
      writing,
      points,
      catalogue,
      new Map(newest.getRows().map(([point, at]) => [Number(point), Number(at)])),
    );
    const [reading, working] = [await instance.connect(), await instance.connect()];
    const [turns, readers] = [new Turns(), new Readers()];
    const released = (segments: readonly string[]) => writer.release(segments);
    const bench: Bench = { working, writing, turns, readers, catalogue, released };
    const archive = await Archive.open(file, bench, points, patience);
    return done(
      new DuckDbStore({
        instance,
        writing,
        reading,
        working,
        points,
        catalogue,
        writer,
        turns,
        readers,
        archive,
      }),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return problem(remedy(file, why ?? "unknown"));
  }
}

function remedy(file: string, why: string): string {
  if (/lock/i.test(why))
    return `${file} is in use by another process. Stop that one, or set WATCHKEEPER_DATA to another folder.`;
  if (/permission|read-only/i.test(why))
    return `${file} cannot be written. Give this user write rights on its folder, or set WATCHKEEPER_DATA to another one.`;
  return `${file} cannot be opened as a readings store (${why}). Restore it from a backup, or move it aside to start an empty one.`;
}
