import { setTimeout } from "node:timers/promises";
import type { SchedulerLike } from "rxjs";
import { openNotes } from "../adapters/influx/index.ts";
import { pdfPrinter } from "../adapters/pdf/index.ts";
import { siteFiles } from "../adapters/sitefiles/index.ts";
import { openTraces } from "../adapters/traces/index.ts";
import { openVault } from "../adapters/vault/index.ts";
import { xlsxWorkbooks } from "../adapters/workbooks/index.ts";
import { createApi, SecondFactor } from "../api/index.ts";
import type { SiteDevice, SiteFile } from "../facility/assets/index.ts";
import { catalog, type EquipmentType } from "../facility/catalog/index.ts";
import { type Clock, done, instant, type Result } from "../facility/units/index.ts";
import type { Gateway } from "../ingest/modbus/index.ts";
import { type Plant, startPlant } from "../simulators/index.ts";
import { nightlyBackups, type TakeBackup, takeBackup } from "./backup/index.ts";
import { Closing } from "./closing.ts";
import { connectionParts, connectionsOf, ingestOf } from "./connections.ts";
import { buildConsole } from "./console-build.ts";
import { openControl } from "./control.ts";
import { type Core, openCore } from "./core.ts";
import { demoBegan, demoPlant, fillHistory, playCuts } from "./demo.ts";
import { fillLifecycle, planOnReadings } from "./demo-lifecycle.ts";
import { fillMaintenance } from "./demo-maintenance.ts";
import { demoPeople } from "./demo-people.ts";
import { emergenciesPort } from "./emergencies.ts";
import { fieldOf } from "./field.ts";
import { firstAdmin } from "./first-admin.ts";
import { enrollGateway, OwnGateways } from "./gateways.ts";
import { closeHttp, listenHttp } from "./http.ts";
import type { Log } from "./log.ts";
import { openMessageWall } from "./message-wall.ts";
import { oncallPort } from "./oncall-port.ts";
import { securityFigures } from "./security-figures.ts";
import { type Settings, stateOf } from "./settings.ts";
import { signOnWith } from "./sign-on.ts";
import { tellGrafana } from "./tell-grafana.ts";
import { Certificates, listenHttps } from "./tls/index.ts";
import { programVersion } from "./version.ts";
import { WorkFigures } from "./work-figures.ts";

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
  /** Tests hand in time of their own; it must not stand still while people sign in. */
  readonly time?: { readonly clock: Clock; readonly scheduler: SchedulerLike };
  /** False where a development server serves the console. */
  readonly console: boolean;
}

export interface House {
  readonly core: Core;
  readonly httpPort: number;
  readonly httpsPort?: number | undefined;
  readonly plant: Plant | undefined;
  /** Made up on the first run; shown once and kept nowhere. */
  readonly adminPassword: string | undefined;
  /** Resolves when the console can be opened, with what is wrong if it cannot. */
  readonly consoleBuilt: Promise<string | undefined>;
  /** Takes anew what `readAnew` names of the settings; the rest waits for the next start. */
  adjust(settings: Settings): void;
  close(): Promise<void>;
}

/** Opens the whole house: core, API and console, and for the demo the plant; then the gateways that read it. */
export async function openHouse(options: HouseOptions): Promise<Result<House>> {
  const { settings, log } = options;
  const clock = options.time?.clock ?? (() => instant(Date.now()));
  const closing = new Closing((message) => log.warn(message));
  const stop = async <T extends { readonly ok: false }>(failed: T): Promise<T> => {
    await closing.close();
    return failed;
  };

  const certificates = settings.tls && (await Certificates.open(settings.tls, log));
  if (certificates && !certificates.ok) return certificates;
  const secure = certificates && closing.keep("certificates", certificates.value, (part) => part.close());
  // Whoever asks for TLS does not want a way around it.
  const plainHost = settings.tls?.plain === "local" ? { host: "127.0.0.1" } : {};

  // The demo's message wall listens on this machine.
  const allowedBy = ({ outboundAllow = [] }: Settings) => [
    ...outboundAllow,
    ...(options.demo ? ["127.0.0.1"] : []),
  ];
  const types = options.types ?? catalog;
  const opened = await openCore({
    data: settings.data,
    state: settings.state,
    mqttPort: settings.mqttPort,
    ...(plainHost.host ? { mqttHost: plainHost.host } : {}),
    tls:
      secure && settings.tls
        ? {
            port: settings.tls.mqttsPort,
            context: secure.context,
            mutual: settings.tls.clientCa !== undefined,
            renewed: (use) => secure.renewed(use),
          }
        : undefined,
    limits: settings.limits,
    readings: settings.readings,
    spoolBytes: settings.spoolBytes,
    broker: settings.broker,
    publicUrl: settings.publicUrl,
    outboundAllow: allowedBy(settings),
    files: options.files,
    types,
    clock,
    scheduler: options.time?.scheduler,
    log,
  });
  if (!opened.ok) return stop(opened);
  const core = closing.keep("core", opened.value, (part) => part.close());
  const admin = await firstAdmin(core.state.people, settings.adminPassword);
  if (!admin.ok) return stop(admin);

  let plant: Plant | undefined;
  const years = options.demo ? (options.demo.historyYears ?? 0) : 0;
  // Without a past the estate is sound.
  const storyBegan = years > 0 ? demoBegan(settings.data) : undefined;
  if (options.demo) {
    const { seed, ports, autoPlay } = options.demo;
    const started = await startPlant({
      seed,
      clock,
      ports,
      ...(storyBegan === undefined ? {} : { storyBegan }),
      ...(autoPlay ? { autoPlay: { scenario: "pump-dry-run", afterSeconds: 15 } } : {}),
    });
    if (!started.ok) return stop(started);
    plant = closing.keep("plant", started.value, (part) => part.close());
    for (const note of plant.notes) log.warn(note);
  }

  const wall = options.demo
    ? closing.keep("message wall", await openMessageWall(), (part) => part.close())
    : undefined;

  const console = options.console ? buildConsole() : undefined;
  let consoleTrouble: string | undefined = console ? "being built" : undefined;
  const consoleBuilt = (console?.built ?? Promise.resolve(undefined)).then((trouble) => {
    consoleTrouble = trouble?.split("\n")[0];
    return trouble;
  });

  const printer = pdfPrinter(({ id }) => core.files.read(id));
  const program = await programVersion();
  const take: TakeBackup = () =>
    takeBackup({
      data: settings.data,
      state: stateOf(settings),
      readings: core.remote?.spool ?? core.readings,
      archive: core.archive,
      program,
      clock,
    });
  const timeZone = core.model().sites[0]?.timeZone ?? "UTC";
  const nightly = closing.keep(
    "nightly backup",
    nightlyBackups({ plan: settings.backups, timeZone, take, clock, log }),
    (part) => part.close(),
  );

  const work = closing.keep("figures", new WorkFigures(core), (part) => part.close());
  const vault = openVault(settings.data);
  const spans = await openTraces(process.env, program);
  if (spans) closing.keep("traces", spans, (part) => part.close());
  const about = { version: program, grafana: grafanaOf(settings) };
  let running: () => readonly Gateway[] = () => [];
  const api = createApi({
    about,
    backup: async () => (await take()).stream,
    model: core.model,
    board: core.intake.board,
    readings: core.readings,
    archive: core.archive,
    desk: core.desk,
    files: core.files,
    maintenance: core.maintenance,
    lifecycle: {
      desk: core.lifecycle.desk,
      printer,
      workbooks: xlsxWorkbooks,
    },
    commands: core.commander,
    audit: core.state.audit,
    field: fieldOf(
      () => running(),
      (device) => atThePlant(device, core, plant),
    ),
    deviceEvents: core.state.deviceEvents,
    rules: core.book,
    backtests: core.backtests,
    people: core.state.people,
    sessions: core.state.sessions,
    secondFactor: new SecondFactor(core.state.secondFactors, vault),
    signOn: settings.signOn && signOnWith(settings.signOn, core.state.signOn, vault, clock),
    credentials: {
      ...core.state.credentials,
      async enroll(site, gateway) {
        const secret = await enrollGateway(core.state.credentials, settings.data, site, gateway);
        if (!core.broker.external) await core.secrets.look();
        return secret;
      },
    },
    presence: core.broker,
    sites: core.sites,
    siteFiles: siteFiles(types),
    types,
    ingest: () => ingestOf(core),
    connections: () => connectionsOf(core),
    offers: core.intake.offers,
    oncall: oncallPort(core, wall),
    ready: () => {
      const links = connectionParts(connectionsOf(core));
      const parts = {
        readings: core.intake.report().trouble ?? "ok",
        journal: core.desk.trouble ?? "ok",
        console: consoleTrouble ?? "ok",
        ...links.needed,
      };
      const ready = Object.values(parts).every((part) => part === "ok");
      const last = nightly.last();
      return { ready, parts: { ...parts, ...links.told, ...(last ? { backup: last.trouble ?? "ok" } : {}) } };
    },
    figures: () => [...work.metrics(), ...securityFigures(core.broker.limited?.(), secure?.ends ?? [])],
    emergencies: emergenciesPort(core.emergencies, core.state.emergencies, core.pager),
    printer,
    clock,
    log,
    spans,
    ...(console ? { consoleFolder: console.folder } : {}),
    ...(plant ? { demo: demoPlant(plant) } : {}),
  });
  const http = await listenHttp(api.fetch, settings.httpPort, plainHost.host);
  if (!http.ok) return stop(http);
  closing.keep("http", http.value.server, closeHttp);
  const https =
    secure && settings.tls && (await listenHttps(http.value.server, secure, settings.tls.httpsPort));
  if (https && !https.ok) return stop(https);
  if (https) closing.keep("https", https.value.server, closeHttp);
  const site = core.model().sites[0];
  if (wall && site)
    await demoPeople({
      people: core.state.people,
      book: core.oncall.book,
      site,
      wallPort: wall.port,
      console: `http://localhost:${http.value.port}`,
      password: settings.adminPassword,
      log,
    });
  api.attachLive(http.value.server);
  // Kept after http, so closed before it: the HTTP server's close waits for open web sockets, and a console that
  // nobody has told good-bye would keep the house from closing for as long as it is open.
  closing.keep("api", api, (part) => part.close());

  closing.keep("control socket", await openControl(settings.data, take, log), (part) => part.close());

  if (core.remote && settings.readings !== undefined) {
    const notes = openNotes(settings.readings);
    if (!notes.ok) return stop(notes);
    const told = tellGrafana({
      notes: notes.value,
      core,
      journal: core.state.journal,
      console: () => core.oncall.book.settings().publicUrl || `http://localhost:${http.value.port}`,
      clock,
      log,
    });
    closing.keep("Grafana's rows", told, (part) => part.close());
  }

  const gateways = await OwnGateways.start({
    core,
    data: settings.data,
    log,
    ...(plant ? { addressOf: (device) => plant.addressOf(device.asset) } : {}),
  });
  if (!gateways.ok) return stop(gateways);
  closing.keep("gateways", gateways.value, (part) => part.close());
  running = () => gateways.value.running();
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
    fillMaintenance({ core, file: estate, seed: options.demo.seed, years, now: clock(), log }).catch(
      (error: unknown) => log.warn(`the demo's maintenance could not be filled in: ${String(error)}`),
    );
  if (options.demo && storyBegan !== undefined) {
    const { seed } = options.demo;
    const assets = new Set(estate?.assets.map(({ id }) => id));
    const past = { model: core.model(), store: core.readings, assets, storyBegan, years, seed, log };
    const history = fillHistory(past);
    closing.keep("history", history, (part) => part.stop());
    const closes = new AbortController();
    closing.keep("plans of the demo", closes, (part) => part.abort());
    const wait = (ms: number) => setTimeout(ms, undefined, { signal: closes.signal, ref: false });
    fillLifecycle(core, seed, years, clock, log, wait)
      .then(() => history.written)
      .then((rows) => (rows > 0 ? planOnReadings(core, log, wait) : undefined))
      .catch((error: unknown) => {
        if (!closes.signal.aborted) log.warn(`lifecycle's demo data is not complete: ${String(error)}`);
      });
  }

  return done({
    core,
    httpPort: http.value.port,
    httpsPort: https?.value.port,
    plant,
    adminPassword: admin.value,
    consoleBuilt,
    adjust(next) {
      log.level = next.logLevel;
      if (next.limits) core.broker.limit?.(next.limits);
      if (core.remote && next.spoolBytes) core.remote.spool.budget = next.spoolBytes;
      core.oncall.outbound.allow(allowedBy(next));
      about.grafana = grafanaOf(next);
      nightly.plan(next.backups);
    },
    close: () => closing.close(),
  });
}

const grafanaOf = ({ grafana }: Settings): string | null => grafana?.replace(/\/$/, "") ?? null;

/** A device of the demo estate as it was saved is where the plant put it; with another address it is taken at its word. */
function atThePlant(device: SiteDevice, core: Core, plant: Plant | undefined): SiteDevice {
  const known = core
    .model()
    .gateways.flatMap(({ gateway }) => gateway.devices)
    .find(({ asset }) => asset === device.asset);
  const same = known && JSON.stringify(known.modbus) === JSON.stringify(device.modbus);
  return { ...device, modbus: (same && plant?.addressOf(device.asset)) || device.modbus };
}
