import mqtt from "mqtt";
import { afterEach, describe, expect, it } from "vitest";
import { instant } from "../facility/units/index.ts";
import { LoadGateway } from "../simulators/load/index.ts";
import { type Broker, startBroker } from "./broker.ts";
import { type BrokerLimits, Share, usualLimits } from "./limits.ts";

const limits: BrokerLimits = {
  ...usualLimits,
  messagesPerSecond: 50,
  bytesPerSecond: 100_000,
  connections: 2,
  subscriptions: 3,
  sessions: 2,
  waiting: 5,
  retained: 3,
  retainedBytes: 100,
};
const open: Broker[] = [];
afterEach(async () => {
  for (const broker of open.splice(0)) await broker.close();
});

/** A broker whose limits see a time that stands still: what the burst lets through is all that goes through. */
async function start() {
  const taken = new Map<string, number>();
  const broker = await startBroker({
    port: 0,
    host: "127.0.0.1",
    verify: async () => true,
    take: ({ who }, done) => {
      taken.set(who.gateway, (taken.get(who.gateway) ?? 0) + 1);
      done();
    },
    clock: () => instant(1),
    log: { info() {}, warn() {} },
    limits,
    ticks: () => 1_000_000,
  });
  if (!broker.ok) throw new Error(broker.problem);
  open.push(broker.value);
  return { broker: broker.value, taken };
}

const gateway = (port: number, name: string, clientId = name) =>
  LoadGateway.open({
    host: "127.0.0.1",
    port,
    clientId,
    username: `s/${name}`,
    password: "x",
    window: 2_000,
    next: (n) => ({ topic: `facility/s/${name}/a/readings`, payload: String(n) }),
  });

describe("a gateway that sends too much", () => {
  it("waits itself, while another's messages are acknowledged", async () => {
    const { broker, taken } = await start();
    const flooding = await gateway(broker.port, "flood");
    const quiet = await gateway(broker.port, "quiet");
    flooding.publish(1_000);
    // Two seconds' worth of 50 a second.
    await expect.poll(() => flooding.acked).toBe(100);
    quiet.publish(60);
    await expect.poll(() => quiet.acked).toBe(60);
    expect(taken.get("flood")).toBe(100);
    expect(flooding.connected).toBe(true);
    expect(broker.limited?.().held).toBeGreaterThan(0);
    flooding.close();
    quiet.close();
  });

  it("is disconnected when it goes on, and a new connection is no new share", async () => {
    const { broker, taken } = await start();
    const flooding = await gateway(broker.port, "flood");
    // Thirty seconds' worth behind: it cannot be one that waits for its acknowledgements.
    flooding.publish(2_000);
    await expect.poll(() => flooding.connected).toBe(false);
    expect(broker.limited?.().abused).toBeGreaterThan(0);
    const again = await gateway(broker.port, "flood", "again");
    again.publish(1);
    await expect.poll(() => again.connected).toBe(false);
    expect(taken.get("flood")).toBe(100);
  });

  it("has two connections and no third, and gets a place back when one ends", async () => {
    const { broker } = await start();
    const first = await gateway(broker.port, "gw", "a");
    const second = await gateway(broker.port, "gw", "b");
    await expect(gateway(broker.port, "gw", "c")).rejects.toThrow(/code 3/);
    const other = await gateway(broker.port, "other");
    expect(broker.limited?.().connections).toBe(1);
    first.break();
    let third: LoadGateway | undefined;
    await expect
      .poll(async () => (third ??= await gateway(broker.port, "gw", "c").catch(() => undefined)))
      .toBeDefined();
    for (const each of [second, other, third]) each?.close();
  });

  it("is refused a subscription too many, and keeps those it has", async () => {
    const { broker } = await start();
    const client = mqtt.connect(`mqtt://127.0.0.1:${broker.port}`, {
      clientId: "c",
      username: "s/gw",
      password: "x",
    });
    await new Promise<void>((connected) => client.once("connect", () => connected()));
    const topics = [1, 2, 3, 4].map((n) => `facility/s/gw/a${n}/command`);
    const granted: number[] = [];
    for (const topic of topics)
      granted.push(
        await client.subscribeAsync(topic, { qos: 1 }).then(
          ([grant]) => grant?.qos ?? -1,
          () => 128,
        ),
      );
    expect(granted).toEqual([1, 1, 1, 128]);
    expect(broker.limited?.().subscriptions).toBe(1);
    await client.endAsync(true);
  });
});

describe("what is kept for a gateway", () => {
  /** Signs in as a gateway; tells whether its session was there. */
  const connect = async (port: number, name: string, clientId: string, clean = true) => {
    const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
      ...{ clientId, clean, username: `s/${name}`, password: "x", reconnectPeriod: 0 },
    });
    const heard: string[] = [];
    client.on("message", (topic, payload) => heard.push(`${topic.split("/")[3]} ${payload}`));
    const present = await new Promise<boolean>((connected, failed) => {
      client.once("connect", ({ sessionPresent }) => connected(sessionPresent));
      client.once("error", failed);
    });
    return { client, heard, present };
  };

  it("are the last messages of so many topics and bytes; the rest is taken in and not kept", async () => {
    const { broker, taken } = await start();
    const { client } = await connect(broker.port, "gw", "a");
    const retain = (asset: string, payload: string) =>
      client.publishAsync(`facility/s/gw/${asset}/readings`, payload, { qos: 1, retain: true });
    for (const asset of ["a1", "a2", "a3", "a4"]) await retain(asset, "1");
    await retain("a2", "x".repeat(101));
    // Room again where one is taken away.
    await retain("a3", "");
    await retain("a5", "1");
    expect(taken.get("gw")).toBe(7);
    const other = await connect(broker.port, "other", "b");
    await other.client.publishAsync("facility/s/other/a1/readings", "1", { qos: 1, retain: true });
    const again = await connect(broker.port, "gw", "c");
    await again.client.subscribeAsync("facility/s/gw/#", { qos: 1 });
    await expect.poll(() => [...again.heard].sort()).toEqual(["a1 1", "a2 1", "a5 1"]);
    expect(broker.limited?.().retained).toBe(2);
    for (const each of [client, other.client, again.client]) await each.endAsync(true);
  });

  it("are so many lasting sessions, and so many messages of each; who makes up a name each time gets a clean one", async () => {
    const { broker } = await start();
    for (const id of ["a", "b", "c"]) {
      const { client } = await connect(broker.port, "gw", id, false);
      await client.subscribeAsync("facility/s/gw/+/readings", { qos: 1 });
      await client.endAsync();
    }
    expect(broker.limited?.().sessions).toBe(1);
    const sender = await connect(broker.port, "gw", "sender");
    for (let n = 1; n <= 8; n++)
      await sender.client.publishAsync("facility/s/gw/a/readings", String(n), { qos: 1 });
    // Three each for the two that last.
    expect(broker.limited?.().waiting).toBe(6);
    const third = await connect(broker.port, "gw", "c", false);
    expect(third.present).toBe(false);
    await third.client.endAsync();
    const first = await connect(broker.port, "gw", "a", false);
    expect(first.present).toBe(true);
    await expect.poll(() => first.heard).toEqual([1, 2, 3, 4, 5].map((n) => `a ${n}`));
    // What was acknowledged makes room, and a session that ends makes room for another.
    await sender.client.publishAsync("facility/s/gw/a/readings", "9", { qos: 1 });
    await expect.poll(() => first.heard.at(-1)).toBe("a 9");
    await first.client.endAsync();
    await (await connect(broker.port, "gw", "a", true)).client.endAsync();
    await (await connect(broker.port, "gw", "d", false)).client.endAsync();
    expect(broker.limited?.().sessions).toBe(2);
    await sender.client.endAsync(true);
  });
});

describe("a share", () => {
  it("lets a burst of two seconds through, then as much as its rate, and asks bytes as well as messages", () => {
    let now = 10_000;
    const share = new Share(limits, () => now);
    const passing = (bytes: number) => {
      let passed = 0;
      while (share.charge(bytes) === "go") passed++;
      return passed;
    };
    expect(passing(0)).toBe(100);
    now += 1_020;
    expect(passing(0)).toBe(50);
    now += 60_000;
    expect(passing(10_000)).toBe(20);
  });

  it("goes on with those that wait in the order they came", async () => {
    let now = 0;
    const share = new Share({ ...limits, messagesPerSecond: 1_000 }, () => (now += 5));
    const order: number[] = [];
    await new Promise<void>((all) => {
      for (let n = 1; n <= 5; n++) share.hold(() => order.push(n) === 5 && all());
    });
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });
});
