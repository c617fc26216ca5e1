import { instant } from "../../facility/units/index.ts";
import { readBackup, restoreBackup, takeBackup, writeBackup } from "../backup/index.ts";
import { askForBackup } from "../control.ts";
import { openLog } from "../log.ts";
import { openReadings } from "../readings.ts";
import { readSettings, type Settings, stateOf } from "../settings.ts";
import { programVersion } from "../version.ts";
import { fail } from "./run.ts";

/** `backup`: everything into one file, whether a server runs on the data folder or not; read back and counted. */
export async function backup(options: { readonly out?: string }): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const file = options.out ?? `watchkeeper-${stamp}.tar`;
  try {
    const running = await askForBackup(settings.value.data);
    if (running) await writeBackup({ stream: running }, file);
    else await ofStopped(settings.value, file);
  } catch (error) {
    fail(`The backup could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = await readBackup(file);
  if (!read.ok) fail(read.problem);
  const rows = Object.values(read.value.state).reduce((sum, each) => sum + each, 0);
  const files = Object.keys(read.value.files).length;
  console.log(
    `${file}: ${read.value.readings} readings, ${rows} rows of state, ${files} files; read back and whole.`,
  );
  if (read.value.storeAway !== undefined)
    console.error(
      `! The readings' server could not be asked (${read.value.storeAway}): of the readings only those are in it that waited for that server. Make another backup when it is back.`,
    );
  console.log("It holds keys and password hashes: keep it where only you can read it.");
}

async function ofStopped(settings: Settings, file: string): Promise<void> {
  const clock = () => instant(Date.now());
  const opened = await openReadings({
    data: settings.data,
    address: settings.readings,
    clock,
    log: openLog(settings.logLevel),
    refused: () => undefined,
  });
  if (!opened.ok) fail(opened.problem);
  try {
    const taken = await takeBackup({
      data: settings.data,
      state: stateOf(settings),
      readings: opened.value.remote?.spool ?? opened.value.store,
      archive: opened.value.archive,
      program: await programVersion(),
      clock,
    });
    await writeBackup(taken, file);
  } finally {
    await opened.value.store.close();
  }
}

/** `restore`: a house from a backup, in the place that the settings name, which may be of the other profile. */
export async function restore(file: string): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const restored = await restoreBackup(file, {
    data: settings.value.data,
    state: stateOf(settings.value),
    readings: settings.value.readings,
    progress: (words) => console.error(`  ${words} …`),
  });
  if (!restored.ok) fail(restored.problem);
  const { manifest, rows, readings } = restored.value;
  console.log(
    `Restored the backup of ${manifest.madeAt}: ${readings} of ${manifest.readings} readings, ${rows} rows of state.`,
  );
  if (manifest.storeAway !== undefined)
    console.error(`! It was taken while the readings' server was away: readings stored there are not in it.`);
  if (readings !== manifest.readings)
    fail("Some readings are missing. Look at the log of the readings' server.");
  console.log("Start the program as usual; gateways that keep their secrets connect by themselves.");
}
