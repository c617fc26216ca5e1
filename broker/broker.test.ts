import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { instant } from "../facility/units/index.ts";
import { LoadGateway } from "../simulators/load/index.ts";
import { type Broker, type Incoming, startBroker } from "./broker.ts";

const quiet = { info() {}, warn() {} };
const open: Broker[] = [];
afterEach(async () => {
  for (const broker of open.splice(0)) await broker.close();
});

async function start(
  take: (message: Incoming, taken: (error?: Error) => void) => void = (_m, taken) => taken(),
) {
  const broker = await startBroker({
    port: 0,
    host: "127.0.0.1",
    verify: async (username, secret) => secret === `secret of ${username}`,
    take,
    clock: () => instant(1),
    log: quiet,
  });
  if (!broker.ok) throw new Error(broker.problem);
  open.push(broker.value);
  return broker.value;
}

const gateway = (port: number, name = "s/gw", clientId = "c") =>
  LoadGateway.open({
    host: "127.0.0.1",
    port,
    clientId,
    username: name,
    password: `secret of ${name}`,
    window: 10,
    next: (n) => ({ topic: `facility/${name}/a/readings`, payload: String(n) }),
  });

describe("the broker", () => {
  it("sends PUBACK only once the message is taken in", async () => {
    const waiting: (() => void)[] = [];
    const broker = await start((_message, taken) => waiting.push(taken));
    const client = await gateway(broker.port);
    client.publish(3);
    await expect.poll(() => waiting.length).toBe(3);
    expect(client.acked).toBe(0);
    for (const taken of waiting) taken();
    await expect.poll(() => client.acked).toBe(3);
    client.close();
  });

  it("does not acknowledge what was not taken, and closes the line so that it is sent again", async () => {
    const broker = await start((_message, taken) => taken(new Error("disk full")));
    const client = await gateway(broker.port);
    client.publish(1);
    await expect.poll(() => client.connected).toBe(false);
    expect(client.acked).toBe(0);
  });

  it("knows which gateways are connected, and that one has gone", async () => {
    const broker = await start();
    expect(broker.online("s.gw" as never)).toEqual({ online: false, since: null });
    const client = await gateway(broker.port);
    await expect.poll(() => broker.online("s.gw" as never).online).toBe(true);
    client.break();
    await expect.poll(() => broker.online("s.gw" as never).online).toBe(false);
  });

  it("does not let one gateway throw another out by taking its client id", async () => {
    const broker = await start();
    const first = await gateway(broker.port, "s/gw", "same");
    await expect(gateway(broker.port, "s/other", "same")).rejects.toThrow(/code 5/);
    expect(first.connected).toBe(true);
    first.close();
  });

  it("disconnects a stranger that announces a packet too big to be a sign-in", async () => {
    const broker = await start();
    const socket = connect(broker.port, "127.0.0.1");
    // CONNECT with a remaining length of 200 MB, then a little of it.
    socket.write(Buffer.from([0x10, 0x80, 0x84, 0xaf, 0x5f, 0, 4]));
    socket.on("error", () => undefined);
    await once(socket, "close");
  });

  it("says what to do about a port in use", async () => {
    const first = await start();
    const second = await startBroker({
      port: first.port,
      host: "127.0.0.1",
      verify: async () => false,
      take: (_m, taken) => taken(),
      clock: () => instant(1),
      log: quiet,
    });
    expect(second).toMatchObject({ ok: false, problem: expect.stringContaining("WATCHKEEPER_MQTT_PORT") });
  });
});
