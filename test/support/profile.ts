import { startInfluxd } from "./influxd.ts";
import { SERVER, startMosquitto } from "./mosquitto.ts";
import { postgresInstalled, startPostgres } from "./postgres.ts";
import { installed } from "./tools.ts";

/** Servers instead of the built-in parts, and how to end them. */
export interface Profile {
  readonly servers: { readonly state: string; readonly readings: string; readonly broker: string };
  close(): Promise<void>;
}

/**
 * What the tests run on: the embedded parts, or with `WATCHKEEPER_TEST_PROFILE=server` PostgreSQL, InfluxDB and
 * Mosquitto from Debian, a fresh set for each house. Undefined for embedded.
 */
export async function chosenProfile(): Promise<Profile | undefined> {
  const chosen = process.env.WATCHKEEPER_TEST_PROFILE ?? "embedded";
  if (chosen === "embedded") return undefined;
  if (chosen !== "server") throw new Error(`WATCHKEEPER_TEST_PROFILE is embedded or server, not ${chosen}`);
  if (!postgresInstalled() || !installed("influxd") || !installed("mosquitto"))
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
    async close() {
      await Promise.all([postgres.close(), influx.close(), mosquitto.close()]);
    },
  };
}
