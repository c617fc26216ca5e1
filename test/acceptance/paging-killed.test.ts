import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CallDetail, GatewayCredential } from "../../api/contract/index.ts";
import { readingsTopic } from "../../broker/contract/index.ts";
import { SiteFile } from "../../facility/assets/index.ts";
import { KillableHouse } from "../support/killable.ts";

const name = (en: string, zh: string) => ({ en, zh });
const site = SiteFile.parse({
  site: { id: "s", name: name("S", "甲") },
  assets: [{ id: "pump", type: "booster-pump", name: name("Pump", "水泵") }],
  gateways: [{ id: "gw", name: name("Gateway", "网关"), assets: ["pump"] }],
});
const CALL = "alarm:s.pump.dry-run#1";
/** Between two steps of the chain; shorter than a house takes to stand again. */
const WAIT_MINUTES = 0.02;
const chain = ["first", "second", "third"];

interface Page {
  readonly person: string;
  readonly key: string;
}
const data = mkdtempSync(join(tmpdir(), "wk-paging-"));
const pages: Page[] = [];
/** Requests that the provider has taken and not answered. */
let held: ServerResponse[] = [];
let holding = "";
let provider: Server;
let house: KillableHouse;

beforeAll(async () => {
  provider = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(parts).toString("utf8")) as { call: string; person: string };
      if (body.call !== CALL) return void response.writeHead(200).end();
      pages.push({ person: body.person, key: String(request.headers["idempotency-key"]) });
      if (body.person === holding) held.push(response);
      else response.writeHead(200).end();
    });
  });
  await new Promise<void>((listening) => provider.listen(0, "127.0.0.1", listening));
  house = await KillableHouse.start(data, site);
}, 120_000);
afterAll(async () => {
  await house.close();
  provider.closeAllConnections();
  provider.close();
  rmSync(data, { recursive: true });
});

const put = async (path: string, body: object) => {
  const answer = await house.send("PUT", `/api/oncall/${path}`, body);
  expect(answer.status, `${path}: ${answer.ok ? "" : await answer.text()}`).toBe(200);
};
const paged = (person: string) => pages.filter((page) => page.person === person);
const reaches = (person: string, times = 1) =>
  expect.poll(() => paged(person).length, { timeout: 30_000, interval: 20 }).toBeGreaterThanOrEqual(times);

it("kill -9 between the steps of a chain and in the middle of a message: paged once or twice, never not at all", {
  timeout: 180_000,
}, async () => {
  const port = (provider.address() as AddressInfo).port;
  await put("channels/sms", {
    ...{
      id: "sms",
      name: name("SMS", "短信"),
      enabled: true,
      kind: "webhook",
      url: `http://127.0.0.1:${port}/`,
    },
    ...{ secret: "", headers: {}, template: "", contentType: "application/json" },
    ...{ limit: { messages: 30, minutes: 10 }, testEveryHours: 0, testAddress: "" },
  });
  for (const id of chain)
    await put(`staff/${id}`, {
      ...{ id, name: name(id, id), roles: ["technician"], contacts: [{ channel: "sms", address: "1" }] },
    });
  await put("chains/steps", {
    ...{ id: "steps", name: name("Steps", "逐级") },
    // No wait after the last: then the law's own five minutes pass before everybody is told, on a slow machine too.
    steps: chain.flatMap((id, i) => [
      ...(i > 0 ? [{ do: "wait", minutes: WAIT_MINUTES }] : []),
      { do: "notify", who: [{ to: "person", id }] },
    ]),
  });
  await put("routes", {
    routes: [{ id: "all", name: name("All", "全部"), match: {}, chain: "steps", timing: {} }],
  });

  const own = GatewayCredential.parse(await (await house.post("/api/gateways/s.gw/credential", {})).json());
  const gateway = await mqtt.connectAsync(`mqtt://127.0.0.1:${house.mqttPort}`, {
    ...{ username: own.username, password: own.secret, clientId: "gw", reconnectPeriod: 200 },
  });
  gateway.on("error", () => undefined);
  try {
    // Dry since eleven seconds ago: the rule's ten seconds are over at once. Nothing more is heard of the pump.
    for (const ago of [11_000, 0])
      await gateway.publishAsync(
        readingsTopic("s", "gw", "pump"),
        JSON.stringify({ at: Date.now() - ago, values: { running: true, suction_pressure_kPa: 3 } }),
        { qos: 1 },
      );
    holding = "second";
    await reaches("first");
    await house.kill();

    // The chain goes on where it stood; this time the power goes while the provider has the message.
    house = await house.again();
    await reaches("second");
    await house.kill();
    holding = "";
    for (const response of held) response.destroy();
    held = [];

    house = await house.again();
    await reaches("second", 2);
    await reaches("third");
    const answered = await house.post(`/api/oncall/calls/${encodeURIComponent(CALL)}/answer`, {
      do: "acknowledge",
    });
    expect(answered.status).toBe(200);
  } finally {
    await gateway.endAsync(true);
  }
  for (const person of chain) {
    expect(paged(person).length, person).toBeGreaterThanOrEqual(1);
    expect(paged(person).length, person).toBeLessThanOrEqual(2);
    // Whoever is told twice is told the same message: a provider that heeds its key sends it once.
    expect(new Set(paged(person).map(({ key }) => key)).size, person).toBe(1);
  }
  const story = await house.get(`/api/oncall/calls/${encodeURIComponent(CALL)}`, CallDetail);
  expect(story).toMatchObject({ state: "answered", told: chain });
  expect(story.lines.map(({ what }) => what)).toEqual([
    "opened",
    "told",
    "told",
    "told",
    "answered",
    "answered",
  ]);
});
