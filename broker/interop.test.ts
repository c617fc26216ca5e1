import { connect } from "node:net";
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { instant } from "../facility/units/index.ts";
import { type Broker, startBroker } from "./broker.ts";

/**
 * What the interoperability tests of Eclipse Paho look at in an MQTT 3.1.1 server, at the built-in broker: by a
 * gateway on its own topics, since nobody here may use others.
 */
let broker: Broker;
let taken: string[] = [];
const clients: MqttClient[] = [];
beforeAll(async () => {
  const started = await startBroker({
    port: 0,
    host: "127.0.0.1",
    verify: async () => true,
    take: ({ topic, payload }, answer) => {
      taken.push(`${topic} ${payload}`);
      answer();
    },
    clock: () => instant(1),
    log: { info() {}, warn() {} },
  });
  if (!started.ok) throw new Error(started.problem);
  broker = started.value;
});
afterAll(() => broker.close());
afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  taken = [];
});

const ROOT = "facility/s/gw";
let ids = 0;
/** A connected gateway that keeps what it hears. */
async function gateway(options: IClientOptions = {}) {
  const heard: (IPublishPacket & { text: string })[] = [];
  const client = mqtt.connect(`mqtt://127.0.0.1:${broker.port}`, {
    username: "s/gw",
    password: "x",
    clientId: `gateway-${++ids}`,
    protocolVersion: 4,
    reconnectPeriod: 0,
    ...options,
  });
  clients.push(client);
  // Before the answer to CONNECT: a session that lasted sends what waits in it at once.
  client.on("message", (_topic, payload, packet) => {
    heard.push({ ...packet, text: payload.toString() });
  });
  const connack = await new Promise<{ sessionPresent: boolean }>((connected, failed) => {
    client.once("connect", connected);
    client.once("error", failed);
  });
  return {
    client,
    heard,
    sessionPresent: connack.sessionPresent,
    texts: () => heard.map(({ text }) => text),
    /** Everything the broker had for this client before has arrived: answers come in order on one connection. */
    settled: () => client.publishAsync(`${ROOT}/settled/readings`, "x", { qos: 1 }),
  };
}
/** As a cable that is pulled: no DISCONNECT. */
const cut = (client: MqttClient) => client.stream.destroy();

it("passes on each level of quality, and refuses what may not be subscribed to with 0x80", async () => {
  const { client, heard } = await gateway();
  const granted = await client.subscribeAsync(`${ROOT}/#`, { qos: 2 });
  expect(granted.map(({ qos }) => qos)).toEqual([2]);
  for (const qos of [0, 1, 2] as const)
    await client.publishAsync(`${ROOT}/a/readings`, `qos ${qos}`, { qos });
  await expect
    .poll(() => heard.map(({ text, qos }) => [text, qos]))
    .toEqual([
      ["qos 0", 0],
      ["qos 1", 1],
      ["qos 2", 2],
    ]);
  expect(taken).toHaveLength(3);
  await expect(client.subscribeAsync("facility/s/other/#", { qos: 2 })).rejects.toThrow(/Unspecified error/);
});

it("hangs up on a second CONNECT and on another protocol's name [MQTT-3.1.0-2, MQTT-3.1.2-1]", async () => {
  const field = (text: string) => [0, text.length, ...Buffer.from(text)];
  const hello = (protocol: string, id: string) => {
    const body = [...field(protocol), 4, 0xc2, 0, 60, ...field(id), ...field("s/gw"), ...field("x")];
    return Buffer.from([0x10, body.length, ...body]);
  };
  const said = async (...packets: readonly Buffer[]) => {
    const socket = connect(broker.port, "127.0.0.1");
    const heard: Buffer[] = [];
    socket.on("data", (data) => heard.push(data));
    socket.on("error", () => undefined);
    const closed = new Promise((ended) => socket.once("close", ended));
    for (const packet of packets) socket.write(packet);
    await closed;
    return Buffer.concat(heard).toString("hex");
  };
  expect(await said(hello("MQTT", "twice"), hello("MQTT", "twice"))).toBe("20020000");
  expect(await said(hello("hj", "foreign"))).toBe("");
});

it("keeps the last retained message of a topic and tells it to whoever subscribes; an empty one takes it away", async () => {
  const { client } = await gateway();
  await client.publishAsync(`${ROOT}/status`, "old", { qos: 1, retain: true });
  await client.publishAsync(`${ROOT}/status`, "new", { qos: 1, retain: true });
  const later = await gateway();
  await later.client.subscribeAsync(`${ROOT}/+`, { qos: 1 });
  await expect.poll(later.texts).toEqual(["new"]);
  expect(later.heard[0]?.retain).toBe(true);
  // What comes while subscribed is news, not a memory [MQTT-3.3.1-9].
  await client.publishAsync(`${ROOT}/status`, "newest", { qos: 1, retain: true });
  await expect.poll(later.texts).toEqual(["new", "newest"]);
  expect(later.heard[1]?.retain).toBe(false);

  await client.publishAsync(`${ROOT}/status`, "", { qos: 1, retain: true });
  await expect.poll(later.texts).toContain("");
  const last = await gateway();
  await last.client.subscribeAsync(`${ROOT}/#`, { qos: 1 });
  await last.settled();
  expect(last.texts().filter((text) => text !== "x")).toEqual([]);
});

it("publishes the will of a client that breaks off, and not of one that says good-bye", async () => {
  const watcher = await gateway();
  await watcher.client.subscribeAsync(`${ROOT}/#`, { qos: 1 });
  const will = (payload: string) => ({ topic: `${ROOT}/status`, payload, qos: 1 as const, retain: false });
  const polite = await gateway({ will: will("polite") });
  await polite.client.endAsync();
  const broken = await gateway({ will: will("broken") });
  cut(broken.client);
  await expect.poll(watcher.texts).toEqual(["broken"]);
  // The will is a message like any other: taken in, and held to the gateway's rights.
  expect(taken).toEqual([`${ROOT}/status broken`]);
  const thief = await gateway({ will: { topic: "facility/s/other/status", payload: "stolen" } });
  cut(thief.client);
  await watcher.settled();
  expect(taken.join()).not.toContain("stolen");
});

it("tells a message once for each of overlapping subscriptions at most, at the highest level granted", async () => {
  const { client, heard } = await gateway();
  expect(
    (await client.subscribeAsync({ [`${ROOT}/#`]: { qos: 2 }, [`${ROOT}/+/readings`]: { qos: 1 } })).map(
      ({ qos }) => qos,
    ),
  ).toEqual([2, 1]);
  await client.publishAsync(`${ROOT}/a/readings`, "once", { qos: 2 });
  await expect.poll(() => heard.length).toBeGreaterThan(0);
  await client.publishAsync(`${ROOT}/settled/readings`, "x", { qos: 1 });
  const got = heard.filter(({ text }) => text === "once");
  expect(got.length).toBeLessThanOrEqual(2);
  expect(Math.max(...got.map(({ qos }) => qos))).toBe(2);
  // Taken in once, however it was sent.
  expect(taken.filter((one) => one.endsWith("once"))).toHaveLength(1);
});

it("ends a connection that is silent for one and a half times its keep-alive, and publishes its will", async () => {
  const watcher = await gateway();
  await watcher.client.subscribeAsync(`${ROOT}/#`, { qos: 1 });
  const silent = await gateway({
    keepalive: 1,
    will: { topic: `${ROOT}/status`, payload: "silent", qos: 1, retain: false },
  });
  // A client that hangs: it neither publishes nor pings.
  silent.client.sendPing = () => undefined;
  Reflect.get(silent.client, "keepaliveManager")?.destroy?.();
  await expect.poll(watcher.texts, { timeout: 5_000 }).toEqual(["silent"]);
  expect(watcher.client.connected).toBe(true);
});

it("lets no wildcard reach $-topics or another gateway's", async () => {
  const { client, texts, settled } = await gateway();
  const granted = await client
    .subscribeAsync(["#", "+/#", "$SYS/#", "+/+/heartbeat", "facility/+/+/status"], { qos: 0 })
    .catch((refused: Error & { packet?: { granted?: number[] } }) => refused.packet?.granted);
  expect(JSON.stringify(granted)).not.toMatch(/"qos":[012]\b/);
  // A sign-in makes the broker publish on $SYS.
  await gateway();
  await settled();
  expect(texts()).toEqual([]);
});

it("keeps a lasting session: what came meanwhile is told on return, and what was not acknowledged once more", async () => {
  const lasting = { clientId: "lasting", clean: false };
  const first = await gateway(lasting);
  expect(first.sessionPresent).toBe(false);
  await first.client.subscribeAsync(`${ROOT}/+/command`, { qos: 1 });
  // It hears, and breaks off before it acknowledges.
  first.client.handleMessage = () => undefined;
  await broker.publish(`${ROOT}/a/command`, "unacknowledged");
  await expect.poll(first.texts).toEqual(["unacknowledged"]);
  cut(first.client);
  await expect.poll(() => broker.online("s.gw" as never).online).toBe(false);
  await broker.publish(`${ROOT}/a/command`, "meanwhile");

  const second = await gateway(lasting);
  expect(second.sessionPresent).toBe(true);
  await expect.poll(second.texts).toEqual(["unacknowledged", "meanwhile"]);
  expect(second.heard[0]).toMatchObject({ dup: true, messageId: first.heard[0]?.messageId });
  await second.client.endAsync();

  // A clean session ends the lasting one.
  const clean = await gateway({ clientId: "lasting", clean: true });
  expect(clean.sessionPresent).toBe(false);
  await clean.client.endAsync();
  const third = await gateway(lasting);
  expect(third.sessionPresent).toBe(false);
  await broker.publish(`${ROOT}/a/command`, "nobody's");
  await third.settled();
  expect(third.texts()).toEqual([]);
});

it("names a client without an id, unless its session is to last: that is refused with 0x02", async () => {
  const nameless = await gateway({ clientId: "", clean: true });
  await nameless.settled();
  expect(taken).toHaveLength(1);
  // mqtt.js would not send it, so it is written by hand: CONNECT, no clean session, empty id, user and password.
  const field = (text: string) => [0, text.length, ...Buffer.from(text)];
  const body = [...field("MQTT"), 4, 0xc0, 0, 60, 0, 0, ...field("s/gw"), ...field("x")];
  const socket = connect(broker.port, "127.0.0.1");
  socket.write(Buffer.from([0x10, body.length, ...body]));
  const answer = await new Promise<Buffer>((heard) => socket.once("data", heard));
  expect([...answer]).toEqual([0x20, 2, 0, 2]);
  await new Promise((closed) => socket.once("close", closed));
});

it("tells a client of MQTT 5 in 3.1.1's words that it speaks 3.1.1, and hangs up (MQTT 5 §3.1.2.2)", async () => {
  // CONNECT: protocol MQTT, level 5, clean start, keep-alive 60, no properties, client id "five".
  const connect5 = Buffer.from([
    0x10, 0x11, 0x00, 0x04, 0x4d, 0x51, 0x54, 0x54, 0x05, 0x02, 0x00, 0x3c, 0x00, 0x00, 0x04, 0x66, 0x69,
    0x76, 0x65,
  ]);
  const answer = await new Promise<string>((ended) => {
    const heard: Buffer[] = [];
    const socket = connect(broker.port, "127.0.0.1", () => socket.write(connect5));
    socket.on("data", (data) => heard.push(data));
    socket.on("error", () => undefined);
    socket.on("close", () => ended(Buffer.concat(heard).toString("hex")));
  });
  // CONNACK, "unacceptable protocol version".
  expect(answer).toBe("20020001");
});
