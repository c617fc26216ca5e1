import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import { type Core, openCore, openLog } from "../../house/index.ts";
import { installed, outcome } from "../support/tools.ts";

const file = SiteFile.parse({
  site: { id: "s", name: { en: "S", zh: "S" } },
  assets: [{ id: "lift-1", type: "lift", name: { en: "L", zh: "L" } }],
  gateways: [
    { id: "gw", name: { en: "G", zh: "G" }, assets: ["lift-1"] },
    { id: "gw-2", name: { en: "G2", zh: "G2" } },
  ],
});

describe("a foreign client (mosquitto_pub)", () => {
  let core: Core;
  let data: string;
  let secret: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "wk-mosquitto-"));
    const opened = await openCore({
      data,
      mqttPort: 0,
      mqttHost: "127.0.0.1",
      files: [file],
      types: catalog,
      clock: () => instant(Date.now()),
      log: openLog("silent"),
    });
    if (!opened.ok) throw new Error(opened.problem);
    core = opened.value;
    secret = await core.state.credentials.enroll("s", "gw");
  });
  afterAll(async () => {
    await core.close();
    await rm(data, { recursive: true, force: true });
  });
  beforeEach(({ skip }) => {
    skip(!installed("mosquitto_pub"), "mosquitto_pub is not installed: apt-get install mosquitto-clients");
  });

  const publish = (who: string[], topic: string, message: string) =>
    outcome("mosquitto_pub", [
      ...["-h", "127.0.0.1", "-p", String(core.broker.port), "-q", "1", ...who],
      ...["-t", topic, "-m", message],
    ]);
  const gw = () => ["-u", "s/gw", "-P", secret];
  const stored = async () => (await core.readings.latest(["s.lift-1.floor" as PointId]))[0]?.value;

  it("with its credential stores a reading before mosquitto_pub ends", async () => {
    const { code } = await publish(
      gw(),
      "facility/s/gw/lift-1/readings",
      `{"at":${Date.now()},"values":{"floor":7}}`,
    );
    expect({ code, stored: await stored() }).toEqual({ code: 0, stored: 7 });
  });

  it("that speaks MQTT 5 is told that the built-in broker speaks 3.1.1", async () => {
    const { code, output } = await publish([...gw(), "-V", "mqttv5"], "facility/s/gw/lift-1/readings", "{}");
    expect(code).not.toBe(0);
    expect(output).toMatch(/protocol version/i);
  });

  it.each([
    ["nobody", () => [], /not authori[sz]ed/i],
    ["a wrong secret", () => ["-u", "s/gw", "-P", "wrong"], /not authori[sz]ed/i],
    ["another gateway's name", () => ["-u", "s/gw-2", "-P", secret], /not authori[sz]ed/i],
    ["no gateway at all", () => ["-u", "admin", "-P", secret], /not authori[sz]ed/i],
  ])("is refused as %s", async (_who, credentials, because) => {
    const before = core.intake.report().messages;
    const { code, output } = await publish(credentials(), "facility/s/gw/lift-1/readings", "{}");
    expect(code).not.toBe(0);
    expect(output).toMatch(because);
    expect(core.intake.report().messages).toBe(before);
  });

  it.each([
    "facility/s/gw-2/lift-1/readings",
    "facility/other/gw/lift-1/readings",
    "facility/s/gw/lift-1/command",
    "somewhere/else",
    "$SYS/broker/clients",
  ])("is thrown out when it publishes on %s", async (topic) => {
    const before = core.intake.report().messages;
    const { code } = await publish(gw(), topic, `{"at":${Date.now()},"values":{"floor":9}}`);
    expect(code).not.toBe(0);
    expect(core.intake.report().messages).toBe(before);
  });

  it("cannot listen to anyone but itself", async () => {
    const { output } = await outcome("mosquitto_sub", [
      ...["-h", "127.0.0.1", "-p", String(core.broker.port), ...gw(), "-t", "facility/#", "-W", "2", "-v"],
    ]);
    expect(output).toMatch(/denied|All subscription requests were denied/i);
  });

  it("with a payload that makes no sense is acknowledged and filed", async () => {
    const { code } = await publish(gw(), "facility/s/gw/lift-1/readings", "{nonsense");
    expect(code).toBe(0);
    expect(core.intake.report().deadLetters[0]).toMatchObject({ reason: "bad-json", payload: "{nonsense" });
  });
});
