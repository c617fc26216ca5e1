import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Cron } from "croner";
import type { Clock } from "../../facility/units/index.ts";
import type { Log } from "../log.ts";
import { readBackup } from "./read.ts";
import type { takeBackup } from "./take.ts";

export type TakeBackup = () => ReturnType<typeof takeBackup>;

/** When few people look and before the day's first rounds. */
const AT = "30 2 * * *";
const NAME = /^watchkeeper-\d{8}T\d{6}Z\.tar$/;

/** Where they go, and how many stay. */
export interface BackupPlan {
  readonly folder: string;
  readonly keep: number;
}

export interface Nightly {
  /** What became of the last one; null while there was none since the start. */
  last(): { readonly at: number; readonly trouble: string | null } | null;
  run(): Promise<void>;
  /** From the next night on; without a plan there is none. */
  plan(plan: BackupPlan | undefined): void;
  close(): Promise<void>;
}

/** A backup every night into a folder, read back and checked before older ones go; `keep` of them stay. */
export function nightlyBackups(options: {
  /** None are made without it. */
  readonly plan: BackupPlan | undefined;
  readonly timeZone: string;
  readonly take: TakeBackup;
  readonly clock: Clock;
  readonly log: Pick<Log, "info" | "error">;
}): Nightly {
  const { take, clock, log } = options;
  let { plan } = options;
  let last: { at: number; trouble: string | null } | null = null;
  let running: Promise<void> = Promise.resolve();
  const once = async (): Promise<void> => {
    if (!plan) return;
    const { folder, keep } = plan;
    const at = clock();
    try {
      const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
      const file = join(folder, `watchkeeper-${stamp}.tar`);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeBackup(await take(), file);
      const read = await readBackup(file);
      if (!read.ok) throw new Error(read.problem);
      // It holds less than those before it, so none of them goes for it.
      if (read.value.storeAway !== undefined)
        throw new Error(`${file} is without stored readings: ${read.value.storeAway}`);
      const older = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
      for (const name of older.slice(0, -keep)) await rm(join(folder, name));
      last = { at, trouble: null };
      log.info(`backup ${file}: ${read.value.readings} readings`);
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      last = { at, trouble };
      log.error(`tonight's backup failed: ${trouble}`);
    }
  };
  const run = (): Promise<void> => {
    running = running.then(once);
    return running;
  };
  const job = new Cron(AT, { timezone: options.timeZone }, () => run());
  return {
    last: () => last,
    run,
    plan(other) {
      plan = other;
    },
    async close() {
      job.stop();
      await running;
    },
  };
}

/** Writes the stream under a temporary name and gives it its own when it is whole and on disk. */
export async function writeBackup(
  { stream, done }: { readonly stream: NodeJS.ReadableStream; readonly done?: Promise<unknown> },
  file: string,
): Promise<void> {
  const part = `${file}.part`;
  try {
    await pipeline(stream, createWriteStream(part, { mode: 0o600 }));
    await done;
    const handle = await open(part, "r+");
    await handle.sync().finally(() => handle.close());
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
