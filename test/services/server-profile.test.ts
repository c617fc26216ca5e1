import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openDuckDb } from "../../adapters/duckdb/index.ts";
import { AlarmList, AssetList, GatewayList, JournalList } from "../../api/contract/index.ts";
import { instant } from "../../facility/units/index.ts";
import { restoreBackup, takeBackup, writeBackup } from "../../house/backup/index.ts";
import { askForBackup } from "../../house/control.ts";
import { openTestHouse, type TestHouse, type TestHouseOptions } from "../support/house.ts";
import { startInfluxd, type TestInflux } from "../support/influxd.ts";
import { SERVER, startMosquitto, type TestMosquitto } from "../support/mosquitto.ts";
import { postgresInstalled, startPostgres, type TestPostgres } from "../support/postgres.ts";
import { installed } from "../support/tools.ts";

const there = postgresInstalled() && installed("influxd") && installed("mosquitto");
const FIRE = "riverside.b1-fire-panel.fire";

let postgres: TestPostgres;
let influx: TestInflux;
let mosquitto: TestMosquitto;
let servers: NonNullable<TestHouseOptions["servers"]>;
let estate: TestHouse;
beforeAll(async () => {
  if (!there) return;
  [postgres, influx, mosquitto] = await Promise.all([startPostgres(), startInfluxd(), startMosquitto([])]);
  await influx.query('create database "estate"');
  servers = {
    state: await postgres.database(),
    readings: influx.address("estate"),
    broker: mosquitto.url(SERVER),
  };
  estate = await openTestHouse({ servers });
});
afterAll(async () => {
  await estate?.close();
  await Promise.all([postgres?.close(), influx?.close(), mosquitto?.close()]);
});
beforeEach(({ skip }) =>
  skip(
    !there,
    "PostgreSQL, InfluxDB or Mosquitto is not installed: apt-get install postgresql influxdb mosquitto",
  ),
);

const fire = async () => (await estate.get("/api/alarms", AlarmList)).alarms.find(({ id }) => id === FIRE);

it("the demo estate lives on PostgreSQL, InfluxDB and Mosquitto: values, an alarm, its journal", async () => {
  const heard = async () =>
    (await estate.get("/api/assets", AssetList)).assets
      .find(({ id }) => id === "riverside.b2-lift-1")
      ?.points.every(({ latest }) => latest !== null);
  await expect.poll(heard, { timeout: 20_000 }).toBe(true);
  await expect.poll(() => estate.house.core.readings.count(), { timeout: 20_000 }).toBeGreaterThan(50);
  expect((await estate.post("/api/demo/scenarios/fire-floor-12/play", {})).status).toBe(200);
  await expect.poll(fire, { timeout: 30_000 }).toMatchObject({ state: "unacknowledged" });
});

it("PostgreSQL crashes: the alarms go on and are acknowledged, and the journal is whole when it is back", async () => {
  await postgres.kill();
  const gone = await estate.send("GET", "/api/alarms");
  // Without the state nobody can be told apart, so nobody is let in; and it is said why.
  expect(gone.status).toBe(503);
  expect(await gone.text()).toMatch(/cannot be reached/);
  const acknowledged = estate.house.core.desk.acknowledge({
    id: FIRE as never,
    by: "admin",
    comment: "seen",
  });
  await expect.poll(() => estate.house.core.desk.trouble).toMatch(/cannot be reached/);
  await postgres.start();
  expect(await acknowledged).toMatchObject({ ok: true });
  const { entries } = await estate.get(`/api/alarms/${FIRE}/journal`, JournalList);
  expect(entries.map(({ event }) => event)).toEqual(expect.arrayContaining(["raise", "acknowledge"]));
  await expect.poll(() => estate.house.core.desk.trouble).toBe(null);
});

it("a second start finds everything in the servers, though the data folder is another", async () => {
  await estate.close();
  estate = await openTestHouse({ servers });
  const { entries } = await estate.get(`/api/alarms/${FIRE}/journal`, JournalList);
  expect(entries.map(({ event, occurrence }) => [event, occurrence])).toEqual(
    expect.arrayContaining([
      ["raise", 1],
      ["acknowledge", 1],
    ]),
  );
  await expect
    .poll(
      async () =>
        (await estate.get("/api/gateways", GatewayList)).gateways.filter(({ online }) => online).length,
      {
        timeout: 20_000,
      },
    )
    .toBe(3);
});

it("moves to the embedded profile and back by its backup, counted on both sides", async () => {
  const folder = await mkdtemp(join(tmpdir(), "wk-move-"));
  try {
    const [out, back] = [join(folder, "out.tar"), join(folder, "back.tar")];
    await pipeline((await askForBackup(estate.data))!, createWriteStream(out));
    const data = join(folder, "embedded");
    const embedded = await restoreBackup(out, {
      data,
      state: join(data, "state.sqlite"),
      readings: undefined,
    });
    if (!embedded.ok) throw new Error(embedded.problem);
    const { manifest, readings, rows } = embedded.value;
    expect(readings).toBeGreaterThan(50);
    expect(readings).toBe(manifest.readings);

    // In the embedded place as it stands, nothing running; then onto other databases of the same servers.
    const store = await openDuckDb(join(data, "readings.duckdb"));
    if (!store.ok) throw new Error(store.problem);
    const source = { data, state: join(data, "state.sqlite"), readings: store.value, archive: store.value };
    await writeBackup(
      await takeBackup({ ...source, program: "test", clock: () => instant(Date.now()) }),
      back,
    );
    await store.value.close();
    await influx.query('create database "second"');
    const again = await restoreBackup(back, {
      data: join(folder, "server"),
      state: await postgres.database(),
      readings: influx.address("second"),
    });
    if (!again.ok) throw new Error(again.problem);
    expect(again.value).toMatchObject({ readings, rows });
    expect(again.value.manifest.state).toEqual(manifest.state);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it("InfluxDB is gone for good: a backup still holds the state and every reading that waits, and says what is missing", async () => {
  await influx.kill();
  const waiting = () => estate.house.core.remote?.spool.report().waiting ?? 0;
  await expect.poll(waiting, { timeout: 20_000 }).toBeGreaterThan(20);
  const atLeast = waiting();
  const folder = await mkdtemp(join(tmpdir(), "wk-gone-"));
  try {
    const file = join(folder, "estate.tar");
    await pipeline((await askForBackup(estate.data))!, createWriteStream(file));
    const data = join(folder, "embedded");
    const restored = await restoreBackup(file, {
      data,
      state: join(data, "state.sqlite"),
      readings: undefined,
    });
    if (!restored.ok) throw new Error(restored.problem);
    expect(restored.value.manifest.storeAway).toMatch(/cannot be reached/);
    expect(restored.value.readings).toBe(restored.value.manifest.readings);
    expect(restored.value.readings).toBeGreaterThanOrEqual(atLeast);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
