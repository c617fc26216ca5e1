import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Pack, pack } from "tar-stream";
import { type DuckDbReadings, openDuckDb } from "../../adapters/duckdb/index.ts";
import { type ReadingBatch, type ReadingStore, StoreUnavailable } from "../../facility/readings/index.ts";
import type { Clock } from "../../facility/units/index.ts";
import { copyReadings } from "./copy-readings.ts";
import { dumpInWorker } from "./dump-worker.ts";
import { FORMAT, MANIFEST, type Manifest, OTHERS, READINGS, STATE } from "./manifest.ts";

export interface BackupSource {
  readonly data: string;
  /** The state's address. */
  readonly state: string;
  readonly readings: Pick<ReadingStore, "latest" | "between"> & {
    /** Taken in and acknowledged, and not in the store behind yet. */
    waiting?(): Iterable<ReadingBatch>;
    /** The store behind alone, which says so when it cannot be asked. */
    readonly behind?: Pick<ReadingStore, "latest" | "between">;
  };
  /** Where the readings are files of our own. */
  readonly archive: Pick<DuckDbReadings, "snapshot"> | undefined;
  readonly program: string;
  readonly clock: Clock;
}

/** In the data folder, and not copied as it is: it is taken in its own way, or it is on its way somewhere else. */
const TAKEN_ELSEWHERE = /^(state\.sqlite|readings\.duckdb|readings$|spool$|control\.sock|backup-.*\.part)/;
/** A gateway's buffer holds what is not acknowledged: it is sent again by whoever has it. */
const BUFFER = `${sep}buffer`;

/**
 * A backup of a running house as one tar archive, to be read to its end. State and readings each stand as they did at
 * one moment; what comes meanwhile is taken in as always. Files are gathered beside the data first (readings of closed
 * days are linked, not copied), so that the stream's pace holds up nobody.
 */
export async function takeBackup(
  source: BackupSource,
): Promise<{ readonly stream: Readable; readonly done: Promise<Manifest> }> {
  const folder = join(source.data, `backup-${randomUUID()}.part`);
  await mkdir(folder, { mode: 0o700 });
  const clear = () => rm(folder, { recursive: true, force: true });
  try {
    const state = await dumpInWorker({ address: source.state, file: join(folder, STATE) });
    const readings = await gatherReadings(source, join(folder, READINGS));
    for (const file of await filesIn(source.data)) {
      if (TAKEN_ELSEWHERE.test(file) || file.includes(BUFFER)) continue;
      const target = join(folder, OTHERS, file);
      await mkdir(join(target, ".."), { recursive: true });
      await link(join(source.data, file), target).catch(() => copyFile(join(source.data, file), target));
    }
    const stream = pack();
    const done = packAll(stream, folder, {
      format: FORMAT,
      program: source.program,
      madeAt: new Date(source.clock()).toISOString(),
      state,
      ...readings,
    }).finally(clear);
    // Whoever reads the stream learns of it there.
    done.catch((error: Error) => stream.destroy(error));
    return { stream: Readable.from(stream, { objectMode: false }), done };
  } catch (error) {
    await clear();
    throw error;
  }
}

/**
 * The readings as a DuckDB store of their own, wherever they are kept; answers how many. While a readings' server is
 * away those that wait for it are taken, and it is said: state, keys and what waits here may be all that is left of it.
 */
async function gatherReadings(
  { archive, readings }: BackupSource,
  target: string,
): Promise<Pick<Manifest, "readings" | "storeAway">> {
  await mkdir(target, { recursive: true });
  await archive?.snapshot(target);
  const opened = await openDuckDb(join(target, "readings.duckdb"));
  if (!opened.ok) throw new Error(opened.problem);
  let storeAway: string | undefined;
  try {
    if (!archive) {
      // First what waits: drained meanwhile it is found in the store, and the same reading is kept once.
      for (const batch of readings.waiting?.() ?? []) await opened.value.append(batch);
      await copyReadings(readings.behind ?? readings, opened.value).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
        storeAway = error.message;
      });
    }
    return { readings: await opened.value.count(), ...(storeAway === undefined ? {} : { storeAway }) };
  } finally {
    await opened.value.close();
  }
}

async function packAll(stream: Pack, folder: string, about: Omit<Manifest, "files">): Promise<Manifest> {
  const files: Manifest["files"] = {};
  for (const path of await filesIn(folder)) {
    const name = path.split(sep).join("/");
    const { size, mode } = await stat(join(folder, path));
    const hash = createHash("sha256");
    const entry = stream.entry({ name, size, mode });
    // A file that is linked, not copied, may still grow: it is taken as long as it was.
    const source: Readable =
      size > 0 ? createReadStream(join(folder, path), { end: size - 1 }) : Readable.from([]);
    source.on("data", (data) => hash.update(data));
    await pipeline(source, entry);
    files[name] = { bytes: size, sha256: hash.digest("hex") };
  }
  const manifest = { ...about, files };
  stream.entry({ name: MANIFEST }, JSON.stringify(manifest, null, 1));
  stream.finalize();
  return manifest;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
