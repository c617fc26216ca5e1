import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectAsync, type MqttClient } from "mqtt";
import { get } from "sparkplug-payload";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { type AssetId, instant, type PointId } from "../../facility/units/index.ts";
import { type Core, openCore, openLog } from "../../house/index.ts";
import { SERVER, startMosquitto, type TestMosquitto } from "../support/mosquitto.ts";
import { installed } from "../support/tools.ts";

const there = installed("mosquitto") && installed("mosquitto_passwd");
/** The encoder of the Eclipse Tahu project; ours does not stand behind it. */
const tahu = get("spBv1.0")!;
const name = { en: "x", zh: "x" };
const site = SiteFile.parse({
  site: { id: "s", name },
  assets: [{ id: "pump", type: "booster-pump", name }],
  gateways: [{ id: "plc", name, assets: ["pump"] }],
});
const FLOW = "s.pump.flow_m3_h" as PointId;
const PLC = "s.plc" as AssetId;

let mosquitto: TestMosquitto;
let data = "";
let core: Core;
let node: MqttClient;
const heard: { topic: string; payload: Buffer }[] = [];
const states = () =>
  heard.flatMap(({ topic, payload }) =>
    topic === "spBv1.0/STATE/watchkeeper" ? [JSON.parse(payload.toString()).online] : [],
  );

beforeAll(async () => {
  if (!there) return;
  mosquitto = await startMosquitto(["s/plc"]);
  data = await mkdtemp(join(tmpdir(), "wk-sparkplug-"));
  const opened = await openCore({
    data,
    mqttPort: 0,
    broker: `${mosquitto.url(SERVER)}?sparkplug=1`,
    files: [site],
    types: catalog,
    clock: () => instant(Date.now()),
    log: openLog("silent"),
  });
  if (!opened.ok) throw new Error(opened.problem);
  core = opened.value;
});
afterAll(async () => {
  if (!there) return;
  node?.end(true);
  await mosquitto.close();
  await rm(data, { recursive: true, force: true });
});

const flow = async () =>
  (await core.readings.between(FLOW, instant(0), instant(Date.now() + 1_000), 100)).map(
    ({ value, quality }) => [value, quality],
  );

it("a Sparkplug B node behind Mosquitto is heard from birth to death, and hears that its host is there, and no more", async ({
  skip,
}) => {
  skip(!there, "mosquitto is not installed: apt-get install mosquitto");
  let seq = 0;
  let at = Date.now() - 60_000;
  const payload = (metrics: object[], own = true) =>
    Buffer.from(
      tahu.encodePayload({
        timestamp: at++,
        metrics,
        ...(own ? { seq: seq++ % 256 } : {}),
      } as Parameters<typeof tahu.encodePayload>[0]),
    );
  const bdSeq = { name: "bdSeq", type: "UInt64", value: 0 };
  node = await connectAsync(mosquitto.url("s/plc"), {
    clientId: "s.plc",
    clean: true,
    reconnectPeriod: 0,
    will: { topic: "spBv1.0/s/NDEATH/plc", payload: payload([bdSeq], false), qos: 1, retain: false },
  });
  node.on("message", (topic, payload) => heard.push({ topic, payload }));
  await node.subscribeAsync(["spBv1.0/STATE/+", "spBv1.0/s/NCMD/plc"], { qos: 1 });
  await expect.poll(states).toEqual([true]);

  // Nodes publish at QoS 0: a birth names the metric, data speaks in its alias.
  const say = (type: string, metrics: object[]) => node.publish(`spBv1.0/s/${type}`, payload(metrics));
  say("NBIRTH/plc", [bdSeq]);
  say("DBIRTH/plc/pump", [{ name: "flow_m3_h", alias: 7, type: "Double", value: 10 }]);
  say("DDATA/plc/pump", [{ alias: 7, type: "Double", value: 11.5 }]);
  await expect.poll(flow).toEqual([
    [10, "good"],
    [11.5, "good"],
  ]);
  expect(core.broker.online(PLC).online).toBe(true);

  // A gap in its sequence: it is asked for a new birth, over Mosquitto.
  seq += 3;
  say("DDATA/plc/pump", [{ alias: 7, type: "Double", value: 12 }]);
  await expect
    .poll(() => heard.find(({ topic }) => topic === "spBv1.0/s/NCMD/plc")?.payload)
    .toSatisfy(
      (command: Buffer | undefined) =>
        command !== undefined && tahu.decodePayload(command).metrics?.[0]?.name === "Node Control/Rebirth",
    );
  await expect.poll(flow).toContainEqual([12, "good"]);

  // It dies: its Last Will says so, and nothing is known of its devices.
  node.stream.destroy();
  await expect.poll(async () => (await flow()).at(-1)).toEqual([null, "bad"]);
  expect(core.broker.online(PLC).online).toBe(false);

  // The host goes, and says so for whoever comes later.
  await core.close();
  const later = await connectAsync(mosquitto.url("s/plc"), { clientId: "later", reconnectPeriod: 0 });
  heard.length = 0;
  later.on("message", (topic, payload) => heard.push({ topic, payload }));
  await later.subscribeAsync("spBv1.0/STATE/+", { qos: 1 });
  await expect.poll(states).toEqual([false]);
  await later.endAsync();
});
