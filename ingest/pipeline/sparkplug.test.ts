import { get } from "sparkplug-payload";
import { describe, expect, it } from "vitest";
import { MemoryReadings } from "../../adapters/memory/index.ts";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { assetId, instant, pointId } from "../../facility/units/index.ts";
import { decodePayload } from "../decoders/index.ts";
import { Intake } from "./intake.ts";

/** The encoder of the Eclipse Tahu project; ours does not stand behind it. */
const tahu = get("spBv1.0")!;
type Metrics = NonNullable<Parameters<typeof tahu.encodePayload>[0]["metrics"]>;

const T = Date.UTC(2026, 2, 2);
const name = { en: "x", zh: "x" };
const text = { zh: "x", en: "x" };

function house() {
  const file = SiteFile.parse({
    site: { id: "s", name },
    assets: [
      { id: "lift-1", type: "lift", name: text },
      { id: "pump-1", type: "booster-pump", name: text },
    ],
    gateways: [
      {
        id: "gw",
        name,
        assets: ["lift-1", "pump-1"],
        sparkplugNames: { "plc/Pumps/P1/Hz": "pump-1.speed_Hz", temperature: "lift-1.motor_temp_C" },
      },
    ],
  });
  const model = buildModel([file], catalog);
  if (!model.ok) throw new Error(model.problem);
  let now = T;
  const sent: { topic: string; metrics: unknown }[] = [];
  const store = new MemoryReadings();
  const intake = new Intake({
    model: model.value,
    store,
    clock: () => instant(now),
    log: { info: () => undefined, warn: () => undefined },
    gatherMs: 0,
    send: (topic, payload) => {
      sent.push({ topic, metrics: tahu.decodePayload(payload).metrics });
    },
  });
  /** Publishes as the node would; resolves when it is acknowledged. */
  const say = (type: string, seq: number | undefined, metrics: Metrics, at = now) =>
    new Promise<void>((taken, failed) => {
      const payload = { timestamp: at, metrics, ...(seq === undefined ? {} : { seq }) };
      const [kind, device] = type.split("/");
      const topic = `spBv1.0/s/${kind}/gw${device ? `/${device}` : ""}`;
      intake.take(
        { site: "s", gateway: "gw", topic, payload: Buffer.from(tahu.encodePayload(payload)) },
        (error) => (error ? failed(error) : taken()),
      );
    });
  const stored = (asset: string, point: string) =>
    store.between(pointId(assetId("s", asset), point), instant(0), instant(T * 2), 100);
  const last = async (asset: string, point: string) => (await stored(asset, point)).at(-1)?.value;
  const rebirths = () => sent.filter(({ topic }) => topic === "spBv1.0/s/NCMD/gw").length;
  const nodeBirth = (seq = 0, bdSeq = 0) =>
    say("NBIRTH", seq, [
      { name: "bdSeq", type: "Int64", value: bdSeq },
      { name: "Node Control/Rebirth", type: "Boolean", value: false },
      { name: "temperature", alias: 1, type: "Float", value: 41.5 },
    ]);
  const liftBirth = (seq = 1) =>
    say("DBIRTH/lift-1", seq, [
      { name: "door_closed", alias: 0, type: "Boolean", value: false },
      { name: "floor", alias: 10, type: "Int16", value: -1 },
      { name: "running", alias: 11, type: "Boolean", value: true },
      { name: "speed_m_s", alias: 12, type: "Double", value: -1.75 },
      { name: "trips", alias: 13, type: "UInt32", value: 200_000 },
    ]);
  return {
    intake,
    say,
    stored,
    last,
    sent,
    rebirths,
    nodeBirth,
    liftBirth,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe("a Sparkplug B edge node", () => {
  it("is read from its births on, by name and then by alias", async () => {
    const { nodeBirth, liftBirth, say, last, rebirths, pass, intake } = house();
    await nodeBirth();
    await liftBirth();
    expect(await last("lift-1", "motor_temp_C")).toBe(41.5);
    expect(await last("lift-1", "floor")).toBe(-1);
    expect(await last("lift-1", "running")).toBe(1);
    expect(await last("lift-1", "speed_m_s")).toBe(-1.75);
    pass(1_000);
    // Data says the alias alone, and may leave out the type.
    await say("DDATA/lift-1", 2, [
      { alias: 10, type: "Int16", value: 7 },
      { alias: 13, type: "UInt32", value: 0 },
      { alias: 0, type: "Boolean", value: true },
    ]);
    expect(await last("lift-1", "door_closed")).toBe(1);
    expect(await last("lift-1", "floor")).toBe(7);
    expect(await last("lift-1", "trips")).toBe(0);
    expect(rebirths()).toBe(0);
    expect(intake.saidOnline(assetId("s", "gw"))).toBe(true);
    expect(intake.report().refused).toEqual({});
  });

  it("names of its own are mapped by the site file", async () => {
    const { nodeBirth, say, last } = house();
    await nodeBirth();
    await say("DBIRTH/plc", 1, [{ name: "Pumps/P1/Hz", alias: 5, type: "Float", value: 42.5 }]);
    await say("DDATA/plc", 2, [{ alias: 5, type: "Float", value: 43.5 }], T + 5);
    expect(await last("pump-1", "speed_Hz")).toBe(43.5);
  });

  it("history is history, and a null is not a number", async () => {
    const { nodeBirth, liftBirth, say, stored } = house();
    await nodeBirth();
    await liftBirth();
    await say("DDATA/lift-1", 2, [
      { alias: 10, type: "Int16", value: 3, isHistorical: true, timestamp: T - 60_000 },
      { alias: 12, type: "Double", value: null, isNull: true, timestamp: T + 10 },
    ]);
    expect((await stored("lift-1", "floor"))[0]).toMatchObject({ value: 3, at: T - 60_000, replayed: true });
    expect((await stored("lift-1", "speed_m_s")).at(-1)).toMatchObject({ value: null, quality: "bad" });
  });

  it("is asked to be born again on a gap, once, and its known values are used all the same", async () => {
    const { nodeBirth, liftBirth, say, last, sent, rebirths, pass } = house();
    await nodeBirth();
    await liftBirth();
    pass(10);
    await say("DDATA/lift-1", 5, [{ alias: 10, type: "Int16", value: 9 }]);
    expect(await last("lift-1", "floor")).toBe(9);
    expect(sent).toEqual([
      {
        topic: "spBv1.0/s/NCMD/gw",
        metrics: [expect.objectContaining({ name: "Node Control/Rebirth", type: "Boolean", value: true })],
      },
    ]);
    await say("DDATA/lift-1", 9, [{ alias: 10, type: "Int16", value: 10 }]);
    expect(rebirths()).toBe(1);
    pass(5_000);
    await say("DDATA/lift-1", 20, [{ alias: 10, type: "Int16", value: 11 }]);
    expect(rebirths()).toBe(2);
  });

  it("seq counts around after 255", async () => {
    const { nodeBirth, say, rebirths } = house();
    await nodeBirth(254);
    await say("NDATA", 255, [{ alias: 1, type: "Float", value: 40 }]);
    await say("NDATA", 0, [{ alias: 1, type: "Float", value: 41 }]);
    expect(rebirths()).toBe(0);
  });

  it("data before any birth (the server was restarted) asks for one and invents nothing", async () => {
    const { say, rebirths, stored } = house();
    await say("DDATA/lift-1", 7, [{ alias: 10, type: "Int16", value: 7 }]);
    expect(rebirths()).toBe(1);
    expect(await stored("lift-1", "floor")).toEqual([]);
  });

  it("its death makes every value unknown; a death of an older session does not", async () => {
    const { nodeBirth, liftBirth, say, stored, intake, pass } = house();
    await nodeBirth(0, 8);
    await liftBirth();
    pass(1_000);
    await say("NDEATH", undefined, [{ name: "bdSeq", type: "Int64", value: 7 }]);
    expect(intake.saidOnline(assetId("s", "gw"))).toBe(true);
    expect(await stored("lift-1", "floor")).toHaveLength(1);
    await say("NDEATH", undefined, [{ name: "bdSeq", type: "Int64", value: 8 }]);
    expect(intake.saidOnline(assetId("s", "gw"))).toBe(false);
    expect((await stored("lift-1", "floor")).at(-1)).toMatchObject({
      value: null,
      quality: "bad",
      at: T + 1_000,
    });
    expect((await stored("lift-1", "motor_temp_C")).at(-1)).toMatchObject({ quality: "bad" });
  });

  it("a device's death makes that device unknown alone", async () => {
    const { nodeBirth, liftBirth, say, stored, pass } = house();
    await nodeBirth();
    await liftBirth();
    pass(1_000);
    await say("DDEATH/lift-1", 2, []);
    expect((await stored("lift-1", "floor")).at(-1)).toMatchObject({ value: null, quality: "bad" });
    expect((await stored("lift-1", "motor_temp_C")).at(-1)).toMatchObject({ quality: "good" });
  });

  it("what is no payload, or no asset of the site, is refused by name", async () => {
    const { intake, nodeBirth, say } = house();
    const bytes = Buffer.from("ffffffffffff", "hex");
    expect(decodePayload(bytes).ok).toBe(false);
    await new Promise<void>((taken) =>
      intake.take({ site: "s", gateway: "gw", topic: "spBv1.0/s/NDATA/gw", payload: bytes }, () => taken()),
    );
    await nodeBirth();
    await say("DBIRTH/nobody", 1, [{ name: "floor", alias: 1, type: "Int16", value: 1 }]);
    expect(intake.report().refused).toEqual({ "bad-shape": 1, "unknown-asset": 1 });
  });

  it.each([
    ["Int8", -5, -5],
    ["Int16", -300, -300],
    ["Int32", -70_000, -70_000],
    ["Int64", -5_000_000_000, -5_000_000_000],
    ["UInt8", 250, 250],
    ["UInt32", 4_000_000_000, 4_000_000_000],
    ["UInt64", 9_007_199_254_740_991, 9_007_199_254_740_991],
    ["Float", 0.9, 0.9],
    ["Double", 0.1, 0.1],
  ] as const)("%s %d keeps its value", async (type, value, expected) => {
    const { nodeBirth, say, last } = house();
    await nodeBirth();
    await say("DBIRTH/lift-1", 1, [{ name: "motor_temp_C", alias: 1, type, value }], T + 1);
    expect(await last("lift-1", "motor_temp_C")).toBe(expected);
  });
});
