import { join } from "node:path";
import { asyncScheduler } from "rxjs";
import { openDuckDb } from "../adapters/duckdb/index.ts";
import { openState, type State } from "../adapters/sql/index.ts";
import { type Broker, startBroker } from "../broker/index.ts";
import { isActive } from "../facility/alarms/index.ts";
import { type AssetModel, buildModel, type SiteFile } from "../facility/assets/index.ts";
import type { EquipmentType } from "../facility/catalog/index.ts";
import type { ReadingStore } from "../facility/readings/index.ts";
import { type Clock, done, type Result } from "../facility/units/index.ts";
import { Intake } from "../ingest/pipeline/index.ts";
import { AlarmDesk, BacktestRunner, LiveEngine, RuleBook, type RuleInstance } from "../rules/index.ts";
import { Closing } from "./closing.ts";
import { openDataFolder } from "./data-folder.ts";
import type { Log } from "./log.ts";

export interface CoreOptions {
  readonly data: string;
  readonly mqttPort: number;
  readonly mqttHost?: string;
  readonly files: readonly SiteFile[];
  readonly types: readonly EquipmentType[];
  readonly clock: Clock;
  readonly log: Log;
}

/** Everything from a message on the wire to a journalled alarm; no HTTP, no console. */
export interface Core {
  readonly model: AssetModel;
  readonly instances: readonly RuleInstance[];
  readonly state: State;
  readonly readings: ReadingStore;
  readonly intake: Intake;
  readonly book: RuleBook;
  readonly backtests: BacktestRunner;
  readonly desk: AlarmDesk;
  readonly broker: Broker;
  close(): Promise<void>;
}

/** Opens the parts in the order in which data flows backwards: whoever is fed is there before its feeder. */
export async function openCore(options: CoreOptions): Promise<Result<Core>> {
  const { clock, log } = options;
  const closing = new Closing((message) => log.warn(message));
  const stop = async <T extends { readonly ok: false }>(failed: T): Promise<T> => {
    await closing.close();
    return failed;
  };

  const model = buildModel(options.files, options.types);
  if (!model.ok) return model;
  const folder = await openDataFolder(options.data);
  if (!folder.ok) return folder;

  const state = await openState(join(options.data, "state.sqlite"));
  if (!state.ok) return stop(state);
  closing.keep("state", state.value, (part) => part.close());

  const readings = await openDuckDb(join(options.data, "readings.duckdb"));
  if (!readings.ok) return stop(readings);
  closing.keep("readings", readings.value, (part) => part.close());

  let swap: (model: AssetModel) => void = () => undefined;
  const book = await RuleBook.open(model.value, state.value.overrides, (changed) => swap(changed));
  const { instances } = book;
  const desk = closing.keep(
    "alarm desk",
    await AlarmDesk.open({ instances, journal: state.value.journal, clock, log }),
    (part) => part.close(),
  );
  const active = new Set(desk.open().flatMap((alarm) => (isActive(alarm.state) ? alarm.id : [])));

  const intake = new Intake({ model: model.value, store: readings.value, clock, log });
  intake.board.prime(await readings.value.latest());
  const engine = await LiveEngine.open({
    model: book.model,
    instances,
    scheduler: asyncScheduler,
    active,
    memories: state.value.ruleMemories,
    log,
  });
  engine.changes.subscribe({
    next: (change) => desk.tell(change),
    error: (error: unknown) => log.error(`the rules stopped, restart the program: ${String(error)}`),
  });
  swap = (changed) => engine.swap(changed, instances, clock());
  intake.accepted.subscribe((slice) => engine.take(slice));
  closing.keep("rules", engine, (part) => part.close());
  const backtests = new BacktestRunner(() => book.model, readings.value, clock);
  closing.keep("backtests", backtests, (part) => part.close());
  closing.keep("pipeline", intake, (part) => part.close());

  const broker = await startBroker({
    port: options.mqttPort,
    ...(options.mqttHost ? { host: options.mqttHost } : {}),
    clock,
    log,
    verify: (username, secret) => state.value.credentials.verify(username, secret),
    take: ({ who, topic, payload }, taken) => intake.take({ ...who, topic, payload }, taken),
  });
  if (!broker.ok) return stop(broker);
  closing.keep("broker", broker.value, (part) => part.close());

  return done({
    get model() {
      return book.model;
    },
    instances,
    book,
    backtests,
    state: state.value,
    readings: readings.value,
    intake,
    desk,
    broker: broker.value,
    close: () => closing.close(),
  });
}
