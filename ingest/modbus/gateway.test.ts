import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ReadingsMessage, ReadingsPayload, StatusMessage } from "../../broker/contract/index.ts";
import { SiteGateway } from "../../facility/assets/index.ts";
import { instant } from "../../facility/units/index.ts";
import { testBroker } from "../../test/support/broker.ts";
import { type GatewayOptions, startGateway } from "./gateway.ts";
import { answer, hostileDevice } from "./hostile.ts";

const open: (() => unknown)[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watchkeeper-gateway-"));
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** A lift on floor 5 whose trips counter is counted up by every poll; silent while `dead`. */
async function fakeLift() {
  const state = { dead: false, trips: 0 };
  const server = await hostileDevice((request) => {
    if (state.dead) return undefined;
    return request.fc === 4
      ? answer(request, [0, ++state.trips, 0, 0])
      : answer(request, [1, 5, 0, 0b110, 0, 300, 20, 250, 350]);
  });
  open.push(server.close);
  return { state, port: server.port, connections: server.connections };
}

const gatewayOf = (port: number) =>
  SiteGateway.parse({
    id: "gw-1",
    name: { en: "Gateway", zh: "网关" },
    devices: [
      {
        asset: "lift-1",
        profile: "generic-lift",
        modbus: { host: "127.0.0.1", port, unit: 1 },
        pollSeconds: 0.1,
      },
    ],
  });

async function start(port: number, mqttUrl: string, more: Partial<GatewayOptions> = {}) {
  const said: string[] = [];
  const gateway = await startGateway({
    site: "estate",
    gateway: gatewayOf(port),
    mqttUrl,
    username: "estate/gw-1",
    password: "secret",
    bufferFolder: folder,
    timeoutMs: 60,
    silentAfterMs: 300,
    healthMs: 50,
    reconnectMs: 50,
    log: { info: (message) => said.push(message), warn: (message) => said.push(message) },
    ...more,
  });
  if (!gateway.ok) throw new Error(gateway.problem);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= gateway.value.close();
    return closed;
  };
  open.push(close);
  return { ...gateway.value, close, said };
}

type Broker = Awaited<ReturnType<typeof testBroker>>;
async function broker(port = 0): Promise<Broker> {
  const started = await testBroker(port);
  open.push(started.close);
  return started;
}
/** Every reading of an asset in the order it came; each payload is held against the contract. */
const readings = (of: Broker, asset: string): ReadingsMessage[] =>
  of.heard
    .filter(({ topic }) => topic === `facility/estate/gw-1/${asset}/readings`)
    .flatMap(({ payload }) => ReadingsPayload.parse(JSON.parse(payload)));
const statuses = (of: Broker) =>
  of.heard
    .filter(({ topic }) => topic === "facility/estate/gw-1/status")
    .map(({ payload }) => StatusMessage.parse(JSON.parse(payload)).online);
const until = (what: () => unknown) => expect.poll(what, { timeout: 8_000, interval: 10 });

it("publishes a device's values under their names, and its own health", async () => {
  const lift = await fakeLift();
  const server = await broker();
  const gateway = await start(lift.port, server.url);
  await until(() => readings(server, "lift-1").length).toBeGreaterThan(2);
  const [first, second] = readings(server, "lift-1");
  expect(first).toEqual({
    at: expect.any(Number),
    values: {
      service_mode: 1,
      floor: 5,
      direction: 0,
      running: false,
      door_closed: true,
      door_zone: true,
      passenger: false,
      alarm_button: false,
      pit_water: false,
      speed_m_s: 0,
      motor_temp_C: 30,
      brake_temp_C: 35,
      levelling_error_mm: 2,
      door_close_time_s: 2.5,
      door_reopens: 0,
      trips: expect.any(Number),
    },
  });
  expect(second).toEqual({ at: expect.any(Number), values: { trips: 2 } });
  await until(() => readings(server, "gw-1").at(-1)?.values).toMatchObject({
    devices_online: 1,
    devices_silent: 0,
    poll_errors: 0,
  });
  expect(gateway.report()).toMatchObject({ connected: true, devices: [{ online: true, errors: 0 }] });
});

it("knows from the server's answers how far its clock is off, and says so with its health", async () => {
  const lift = await fakeLift();
  const server = await broker();
  const gateway = await start(lift.port, server.url, {
    clock: () => instant(Date.now() + 7_000),
    clockMs: 100,
  });
  const healths = () => readings(server, "gw-1").map(({ values }) => values);
  await until(() => healths().length).toBeGreaterThan(1);
  expect(healths().at(-1)).not.toHaveProperty("clock_offset_s");
  let answered = 0;
  const answering = setInterval(() => {
    const asked = server.heard.filter(({ topic }) => topic === "facility/estate/gw-1/status").slice(answered);
    answered += asked.length;
    for (const { payload } of asked) {
      const { at } = StatusMessage.parse(JSON.parse(payload));
      const now = Date.now();
      void server.publish(
        "facility/estate/gw-1/clock",
        JSON.stringify({ sent: at, heard: now, answered: now }),
      );
    }
  }, 5);
  open.push(() => clearInterval(answering));
  await until(() => Math.round(Number(healths().at(-1)?.clock_offset_s))).toBe(7);
  expect(Math.abs((gateway.report().clockOffsetMs ?? 0) - 7_000)).toBeLessThan(500);
  expect(healths().at(-1)).toMatchObject({ dropped_messages: 0, uptime_h: expect.any(Number) });
});

it("repeats unchanged points at the heartbeat", async () => {
  const lift = await fakeLift();
  const server = await broker();
  await start(lift.port, server.url, { heartbeatMs: 400 });
  const floors = () => readings(server, "lift-1").filter(({ values }) => "floor" in values);
  await until(() => floors().length).toBeGreaterThan(3);
  const times = floors().map(({ at }) => at);
  for (let i = 1; i < times.length; i++) expect(times[i]! - times[i - 1]!).toBeLessThan(600);
});

it("says online when it comes, offline when it goes, and leaves nothing running", async () => {
  const lift = await fakeLift();
  const server = await broker();
  const gateway = await start(lift.port, server.url);
  await until(() => statuses(server)).toEqual([true]);
  await gateway.close();
  expect(statuses(server)).toEqual([true, false]);
  expect(server.heard.filter(({ topic }) => topic.endsWith("/status")).every(({ retain }) => retain)).toBe(
    true,
  );
  await until(() => [lift.connections(), server.clients()]).toEqual([0, 0]);
  expect(gateway.report().waitingMessages).toBe(0);
});

it("is said offline by its Last Will when its cable is pulled, and comes back by itself", async () => {
  const lift = await fakeLift();
  const server = await broker();
  await start(lift.port, server.url);
  await until(() => statuses(server)).toEqual([true]);
  server.cut();
  await until(() => statuses(server)).toEqual([true, false, true]);
});

it("with its line cut in a drill it reads on, and sends what waited when the line is mended", async () => {
  const lift = await fakeLift();
  const server = await broker();
  const gateway = await start(lift.port, server.url);
  await until(() => readings(server, "lift-1").length).toBeGreaterThan(1);
  gateway.cut(true);
  await until(() => statuses(server)).toEqual([true, false]);
  const then = lift.state.trips;
  await until(() => lift.state.trips).toBeGreaterThan(then + 5);
  expect(gateway.report()).toMatchObject({ connected: false });
  expect(server.clients()).toBe(0);
  gateway.cut(false);
  await until(() => statuses(server)).toEqual([true, false, true]);
  await until(() => readings(server, "lift-1").some(({ values }) => Number(values.trips) > then + 5)).toBe(
    true,
  );
  const trips = new Set(readings(server, "lift-1").map(({ values }) => values.trips));
  for (let trip = then; trip <= then + 5; trip++) expect(trips).toContain(trip);
});

describe("a device falls silent", () => {
  it("its points are published once as bad without a value, and again when it is back", async () => {
    const lift = await fakeLift();
    const server = await broker();
    await start(lift.port, server.url);
    await until(() => readings(server, "lift-1").length).toBeGreaterThan(1);
    lift.state.dead = true;
    const bad = () => readings(server, "lift-1").filter(({ quality }) => quality === "bad");
    await until(() => bad().length).toBe(1);
    expect(Object.keys(bad()[0]!.values)).toHaveLength(16);
    expect(Object.values(bad()[0]!.values).every((value) => value === null)).toBe(true);
    await until(() => readings(server, "gw-1").at(-1)?.values.devices_silent).toBe(1);
    expect(readings(server, "lift-1").at(-1)?.quality).toBe("bad");
    lift.state.dead = false;
    await until(() => readings(server, "lift-1").at(-1)?.quality).toBeUndefined();
    expect(bad()).toHaveLength(1);
    const back = readings(server, "lift-1").find(({ at }) => at > bad()[0]!.at);
    expect(Object.keys(back!.values)).toHaveLength(16);
  });
});

describe("without a broker", () => {
  it("keeps every reading and sends all of them, in order, when it comes", async () => {
    const lift = await fakeLift();
    const before = await broker();
    const gateway = await start(lift.port, before.url);
    await until(() => readings(before, "lift-1").length).toBeGreaterThan(2);
    await before.close();
    const tripsThen = lift.state.trips;
    await until(() => lift.state.trips).toBeGreaterThan(tripsThen + 5);
    expect(gateway.report().connected).toBe(false);
    expect(gateway.report().waitingMessages).toBeGreaterThan(5);
    const after = await broker(before.port);
    await until(() => gateway.report().waitingMessages).toBeLessThan(3);
    const all = [...readings(before, "lift-1"), ...readings(after, "lift-1")];
    const trips = new Set(all.map(({ values }) => values.trips));
    for (let trip = 1; trip <= tripsThen + 5; trip++) expect(trips).toContain(trip);
    const times = readings(after, "lift-1").map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(gateway.said.join("\n")).toContain("was lost; readings are kept on disk");
  });

  it("marks as replayed what waited longer than ten seconds, and nothing else", async () => {
    const lift = await fakeLift();
    let later = 0;
    const clock = () => instant(Date.now() + later);
    const server = await broker();
    const { port, url } = server;
    await server.close();
    const gateway = await start(lift.port, url, { clock });
    await until(() => gateway.report().waitingMessages).toBeGreaterThan(5);
    later = 60_000;
    const turn = clock();
    const after = await broker(port);
    await until(() => readings(after, "lift-1").some(({ at }) => at > turn)).toBe(true);
    for (const { at, replayed } of readings(after, "lift-1")) expect(replayed === true).toBe(at < turn);
    expect(readings(after, "lift-1").some(({ replayed }) => replayed)).toBe(true);
  });

  it("a gateway started anew sends what the last one could not", async () => {
    const lift = await fakeLift();
    const gone = await broker();
    await gone.close();
    const first = await start(lift.port, gone.url);
    await until(() => lift.state.trips).toBeGreaterThan(5);
    await first.close();
    const kept = lift.state.trips;
    const server = await broker();
    await start(lift.port, server.url);
    await until(() => readings(server, "lift-1").some(({ values }) => Number(values.trips) > kept)).toBe(
      true,
    );
    const trips = readings(server, "lift-1").map(({ values }) => values.trips);
    for (let trip = 1; trip <= 5; trip++) expect(trips).toContain(trip);
  });
});

describe("says what to do", () => {
  it("about a secret that is refused", async () => {
    const lift = await fakeLift();
    const server = await broker();
    const gateway = await start(lift.port, server.url, { password: "old" });
    await until(() => gateway.said.join("\n")).toContain("Enrol the gateway again");
    expect(gateway.report()).toMatchObject({ connected: false });
  });

  it("about a profile that does not exist", async () => {
    const gateway = gatewayOf(502);
    const started = await startGateway({
      site: "estate",
      gateway: { ...gateway, devices: [{ ...gateway.devices[0]!, profile: "sdm360" }] },
      mqttUrl: "mqtt://127.0.0.1:1",
      username: "x",
      password: "x",
      bufferFolder: folder,
    });
    expect(!started.ok && started.problem).toMatch(/lift-1 .*"sdm360".*Known profiles: eastron-sdm630/);
  });

  it("about a buffer it cannot use", async () => {
    writeFileSync(join(folder, "taken"), "");
    const started = await startGateway({
      site: "estate",
      gateway: gatewayOf(502),
      mqttUrl: "mqtt://127.0.0.1:1",
      username: "x",
      password: "x",
      bufferFolder: join(folder, "taken"),
    });
    expect(!started.ok && started.problem).toContain("name another folder");
  });
});
