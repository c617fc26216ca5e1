import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { EventMessage, ReadingsPayload } from "../../broker/contract/index.ts";
import { SiteGateway } from "../../facility/assets/index.ts";
import { testBroker } from "../../test/support/broker.ts";
import { startGateway } from "./gateway.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** The published sample of a smoke alarm in zone 10 and the start of its confirmation. */
const smoke = Buffer.from(
  `404001000101203A091A090C790300000000385B0100000030000202010101280A0002000200${"20".repeat(30)}00023A091A090C462323`,
  "hex",
);
const confirmed = /^404001000101.{12}385b01000000790300000000000003..2323/;

async function start(source?: string) {
  const broker = await testBroker();
  open.push(broker.close);
  const folder = mkdtempSync(join(tmpdir(), "watchkeeper-fire-"));
  open.push(() => rmSync(folder, { recursive: true }));
  const gateway = await startGateway({
    site: "estate",
    gateway: SiteGateway.parse({
      id: "gw-fire",
      name: { en: "Fire", zh: "消防" },
      listen: [{ kind: "gb26875", port: 0, panels: [{ asset: "panel-1", ...(source ? { source } : {}) }] }],
    }),
    mqttUrl: broker.url,
    username: "estate/gw-fire",
    password: "secret",
    bufferFolder: folder,
    healthMs: 50,
    reconnectMs: 50,
  });
  if (!gateway.ok) throw new Error(gateway.problem);
  open.push(() => gateway.value.close());
  const port = Number(/:(\d+)/.exec(gateway.value.report().devices[0]!.address)![1]);
  const on = (channel: string, asset = "panel-1") =>
    broker.heard
      .filter(({ topic }) => topic === `facility/estate/gw-fire/${asset}/${channel}`)
      .map(({ payload }): unknown => JSON.parse(payload));
  return { gateway: gateway.value, port, on };
}
const until = (what: () => unknown) => expect.poll(what, { timeout: 8_000, interval: 10 });

it("a smoke alarm over TCP is confirmed, sets the panel's points and is an event", async () => {
  const { gateway, port, on } = await start("000000000379");
  const socket = connect(port, "127.0.0.1");
  open.push(() => socket.destroy());
  let answered = "";
  socket.on("data", (data) => {
    answered += data.toString("hex");
  });
  // Split in the middle of a word.
  socket.write(smoke.subarray(0, 33));
  await once(socket, "connect");
  socket.write(smoke.subarray(33));
  await until(() => answered).toMatch(confirmed);
  await until(() => on("readings")).toHaveLength(1);
  expect(ReadingsPayload.parse(on("readings")[0])).toMatchObject({
    values: { fire: true, fault: false, detectors_active: 1, first_zone: 10 },
  });
  await until(() => on("event")).toHaveLength(1);
  expect(EventMessage.parse(on("event")[0])).toMatchObject({
    scheme: "gb26875",
    code: "fire",
    details: { zone: 10, point: 2, componentType: 40, panelTime: "2012-09-26T09:58:32" },
  });
  expect(gateway.report().devices[0]).toMatchObject({ asset: "panel-1", online: true, polls: 1, errors: 0 });
  await until(() => on("readings", "gw-fire").at(-1)).toMatchObject({
    values: { devices_online: 1, devices_silent: 0 },
  });
});

it("the same over UDP; a stranger's frame is refused and changes nothing", async () => {
  const { gateway, port, on } = await start("000000000400");
  const socket = createSocket("udp4");
  open.push(() => socket.close());
  const answer = once(socket, "message");
  socket.send(smoke, port, "127.0.0.1");
  const [data] = (await answer) as [Buffer];
  expect(data[26]).toBe(6);
  expect(gateway.report().devices[0]).toMatchObject({ online: false, errors: 1 });
  expect(gateway.report().devices[0]!.lastError).toContain("000000000379 is not in the site file");
  expect(on("readings")).toEqual([]);

  const ours = await start("000000000379");
  const again = once(socket, "message");
  socket.send(smoke, ours.port, "127.0.0.1");
  expect(((await again) as [Buffer])[0].toString("hex")).toMatch(confirmed);
  await until(() => ours.on("readings")).toHaveLength(1);
});

it("says which port is taken", async () => {
  const { port } = await start();
  const folder = mkdtempSync(join(tmpdir(), "watchkeeper-fire-"));
  open.push(() => rmSync(folder, { recursive: true }));
  const second = await startGateway({
    site: "estate",
    gateway: SiteGateway.parse({
      id: "gw-two",
      name: { en: "Fire", zh: "消防" },
      listen: [{ kind: "gb26875", port, panels: [{ asset: "panel-2" }] }],
    }),
    mqttUrl: "mqtt://127.0.0.1:1",
    username: "x",
    password: "x",
    bufferFolder: folder,
  });
  expect(!second.ok && second.problem).toContain(`127.0.0.1:${port} (EADDRINUSE)`);
});
