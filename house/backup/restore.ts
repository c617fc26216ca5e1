import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { openDuckDb } from "../../adapters/duckdb/index.ts";
import { openInflux } from "../../adapters/influx/index.ts";
import { type DumpLine, isPostgresql, loadState } from "../../adapters/sql/index.ts";
import { done, problem, type Result } from "../../facility/units/index.ts";
import { copyReadings } from "./copy-readings.ts";
import { type Manifest, OTHERS, READINGS, STATE } from "./manifest.ts";
import { readBackup } from "./read.ts";

export interface RestoreTarget {
  /** A data folder without a house in it. */
  readonly data: string;
  /** Where the state goes: a file of the data folder, or an empty PostgreSQL database. */
  readonly state: string;
  /** Address of an InfluxDB; DuckDB in the data folder without one. */
  readonly readings: string | undefined;
  readonly progress?: (words: string) => void;
}

export interface Restored {
  readonly manifest: Manifest;
  /** Counted in the new place, row by row. */
  readonly rows: number;
  readonly readings: number;
}

/**
 * Brings a backup into an empty place, which may keep its state and readings elsewhere than the place it was taken
 * from. Everything is unpacked and checked against the manifest before anything is put in place, and counted after.
 */
export async function restoreBackup(file: string, target: RestoreTarget): Promise<Result<Restored>> {
  const say = target.progress ?? (() => undefined);
  await mkdir(target.data, { recursive: true, mode: 0o700 });
  const found = await readdir(target.data);
  const taken = found.find((name) => /^(state\.sqlite|readings)/.test(name));
  if (taken)
    return problem(
      `${target.data} already holds a house (${taken}). Name an empty folder in WATCHKEEPER_DATA, or move that one away.`,
    );
  const folder = join(target.data, "restoring.part");
  await rm(folder, { recursive: true, force: true });
  try {
    say("unpacking");
    const unpacked = await readBackup(file, folder);
    if (!unpacked.ok) return unpacked;
    const manifest = unpacked.value;

    say("state");
    const loaded = await loadState(target.state, linesOf(join(folder, STATE)));
    if (!loaded.ok) return loaded;
    const short = Object.entries(manifest.state).find(([table, rows]) => loaded.value.get(table) !== rows);
    if (short) {
      await forgetState(target);
      return problem(
        `Table ${short[0]} took ${loaded.value.get(short[0]) ?? 0} of ${short[1]} rows. Use another backup.`,
      );
    }

    say("readings");
    const readings = await placeReadings(join(folder, READINGS), target, say);
    if (!readings.ok) {
      await forgetState(target);
      return readings;
    }
    await place(join(folder, OTHERS), target.data);
    const rows = [...loaded.value.values()].reduce((sum, each) => sum + each, 0);
    return done({ manifest, rows, readings: readings.value });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** So that the next try finds the place empty; a database that others run is theirs to empty. */
async function forgetState({ state }: RestoreTarget): Promise<void> {
  if (!isPostgresql(state))
    for (const end of ["", "-wal", "-shm"]) await rm(`${state}${end}`, { force: true });
}

async function* linesOf(file: string): AsyncGenerator<DumpLine> {
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) }))
    yield JSON.parse(line) as DumpLine;
}

async function placeReadings(
  from: string,
  { data, readings }: RestoreTarget,
  say: (words: string) => void,
): Promise<Result<number>> {
  if (readings === undefined) {
    await place(from, data);
    const opened = await openDuckDb(join(data, "readings.duckdb"));
    if (!opened.ok) return opened;
    const count = await opened.value.count();
    await opened.value.close();
    return done(count);
  }
  const source = await openDuckDb(join(from, "readings.duckdb"));
  if (!source.ok) return source;
  const influx = openInflux(readings);
  if (!influx.ok) return influx;
  try {
    await copyReadings(source.value, influx.value, (points, all) =>
      say(`readings of ${points} of ${all} points`),
    );
    return done(await influx.value.count());
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  } finally {
    await source.value.close();
    await influx.value.close();
  }
}

/** Moves what a folder holds into another one, folder by folder. */
async function place(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch(() => []);
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await place(source, target);
    else await rename(source, target);
  }
}
