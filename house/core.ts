import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { asyncScheduler } from "rxjs";
import { openDuckDb } from "../adapters/duckdb/index.ts";
import { openState, type State } from "../adapters/sql/index.ts";
import { hostStateTopic } from "../broker/contract/index.ts";
import { type Broker, startBroker } from "../broker/index.ts";
import { isActive } from "../facility/alarms/index.ts";
import { type AssetModel, buildModel, type SiteFile } from "../facility/assets/index.ts";
import type { EquipmentType } from "../facility/catalog/index.ts";
import type { ReadingStore } from "../facility/readings/index.ts";
import { type Clock, done, type Result } from "../facility/units/index.ts";
import { Commander, Intake } from "../ingest/pipeline/index.ts";
import { AlarmDesk, evaluate, instancesOf, type RuleInstance } from "../rules/index.ts";
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
  readonly desk: AlarmDesk;
  readonly commander: Commander;
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

  const instances = instancesOf(model.value);
  const desk = closing.keep(
    "alarm desk",
    await AlarmDesk.open({ instances, journal: state.value.journal, clock, log }),
    (part) => part.close(),
  );
  const active = new Set(desk.open().flatMap((alarm) => (isActive(alarm.state) ? alarm.id : [])));

  // Opened below, once there is somebody to take what it hears.
  let broker: Broker | undefined;
  const intake = new Intake({
    model: model.value,
    store: readings.value,
    events: state.value.deviceEvents,
    send: (topic, payload) => {
      broker?.publish(topic, payload).catch((error: unknown) => log.warn(`${topic}: ${String(error)}`));
    },
    clock,
    log,
  });
  intake.board.prime(await readings.value.latest());
  const rules = intake.accepted
    .pipe(
      evaluate({
        model: model.value,
        instances,
        scheduler: asyncScheduler,
        startsOn: (key) => active.has(instances[key]!.alarm),
      }),
    )
    .subscribe({
      next: (change) => desk.tell(change),
      error: (error: unknown) => log.error(`the rules stopped, restart the program: ${String(error)}`),
    });
  closing.keep("rules", rules, (part) => part.unsubscribe());
  closing.keep("pipeline", intake, (part) => part.close());

  const started = await startBroker({
    port: options.mqttPort,
    ...(options.mqttHost ? { host: options.mqttHost } : {}),
    clock,
    log,
    verify: (username, secret) => state.value.credentials.verify(username, secret),
    take: ({ who, topic, payload }, taken) => intake.take({ ...who, topic, payload }, taken),
  });
  if (!started.ok) return stop(started);
  broker = closing.keep("broker", started.value, (part) => part.close());
  // Sparkplug nodes that wait for a host hear that there is one; the broker does not outlive it.
  await broker.publish(hostStateTopic, JSON.stringify({ online: true, timestamp: clock() }), true);

  return done({
    model: model.value,
    instances,
    state: state.value,
    readings: readings.value,
    intake,
    desk,
    commander: new Commander({
      model: () => model.value,
      clock,
      newId: randomUUID,
      online: (gateway) => started.value.online(gateway).online,
      publish: (topic, payload) => started.value.publish(topic, payload),
      results: intake.results,
      log,
    }),
    broker,
    close: () => closing.close(),
  });
}
