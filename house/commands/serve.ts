import { join } from "node:path";
import type { SiteFile } from "../../facility/assets/index.ts";
import { openLog } from "../log.ts";
import { openHouse } from "../open.ts";
import { readSettings } from "../settings.ts";
import { SettingsReload } from "../settings-reload.ts";
import { watchFile } from "../settings-watch.ts";
import { readSiteFile } from "../site-file.ts";
import { fail, greet, untilStopped } from "./run.ts";

const demoSite = join(import.meta.dirname, "..", "..", "simulators", "riverside.yaml");

/** `demo`: the estate with its simulated plant. `serve`: a real site. The same program otherwise. */
export async function serve(options: {
  readonly config: readonly string[];
  readonly demo: boolean;
  readonly dev: boolean;
  readonly seed: number;
  readonly autoPlay: boolean;
  readonly state?: string | undefined;
  readonly readings?: string | undefined;
  readonly broker?: string | undefined;
  readonly historyYears?: number;
}): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const log = openLog(settings.value.logLevel);
  const files: SiteFile[] = [];
  for (const file of options.demo ? [demoSite] : options.config) {
    const read = await readSiteFile(file);
    if (!read.ok) fail(read.problem);
    files.push(read.value);
  }
  const opened = await openHouse({
    settings: {
      ...settings.value,
      state: options.state ?? settings.value.state,
      readings: options.readings ?? settings.value.readings,
      broker: options.broker ?? settings.value.broker,
    },
    files,
    log,
    demo: options.demo
      ? {
          seed: options.seed,
          ports: "preferred",
          autoPlay: options.autoPlay,
          historyYears: options.historyYears ?? 0,
        }
      : false,
    console: !options.dev,
  });
  if (!opened.ok) fail(opened.problem);
  const stopped = untilStopped(() => opened.value.close());
  const settled = new SettingsReload({
    current: settings.value,
    read: () => readSettings(process.env),
    adjust: (next) => opened.value.adjust(next),
    log,
  });
  watchFile(process.env.WATCHKEEPER_SETTINGS, () => settled.reload());
  // At a terminal it says that the window was closed, and ends the program as Ctrl-C does (`untilStopped`).
  if (!process.stdin.isTTY) process.on("SIGHUP", () => settled.reload());
  await greet(opened.value, settings.value.data);
  if (options.dev) await developConsole(opened.value.httpPort);
  await stopped;
  process.exit(0);
}

/** Vite with hot reload beside the running house; it proxies /api and /live to it. */
async function developConsole(httpPort: number): Promise<void> {
  const { createServer } = await import("vite");
  process.env.WATCHKEEPER_HTTP_PORT = String(httpPort);
  const vite = await createServer({ root: join(import.meta.dirname, "..", "..", "dashboards", "console") });
  await vite.listen();
  vite.printUrls();
}
