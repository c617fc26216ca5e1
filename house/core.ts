import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { SchedulerLike } from "rxjs";
import type { Patience } from "../adapters/duckdb/index.ts";
import { folderFiles } from "../adapters/files/index.ts";
import { openState, type State } from "../adapters/sql/index.ts";
import type { Files } from "../api/ports.ts";
import { hostStateTopic } from "../broker/contract/index.ts";
import type { Broker, BrokerLimits, BrokerTls } from "../broker/index.ts";
import type { AlarmId } from "../facility/alarms/index.ts";
import type { AssetModel, SiteFile } from "../facility/assets/index.ts";
import type { EquipmentType } from "../facility/catalog/index.ts";
import { shelvesOf } from "../facility/maintenance/index.ts";
import type { ReadingStore } from "../facility/readings/index.ts";
import { assetId, type Clock, done, type Result } from "../facility/units/index.ts";
import { Commander, Intake } from "../ingest/pipeline/index.ts";
import { AlarmDesk, BacktestRunner, DerivedPoints, RuleBook } from "../rules/index.ts";
import { keptShelf } from "../rules/maintenance/index.ts";
import { openBroker } from "./broker.ts";
import { Closing } from "./closing.ts";
import { endCredentials, mayConnect, SecretWatch } from "./credentials.ts";
import { openDataFolder } from "./data-folder.ts";
import { type Emergencies, openEmergencies } from "./emergencies.ts";
import { firstSite } from "./first-site.ts";
import { keepOffers } from "./keep-offers.ts";
import { type LifecycleWork, openLifecycle } from "./lifecycle.ts";
import { LiveRules } from "./live-rules.ts";
import type { Log } from "./log.ts";
import { type Maintenance, openMaintenance } from "./maintenance.ts";
import { type OnCall, openOnCall } from "./oncall.ts";
import { openReadings, type Readings } from "./readings.ts";
import { stateOf } from "./settings.ts";
import { SiteBook } from "./sites.ts";
import { startUpkeep } from "./upkeep.ts";

export interface CoreOptions {
  readonly data: string;
  /** Address of a PostgreSQL database; SQLite in the data folder without one. */
  readonly state?: string | undefined;
  readonly mqttPort: number;
  readonly mqttHost?: string;
  readonly tls?: BrokerTls | undefined;
  readonly limits?: BrokerLimits | undefined;
  /** Address of an InfluxDB; DuckDB without one. */
  readonly readings?: string | undefined;
  readonly spoolBytes?: number | undefined;
  /** Address of a broker that others run; the built-in one without. */
  readonly broker?: string | undefined;
  readonly files: readonly SiteFile[];
  readonly types: readonly EquipmentType[];
  readonly clock: Clock;
  /** Runs what rules and alarms wait for; of the same time as `clock`. The computer's own when left out. */
  readonly scheduler?: SchedulerLike | undefined;
  readonly log: Log;
  /** Addresses inside the network that messages may be sent to. */
  readonly outboundAllow?: readonly string[];
  /** Where people reach the console, for links in messages. */
  readonly publicUrl?: string | undefined;
  /** How often days are looked at for closing, and how long they wait; hours in service, less in tests. */
  readonly upkeep?: { readonly everyMs: number; readonly patience: Patience };
}

/** How often it is looked whether the command line has changed a site, ms. */
const LOOK_MS = 2_000;

/** Everything from a message on the wire to a journalled alarm; no HTTP, no console. */
export interface Core {
  /** The present model with the rules in force; a new object after a change of a site or of a rule. */
  readonly model: () => AssetModel;
  readonly sites: SiteBook;
  readonly state: State;
  readonly files: Files;
  readonly readings: ReadingStore;
  /** Only where readings are kept by a server. */
  readonly remote: Readings["remote"];
  /** The readings' files, where they are ours to keep. */
  readonly archive: Readings["archive"];
  readonly intake: Intake;
  readonly book: RuleBook;
  readonly backtests: BacktestRunner;
  readonly desk: AlarmDesk;
  readonly oncall: OnCall;
  /** Tells people; what other parts need of on call. */
  readonly pager: OnCall["pager"];
  readonly maintenance: Maintenance;
  readonly lifecycle: LifecycleWork;
  readonly commander: Commander;
  readonly emergencies: Emergencies;
  readonly broker: Broker;
  readonly secrets: SecretWatch;
  close(): Promise<void>;
}

/** Opens the parts in the order in which data flows backwards: whoever is fed is there before its feeder. */
export async function openCore(options: CoreOptions): Promise<Result<Core>> {
  const { clock, log } = options;
  const time = options.scheduler ? { scheduler: options.scheduler } : {};
  const closing = new Closing((message) => log.warn(message));
  const stop = async <T extends { readonly ok: false }>(failed: T): Promise<T> => {
    await closing.close();
    return failed;
  };

  const folder = await openDataFolder(options.data);
  if (!folder.ok) return folder;

  const state = await openState(stateOf(options));
  if (!state.ok) return stop(state);
  closing.keep("state", state.value, (part) => part.close());

  const keptFiles = folderFiles(join(options.data, "files"), state.value.files, clock);
  // What the store refused before the pipeline stands is in the spool's own file all the same.
  let intake: Intake | undefined;
  const opened = await openReadings({
    data: options.data,
    address: options.readings,
    clock,
    log,
    refused: (readings) => intake?.fileRefused(readings),
    ...(options.spoolBytes ? { budgetBytes: options.spoolBytes } : {}),
    ...(options.upkeep ? { patience: options.upkeep.patience } : {}),
  });
  if (!opened.ok) return stop(opened);
  const readings = closing.keep("readings", opened.value.store, (part) => part.close());
  const archive = opened.value.archive;
  if (archive)
    closing.keep(
      "upkeep",
      startUpkeep({ store: archive, clock, log, everyMs: options.upkeep?.everyMs }),
      (part) => part.close(),
    );

  const { files, types } = options;
  const siteBook = { store: state.value.sites, types, clock, log };
  let sites = await SiteBook.open({ ...siteBook, files });
  // An empty folder begins with an empty site: the console leads from there to the first alarm.
  if (sites.ok && sites.value.list().length === 0)
    sites = await SiteBook.open({ ...siteBook, files: [firstSite()] });
  if (!sites.ok) return stop(sites);
  let rules: LiveRules | undefined;
  const book = await RuleBook.open(sites.value.model(), state.value.overrides, (changed) =>
    rules?.apply(changed),
  );
  const desk = closing.keep(
    "alarm desk",
    await AlarmDesk.open({
      instances: book.instances,
      assets: book.model.assets.values(),
      journal: state.value.journal,
      clock,
      ...time,
      log,
    }),
    (part) => part.close(),
  );

  const contracts = await keptShelf(shelvesOf(state.value.maintenance).contracts);
  const oncall = closing.keep(
    "on call",
    await openOnCall({
      data: options.data,
      state: state.value,
      desk,
      model: () => book.model,
      contracts: () => contracts.all(),
      outboundAllow: options.outboundAllow ?? [],
      publicUrl: options.publicUrl,
      clock,
      log,
    }),
    (part) => part.close(),
  );

  // Opened below, once there is somebody to take what it hears.
  let broker: Broker | undefined;
  const pipeline = new Intake({
    model: sites.value.model(),
    store: readings,
    events: state.value.deviceEvents,
    deriver: new DerivedPoints(sites.value.model()),
    send: (topic, payload) => {
      broker?.publish(topic, payload).catch((error: unknown) => log.warn(`${topic}: ${String(error)}`));
    },
    clock,
    log,
  });
  intake = pipeline;
  pipeline.board.prime(await readings.latest());
  closing.keep("offers", await keepOffers(pipeline.offers, state.value.offers, log), (part) => part.close());
  const { ruleMemories: memories } = state.value;
  const remote = opened.value.remote?.spool;
  const live = await LiveRules.open({
    book,
    intake: pipeline,
    desk,
    memories,
    history: remote ? { scan: (...span) => remote.lastOf(...span) } : readings,
    clock,
    ...time,
    log,
  });
  rules = closing.keep("rules", live, (part) => part.close());
  const maintenance = closing.keep(
    "maintenance",
    await openMaintenance({
      store: state.value.maintenance,
      contracts,
      model: () => book.model,
      desk,
      board: pipeline.board,
      readings,
      events: state.value.deviceEvents,
      files: keptFiles,
      notifier: oncall.pager,
      clock,
      log,
    }),
    (part) => part.close(),
  );
  closing.keep(
    "relearning",
    maintenance.orders.changed.subscribe(({ order, event }) => {
      if (event.on !== "act" || event.act.do !== "finish") return;
      const renewed = event.act.renewed || order.parts.some(({ renews }) => renews !== undefined);
      if (renewed && order.asset !== undefined) void live.relearn(order.asset);
    }),
    (part) => part.unsubscribe(),
  );
  const lifecycle = closing.keep(
    "lifecycle",
    openLifecycle({
      store: state.value.lifecycle,
      orders: state.value.maintenance,
      model: () => book.model,
      readings,
      people: oncall.pager,
      clock,
    }),
    (part) => part.close(),
  );
  const backtests = new BacktestRunner(() => book.model, readings, clock);
  closing.keep("backtests", backtests, (part) => part.close());
  closing.keep("pipeline", pipeline, (part) => part.close());

  const started = await openBroker({
    data: options.data,
    address: options.broker,
    port: options.mqttPort,
    tls: options.tls,
    limits: options.limits,
    ...(options.mqttHost ? { host: options.mqttHost } : {}),
    clock,
    log,
    verify: async (username, secret) =>
      mayConnect(sites.value.model(), username) && state.value.credentials.verify(username, secret),
    take: ({ who, topic, payload }, taken) => pipeline.take({ ...who, topic, payload }, taken),
  });
  if (!started.ok) return stop(started);
  broker = closing.keep("broker", started.value, (part) => part.close());
  // Sparkplug nodes that wait for a host hear that there is one. At another's broker, which outlives this process, the
  // link says so itself, with a Last Will.
  if (!broker.external)
    broker
      .publish(hostStateTopic, JSON.stringify({ online: true, timestamp: clock() }), true)
      .catch((error: unknown) => log.warn(`${hostStateTopic}: ${String(error)}`));

  const following = sites.value.changed.subscribe((next) => {
    live.follow(next);
    const known = new Set(next.gateways.map(({ site, gateway }) => assetId(site, gateway.id)));
    started.value.keepOnly((gateway) => known.has(gateway));
    endCredentials(state.value.credentials, sites.value.model, log);
    log.info(`the sites have changed: ${next.assets.size} assets, ${next.points.length} points`);
  });
  const secrets = await SecretWatch.open(state.value.credentials, (renewed) =>
    started.value.keepOnly((gateway) => !renewed.has(gateway.replace(".", "/"))),
  );
  const looking = setInterval(() => {
    sites.value
      .lookAgain()
      .catch((error: unknown) => log.warn(`sites cannot be read again: ${String(error)}`));
    // At another's broker ours are no rights.
    if (!started.value.external)
      secrets.look().catch((error: unknown) => log.warn(`secrets cannot be read again: ${String(error)}`));
  }, LOOK_MS);
  closing.keep("sites", following, (part) => {
    clearInterval(looking);
    part.unsubscribe();
  });

  const commander = new Commander({
    model: sites.value.model,
    clock,
    newId: randomUUID,
    online: (gateway) => started.value.online(gateway).online,
    publish: (topic, payload) => started.value.publish(topic, payload),
    results: pipeline.results,
    audit: state.value.audit,
    log,
  });
  const model = () => book.model;
  const { board } = pipeline;
  const notifier = oncall.pager;
  const emergencies = closing.keep(
    "emergencies",
    await openEmergencies({
      contracts: () => contracts.all(),
      state: state.value,
      model,
      board,
      desk,
      notifier,
      commander,
      clock,
      log,
    }),
    (part) => part.close(),
  );
  oncall.pager.beginsPlan = (id) => {
    const alarm = desk.get(id as AlarmId);
    return alarm !== undefined && emergencies.room.begins(alarm);
  };

  return done({
    model,
    sites: sites.value,
    book,
    backtests,
    state: state.value,
    files: keptFiles,
    readings,
    remote: opened.value.remote,
    archive,
    intake: pipeline,
    desk,
    oncall,
    pager: oncall.pager,
    maintenance,
    lifecycle,
    commander,
    emergencies,
    broker,
    secrets,
    close: () => closing.close(),
  });
}
