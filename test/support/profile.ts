import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryReadings } from "../../adapters/memory/index.ts";
import { openState, type State } from "../../adapters/sql/index.ts";
import type { ReadingStore } from "../../facility/readings/index.ts";
import { instant } from "../../facility/units/index.ts";
import { openReadings } from "../../house/readings.ts";
import { startInfluxd, type TestInflux } from "./influxd.ts";
import { SERVER, startMosquitto, type TestMosquitto } from "./mosquitto.ts";
import { postgresInstalled, startPostgres, type TestPostgres } from "./postgres.ts";
import { installed } from "./tools.ts";

/** Servers instead of the built-in parts, and how to end them. */
export interface Profile {
  readonly servers: { readonly state: string; readonly readings: string; readonly broker: string };
  readonly postgres: TestPostgres;
  readonly influx: TestInflux;
  readonly mosquitto: TestMosquitto;
  close(): Promise<void>;
}

/**
 * What the tests run on: the embedded parts, or with `WATCHKEEPER_TEST_PROFILE=server` PostgreSQL, InfluxDB and
 * Mosquitto from Debian, a fresh set for each house. Undefined for embedded.
 */
export async function chosenProfile(): Promise<Profile | undefined> {
  if (!onServers()) return undefined;
  return startServers();
}

/** Whether the tests of this run are to be on the server profile. */
export function onServers(): boolean {
  const chosen = process.env.WATCHKEEPER_TEST_PROFILE ?? "embedded";
  if (chosen !== "embedded" && chosen !== "server")
    throw new Error(`WATCHKEEPER_TEST_PROFILE is embedded or server, not ${chosen}`);
  return chosen === "server";
}

export const serversInstalled = (): boolean =>
  postgresInstalled() && installed("influxd") && installed("mosquitto");

export async function startServers(): Promise<Profile> {
  if (!serversInstalled())
    throw new Error("The server profile wants apt-get install postgresql influxdb mosquitto");
  const [postgres, influx, mosquitto] = await Promise.all([
    startPostgres(),
    startInfluxd(),
    startMosquitto([]),
  ]);
  await influx.query('create database "estate"');
  return {
    servers: {
      state: await postgres.database(),
      readings: influx.address("estate"),
      broker: mosquitto.url(SERVER),
    },
    ...{ postgres, influx, mosquitto },
    async close() {
      await Promise.all([postgres.close(), influx.close(), mosquitto.close()]);
    },
  };
}

/** The stores of a story in virtual time. */
export interface Stores {
  readonly servers: boolean;
  readonly state: State;
  readonly readings: ReadingStore;
  /** Everything that was asked of the stores so far is done. Virtual time stands still meanwhile. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** In memory; or on the server profile in PostgreSQL and InfluxDB. Virtual stories have no broker in between. */
export async function chosenStores(): Promise<Stores> {
  const opened = onServers() ? undefined : await openState(":memory:");
  if (opened) {
    if (!opened.ok) throw new Error(opened.problem);
    const state = opened.value;
    return {
      ...{ servers: false, state, readings: new MemoryReadings() },
      settled: () => Promise.resolve(),
      close: () => state.close(),
    };
  }
  const [postgres, influx] = await Promise.all([startPostgres(), startInfluxd()]);
  await influx.query('create database "estate"');
  const data = await mkdtemp(join(tmpdir(), "wk-stores-"));
  const state = await openState(await postgres.database());
  if (!state.ok) throw new Error(state.problem);
  const readings = await openReadings({
    data,
    address: influx.address("estate"),
    clock: () => instant(Date.now()),
    log: { info: () => undefined, warn: () => undefined },
    refused: (refused) => {
      throw new Error(`InfluxDB refused ${refused[0]?.reason}`);
    },
  });
  if (!readings.ok) throw new Error(readings.problem);
  const work = counted();
  const store = readings.value.store;
  return {
    servers: true,
    state: work.watch(state.value),
    readings: work.watch(store),
    async settled() {
      // What is done starts the next thing within a few turns.
      for (let quiet = 0; quiet < 4; quiet = work.pending() === 0 ? quiet + 1 : 0)
        await new Promise(setImmediate);
    },
    async close() {
      await store.close();
      await state.value.close();
      await Promise.all([postgres.close(), influx.close()]);
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Counts the promises that the methods of an object, and of the objects in it, have not kept yet. */
function counted() {
  let pending = 0;
  const watch = <T extends object>(watched: T): T =>
    new Proxy(watched, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value === "object" && value !== null) return watch(value);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          const answer: unknown = Reflect.apply(value, target, args);
          if (!(answer instanceof Promise)) return answer;
          pending++;
          return answer.finally(() => {
            pending--;
          });
        };
      },
    });
  return { watch, pending: () => pending };
}
