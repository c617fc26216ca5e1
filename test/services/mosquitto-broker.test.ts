import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDuckDb } from "../../adapters/duckdb/index.ts";
import { readingsTopic, statusTopic } from "../../broker/contract/index.ts";
import { type Incoming, joinBroker } from "../../broker/index.ts";
import { type AssetId, instant, type PointId } from "../../facility/units/index.ts";
import { serve } from "../bench/processes.ts";
import { assetName, gatewayName } from "../bench/site.ts";
import { SERVER, startMosquitto, type TestMosquitto } from "../support/mosquitto.ts";
import { installed } from "../support/tools.ts";

const there = installed("mosquitto") && installed("mosquitto_passwd");
const GATEWAY = `bench/${gatewayName(0)}`;
const TOPIC = readingsTopic("bench", gatewayName(0), assetName(0, 0));
const quiet = { info() {}, warn() {} };

let mosquitto: TestMosquitto;
let data: string;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  if (there) mosquitto = await startMosquitto([GATEWAY, "bench/gw-1"]);
});
afterAll(async () => mosquitto?.close());
beforeEach(async ({ skip }) => {
  skip(!there, "mosquitto is not installed: apt-get install mosquitto");
  data = await mkdtemp(join(tmpdir(), "wk-join-"));
});
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
  if (data) await rm(data, { recursive: true, force: true });
});

type Taken = (error?: Error) => void;
async function joinAs(
  session: string,
  take: (message: Incoming, taken: Taken) => void,
  url = mosquitto.url(SERVER),
) {
  const warned: string[] = [];
  const joined = await joinBroker({
    url,
    clientId: session,
    // Statuses are retained and come again at every connection; only the test of presence is about them.
    take: (message, taken) => (message.topic.endsWith("/status") ? taken() : take(message, taken)),
    clock: () => instant(Date.now()),
    log: { info() {}, warn: (message) => warned.push(message) },
    reconnectMs: 50,
  });
  if (!joined.ok) throw new Error(joined.problem);
  open.push(joined.value);
  return { broker: joined.value, warned, link: () => joined.value.external!.state() };
}

async function gateway(username = GATEWAY): Promise<MqttClient> {
  const [, slug] = username.split("/");
  const client = await connectAsync(mosquitto.url(username), {
    clientId: username.replace("/", "."),
    clean: true,
    reconnectPeriod: 50,
    will: {
      topic: statusTopic("bench", slug ?? ""),
      payload: Buffer.from('{"online":false}'),
      qos: 1,
      retain: true,
    },
  });
  client.on("error", () => undefined);
  open.push({ close: () => client.endAsync(true) });
  return client;
}

describe("messages through Mosquitto", () => {
  it("come with the gateway's identity from the topic, and are taken many at a time", async () => {
    const heard: Incoming[] = [];
    let release: Taken[] = [];
    await joinAs("many", (message, taken) => {
      heard.push(message);
      release.push(taken);
    });
    const sender = await gateway();
    for (let n = 0; n < 200; n++) sender.publish(TOPIC, String(n), { qos: 1 });
    // None is acknowledged yet: a store that commits in groups needs them together, not one a commit.
    await expect.poll(() => heard.length).toBe(200);
    expect(heard[0]).toMatchObject({ who: { site: "bench", gateway: gatewayName(0) }, topic: TOPIC });
    expect(heard.map(({ payload }) => Number(payload))).toEqual(Array.from({ length: 200 }, (_, i) => i));
    for (const taken of release) taken();
    release = [];
    sender.publish(TOPIC, "last", { qos: 1 });
    await expect.poll(() => heard.length).toBe(201);
  });

  it("that were not stored come again, those that were do not", async () => {
    const first: string[] = [];
    const before = await joinAs("again", ({ payload }, taken) => {
      first.push(payload.toString());
      if (first.length <= 3) taken();
    });
    const sender = await gateway();
    for (let n = 1; n <= 6; n++) await sender.publishAsync(TOPIC, String(n), { qos: 1 });
    await expect.poll(() => first.length).toBe(6);
    await before.broker.close();
    await sender.publishAsync(TOPIC, "7", { qos: 1 });
    const second: string[] = [];
    await joinAs("again", ({ payload }, taken) => {
      second.push(payload.toString());
      taken();
    });
    await expect.poll(() => second).toEqual(["4", "5", "6", "7"]);
  });

  it("that the store turns away are taken again on a new connection", async () => {
    let full = true;
    const stored: string[] = [];
    const { warned } = await joinAs("full", ({ payload }, taken) => {
      if (full) return taken(new Error("the readings store takes nothing; send again later"));
      stored.push(payload.toString());
      taken();
    });
    const sender = await gateway();
    await sender.publishAsync(TOPIC, "kept", { qos: 1 });
    await expect.poll(() => warned.join()).toMatch(/taken again later/);
    full = false;
    await expect.poll(() => stored).toEqual(["kept"]);
  });

  it("may be published under a gateway's own name only, and commands by none of them", async () => {
    const heard: string[] = [];
    await joinAs("rights", ({ topic }, taken) => {
      heard.push(topic);
      taken();
    });
    const stranger = await gateway("bench/gw-1");
    // MQTT 3.1.1 has no refusal of a publish: Mosquitto acknowledges and drops it.
    await stranger.publishAsync(TOPIC, "{}", { qos: 1 });
    await stranger.publishAsync("facility/bench/gw-1/m/command", "{}", { qos: 1 });
    await stranger.publishAsync(readingsTopic("bench", "gw-1", "m"), "{}", { qos: 1 });
    await expect.poll(() => heard).toEqual([readingsTopic("bench", "gw-1", "m")]);
  });

  it("say which gateways are there: by their status, and by their Last Will", async () => {
    const id = `bench.${gatewayName(0)}` as AssetId;
    const sender = await gateway();
    const at = Date.now() - 5_000;
    await sender.publishAsync(statusTopic("bench", gatewayName(0)), JSON.stringify({ online: true, at }), {
      qos: 1,
      retain: true,
    });
    const { broker } = await joinAs("presence", (_message, taken) => taken());
    await expect.poll(() => broker.online(id)).toEqual({ online: true, since: at });
    sender.stream.destroy();
    sender.end(true);
    await expect.poll(() => broker.online(id).online).toBe(false);
    expect(broker.online("bench.never" as AssetId)).toEqual({ online: false, since: null });
  });
});

describe("a broker that is not there, or says no", () => {
  it("is told, and found when it comes", async () => {
    await mosquitto.stop();
    const heard: string[] = [];
    const { link, warned } = await joinAs("later", ({ payload }, taken) => {
      heard.push(payload.toString());
      taken();
    });
    expect(link()).toMatchObject({ connected: false, trouble: expect.stringMatching(/cannot be reached/) });
    expect(warned).toHaveLength(1);
    await mosquitto.start();
    await expect.poll(link, { timeout: 10_000 }).toMatchObject({ connected: true, trouble: null });
    const sender = await gateway();
    await sender.publishAsync(TOPIC, "after", { qos: 1 });
    await expect.poll(() => heard).toEqual(["after"]);
  });

  it("is dialled again after its crash, and what gateways send then arrives", async () => {
    const heard = new Set<string>();
    const { link } = await joinAs("restart", ({ payload }, taken) => {
      heard.add(payload.toString());
      taken();
    });
    const sender = await gateway();
    const send = async (text: string) => sender.publishAsync(TOPIC, text, { qos: 1 });
    await send("before");
    // A session that Mosquitto has not yet saved dies with it, and whatever comes before the server has subscribed
    // anew reaches nobody: the broker's guide says so. Here it has saved.
    await mosquitto.save();
    await mosquitto.kill();
    await expect.poll(() => link().connected).toBe(false);
    // The client keeps it until the broker is there again, as a gateway does on disk.
    const during = send("during");
    await mosquitto.start();
    await during;
    await send("after");
    await expect.poll(() => [...heard], { timeout: 10_000 }).toEqual(["before", "during", "after"]);
    // A kept session hands its messages over before it answers the new subscription, which is what "connected" means.
    await expect.poll(link).toMatchObject({ connected: true, trouble: null });
  });

  it("refuses a wrong password: the trouble names the user and never the password", async () => {
    const { link } = await joinAs(
      "wrong",
      (_message, taken) => taken(),
      `mqtt://${SERVER}:wrong@127.0.0.1:${mosquitto.port}`,
    );
    expect(link().trouble).toMatch(/refuses user watchkeeper. Mend the user and password of --broker/);
    expect(link().trouble).not.toContain("wrong@");
  });

  it.each(["http://host", "host:1883", "mqtt://"])("has no such address as %s", async (url) => {
    const joined = await joinBroker({
      url,
      clientId: "x",
      take: (_message, taken) => taken(),
      clock: () => instant(0),
      log: quiet,
    });
    expect(joined).toMatchObject({ ok: false, problem: expect.stringMatching(/mqtt:\/\/ or mqtts:\/\//) });
  });
});

describe("the server killed (-9) in mid-stream behind Mosquitto", () => {
  it("gets again what it had not stored: every message the gateway's broker took is there, once", {
    timeout: 60_000,
  }, async () => {
    const MESSAGES = 4_000;
    const base = Date.now() - 3_600_000;
    const start = () => serve("ours", data, 1, 1, { WATCHKEEPER_BROKER: mosquitto.url(SERVER) });
    let server = await start();
    const sender = await gateway();
    const sent: Promise<unknown>[] = [];
    for (let n = 0; n < MESSAGES; n++) {
      sent.push(sender.publishAsync(TOPIC, `{"at":${base + n},"values":{"a":${n}}}`, { qos: 1 }));
      if (n % 50 === 0) await new Promise((later) => setTimeout(later, 5));
      if (n === 1_500 || n === 2_700) {
        server.process.kill("SIGKILL");
        server = await start();
      }
    }
    await Promise.all(sent);

    // The last message can only have been acknowledged after all before it.
    const point = `bench.${assetName(0, 0)}.a` as PointId;
    const stored = async () => {
      await server.close();
      const store = await openDuckDb(join(data, "readings.duckdb"));
      if (!store.ok) throw new Error(store.problem);
      const readings = await store.value.between(point, instant(base), instant(base + MESSAGES), 1e6);
      const count = await store.value.count();
      await store.value.close();
      return { count, inOrder: readings.every(({ at, value }, i) => at === base + i && value === i) };
    };
    let found = await stored();
    for (let tries = 0; found.count < MESSAGES && tries < 5; tries++) {
      server = await start();
      await new Promise((later) => setTimeout(later, 1_000));
      found = await stored();
    }
    expect(found).toEqual({ count: MESSAGES, inOrder: true });
  });
});
