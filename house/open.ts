import { pdfPrinter } from "../adapters/pdf/index.ts";
import { siteFiles } from "../adapters/sitefiles/index.ts";
import { createApi } from "../api/index.ts";
import type { SiteFile } from "../facility/assets/index.ts";
import { catalog, type EquipmentType } from "../facility/catalog/index.ts";
import { done, instant, type Result } from "../facility/units/index.ts";
import { type Plant, startPlant } from "../simulators/index.ts";
import { Closing } from "./closing.ts";
import { connectionParts, connectionsOf, ingestOf } from "./connections.ts";
import { buildConsole } from "./console-build.ts";
import { type Core, openCore } from "./core.ts";
import { demoPlant, fillHistory, playCuts } from "./demo.ts";
import { fillMaintenance } from "./demo-maintenance.ts";
import { firstAdmin } from "./first-admin.ts";
import { OwnGateways } from "./gateways.ts";
import { closeHttp, listenHttp } from "./http.ts";
import type { Log } from "./log.ts";
import type { Settings } from "./settings.ts";

export interface HouseOptions {
  readonly settings: Settings;
  readonly files: readonly SiteFile[];
  readonly types?: readonly EquipmentType[];
  readonly log: Log;
  /** Simulates the plant behind the site's devices. */
  readonly demo:
    | {
        readonly seed: number;
        readonly ports: "preferred" | "free";
        readonly autoPlay: boolean /** How far back the estate remembers; nothing when left out. */;
        readonly historyYears?: number;
      }
    | false;
  /** False where a development server serves the console. */
  readonly console: boolean;
}

export interface House {
  readonly core: Core;
  readonly httpPort: number;
  readonly plant: Plant | undefined;
  /** Made up on the first run; shown once and kept nowhere. */
  readonly adminPassword: string | undefined;
  /** Resolves when the console can be opened, with what is wrong if it cannot. */
  readonly consoleBuilt: Promise<string | undefined>;
  close(): Promise<void>;
}

const clock = () => instant(Date.now());

/** Opens the whole house: core, API and console, and for the demo the plant; then the gateways that read it. */
export async function openHouse(options: HouseOptions): Promise<Result<House>> {
  const { settings, log } = options;
  const closing = new Closing((message) => log.warn(message));
  const stop = async <T extends { readonly ok: false }>(failed: T): Promise<T> => {
    await closing.close();
    return failed;
  };

  const types = options.types ?? catalog;
  const opened = await openCore({
    data: settings.data,
    mqttPort: settings.mqttPort,
    readings: settings.readings,
    spoolBytes: settings.spoolBytes,
    broker: settings.broker,
    files: options.files,
    types,
    clock,
    log,
  });
  if (!opened.ok) return opened;
  const core = closing.keep("core", opened.value, (part) => part.close());
  const admin = await firstAdmin(core.state.people, settings.adminPassword);
  if (!admin.ok) return stop(admin);

  let plant: Plant | undefined;
  if (options.demo) {
    const { seed, ports, autoPlay } = options.demo;
    const started = await startPlant({
      seed,
      clock,
      ports,
      ...(autoPlay ? { autoPlay: { scenario: "pump-dry-run", afterSeconds: 15 } } : {}),
    });
    if (!started.ok) return stop(started);
    plant = closing.keep("plant", started.value, (part) => part.close());
    for (const note of plant.notes) log.warn(note);
  }

  const console = options.console ? buildConsole() : undefined;
  let consoleTrouble: string | undefined = console ? "being built" : undefined;
  const consoleBuilt = (console?.built ?? Promise.resolve(undefined)).then((trouble) => {
    consoleTrouble = trouble?.split("\n")[0];
    return trouble;
  });

  const api = createApi({
    model: core.model,
    board: core.intake.board,
    readings: core.readings,
    archive: core.archive,
    desk: core.desk,
    files: core.files,
    maintenance: core.maintenance,
    printer: pdfPrinter(({ id }) => core.files.read(id)),
    commands: core.commander,
    deviceEvents: core.state.deviceEvents,
    rules: core.book,
    backtests: core.backtests,
    people: core.state.people,
    sessions: core.state.sessions,
    credentials: core.state.credentials,
    presence: core.broker,
    sites: core.sites,
    siteFiles: siteFiles(types),
    types,
    ingest: () => ingestOf(core),
    connections: () => connectionsOf(core),
    offers: core.intake.offers,
    ready: () => {
      const links = connectionParts(connectionsOf(core));
      const parts = {
        readings: core.intake.report().trouble ?? "ok",
        journal: core.desk.trouble ?? "ok",
        console: consoleTrouble ?? "ok",
        ...links.needed,
      };
      const ready = Object.values(parts).every((part) => part === "ok");
      return { ready, parts: { ...parts, ...links.told } };
    },
    clock,
    log,
    ...(console ? { consoleFolder: console.folder } : {}),
    ...(plant ? { demo: demoPlant(plant) } : {}),
  });
  const http = await listenHttp(api.fetch, settings.httpPort);
  if (!http.ok) return stop(http);
  closing.keep("http", http.value.server, closeHttp);
  api.attachLive(http.value.server);
  // Kept after http, so closed before it: the HTTP server's close waits for open web sockets, and a console that
  // nobody has told good-bye would keep the house from closing for as long as it is open.
  closing.keep("api", api, (part) => part.close());

  const gateways = await OwnGateways.start({
    core,
    data: settings.data,
    log,
    ...(plant ? { addressOf: (device) => plant.addressOf(device.asset) } : {}),
  });
  if (!gateways.ok) return stop(gateways);
  closing.keep("gateways", gateways.value, (part) => part.close());
  const following = core.sites.changed.subscribe((model) => gateways.value.follow(model));
  closing.keep("changes of sites", following, (part) => part.unsubscribe());
  if (plant)
    closing.keep(
      "cables",
      playCuts(plant, () => gateways.value.running()),
      (timer) => clearInterval(timer),
    );

  const [estate] = options.files;
  if (plant && options.demo && estate && (options.demo.historyYears ?? 0) > 0)
    fillMaintenance({ core, file: estate, seed: options.demo.seed, now: clock(), log }).catch(
      (error: unknown) => log.warn(`the demo's maintenance could not be filled in: ${String(error)}`),
    );
  const years = options.demo ? (options.demo.historyYears ?? 0) : 0;
  if (plant && options.demo && years > 0) {
    const { seed } = options.demo;
    const history = fillHistory({ model: core.model(), store: core.readings, plant, years, seed, log });
    closing.keep("history", history, (part) => part.stop());
  }

  return done({
    core,
    httpPort: http.value.port,
    plant,
    adminPassword: admin.value,
    consoleBuilt,
    close: () => closing.close(),
  });
}
