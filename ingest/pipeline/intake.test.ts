import { describe, expect, it } from "vitest";
import { MemoryReadings } from "../../adapters/memory/index.ts";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import type { ReadingBatch, ReadingStore } from "../../facility/readings/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import { Intake, type IntakeOptions } from "./intake.ts";

const NOW = 1_760_000_000_000;
const quiet = { info() {}, warn() {} };

const file = SiteFile.parse({
  site: { id: "s", name: { en: "S", zh: "S" } },
  assets: [
    { id: "lift-1", type: "lift", name: { en: "L", zh: "L" } },
    { id: "pump-1", type: "booster-pump", name: { en: "P", zh: "P" } },
  ],
  gateways: [
    { id: "gw", name: { en: "G", zh: "G" }, assets: ["lift-1"] },
    { id: "other", name: { en: "O", zh: "O" }, assets: ["pump-1"] },
  ],
});

/** A store whose disk can be full, slow or fine. */
class MoodyStore extends MemoryReadings {
  full = false;
  gate: Promise<void> | undefined;
  override async append(batch: ReadingBatch): ReturnType<ReadingStore["append"]> {
    await this.gate;
    if (this.full) throw new Error("No space left on device");
    return super.append(batch);
  }
}

function setUp(options: Partial<Pick<IntakeOptions, "maxHeldRows" | "send">> = {}) {
  const model = buildModel([file], catalog);
  if (!model.ok) throw new Error(model.problem);
  const store = new MoodyStore();
  const intake = new Intake({
    model: model.value,
    store,
    clock: () => instant(NOW),
    log: quiet,
    gatherMs: 0,
    retryMs: 1,
    ...options,
  });
  const send = (payload: unknown, asset = "lift-1", channel = "readings") =>
    new Promise<Error | undefined>((taken) =>
      intake.take(
        {
          site: "s",
          gateway: "gw",
          topic: `facility/s/gw/${asset}/${channel}`,
          payload: Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload)),
        },
        taken,
      ),
    );
  return { intake, store, send };
}

const latest = async (store: ReadingStore, point: string) => (await store.latest([point as PointId]))[0];

describe("the pipeline", () => {
  it("answers a gateway's status with the time by its own clock, and a farewell with nothing", async () => {
    const sent: [string, unknown][] = [];
    const { intake } = setUp({
      send: (topic, payload) => sent.push([topic, JSON.parse(payload.toString())]),
    });
    const say = (status: object) =>
      new Promise((taken) =>
        intake.take(
          {
            site: "s",
            gateway: "gw",
            topic: "facility/s/gw/status",
            payload: Buffer.from(JSON.stringify(status)),
          },
          taken,
        ),
      );
    await say({ online: true, at: NOW + 7_000 });
    await say({ online: true });
    await say({ online: false, at: NOW });
    expect(sent).toEqual([["facility/s/gw/clock", { sent: NOW + 7_000, heard: NOW, answered: NOW }]]);
  });

  it("follows another model: values stay by id, and what was taken by the old one is stored and answered", async () => {
    const { intake, store, send } = setUp();
    let open = () => {};
    store.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const first = send({ at: NOW, values: { motor_temp_C: 40 } });
    const during = send({ at: NOW + 1, values: { motor_temp_C: 41 } });
    // A new asset before the old one: every place in the point table is another.
    const more = SiteFile.parse({
      ...file,
      assets: [{ id: "pump-9", type: "booster-pump", name: { en: "P", zh: "泵" } }, ...file.assets],
      gateways: file.gateways.map((gateway) =>
        gateway.id === "gw" ? { ...gateway, assets: [...gateway.assets, "pump-9"] } : gateway,
      ),
    });
    const model = buildModel([more], catalog);
    if (!model.ok) throw new Error(model.problem);
    intake.follow(model.value);
    const index = model.value.point("s.lift-1.motor_temp_C" as PointId)!.index;
    expect(intake.board.reading(index)).toMatchObject({ point: "s.lift-1.motor_temp_C", value: 41 });
    const after = send({ at: NOW + 2, values: { motor_temp_C: 42 } });
    const added = send({ at: NOW, values: { motor_temp_C: 20 } }, "pump-9");
    open();
    expect(await Promise.all([first, during, after, added])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    await intake.close();
    expect((await latest(store, "s.lift-1.motor_temp_C"))?.value).toBe(42);
    expect((await latest(store, "s.pump-9.motor_temp_C"))?.value).toBe(20);
    expect(intake.report()).toMatchObject({ stored: 4, refused: {} });
  });

  it("answers the sender after the reading is stored, not before", async () => {
    const { store, send } = setUp();
    let open = () => {};
    store.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let answered = false;
    const sent = send({ at: NOW, values: { motor_temp_C: 40 } }).then(() => {
      answered = true;
    });
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect({ answered, stored: await store.count() }).toEqual({ answered: false, stored: 0 });
    open();
    await sent;
    expect(await store.count()).toBe(1);
  });

  it("stores numbers, booleans and enumerations, and marks what the device cannot mean", async () => {
    const { store, send } = setUp();
    await send([
      { at: NOW, values: { motor_temp_C: 41.5, running: true, service_mode: 1, floor: null } },
      { at: NOW + 1, values: { motor_temp_C: 999, service_mode: 99 }, replayed: true },
    ]);
    expect(await latest(store, "s.lift-1.running")).toMatchObject({ value: 1, quality: "good" });
    expect(await latest(store, "s.lift-1.floor")).toMatchObject({ value: null, quality: "bad" });
    expect(await latest(store, "s.lift-1.motor_temp_C")).toMatchObject({
      value: 999,
      quality: "uncertain",
      replayed: true,
    });
    expect(await latest(store, "s.lift-1.service_mode")).toMatchObject({ value: 99, quality: "uncertain" });
  });

  it.each([
    ["not json at all", "bad-json"],
    ["[1, 2]", "bad-shape"],
    [{ at: "now", values: {} }, "bad-time"],
    [{ at: 1_760_000_000, values: { floor: 1 } }, "bad-time"],
    [{ at: NOW + 3_600_000, values: { floor: 1 } }, "bad-time"],
    [{ at: NOW, values: [1] }, "bad-shape"],
    [{ at: NOW, quality: "excellent", values: { floor: 1 } }, "bad-shape"],
    [{ at: NOW, values: { colour: "red" } }, "unknown-point"],
    [{ at: NOW, values: { floor: "seven" } }, "wrong-kind"],
    [{ at: NOW, values: { __proto__x: 1 } }, "unknown-point"],
  ])("acknowledges and files %j under %s", async (payload, reason) => {
    const { intake, store, send } = setUp();
    expect(await send(payload)).toBeUndefined();
    const report = intake.report();
    expect(report.refused[reason]).toBeGreaterThan(0);
    expect(report.deadLetters[0]).toMatchObject({ reason, gateway: "s/gw" });
    expect(await store.count()).toBe(0);
  });

  it("keeps the good values of a message whose other values are wrong", async () => {
    const { store, send } = setUp();
    await send({ at: NOW, values: { floor: "seven", motor_temp_C: 40 } });
    expect(await store.count()).toBe(1);
  });

  it("offers what it does not know for adoption, and stores none of it", async () => {
    const { intake, store, send } = setUp();
    await send({ at: NOW, values: { motor_temp_C: 40, oil_temp_C: 55 } });
    await send([{ at: NOW, values: { level_m: 2 } }, 7, { values: 3 }], "tank-1");
    await send({ at: NOW, values: { running: true } }, "pump-1");
    expect(intake.offers.list().map(({ id, value, newAsset }) => [id, value, newAsset])).toEqual([
      ["s/gw/lift-1/oil_temp_C", 55, false],
      ["s/gw/tank-1/level_m", 2, true],
    ]);
    expect(await store.count()).toBe(1);
  });

  it("refuses an asset that another gateway reads, and one that the site does not have", async () => {
    const { intake, send } = setUp();
    await send({ at: NOW, values: { running: true } }, "pump-1");
    await send({ at: NOW, values: { running: true } }, "pump-9");
    expect(intake.report().refused).toEqual({ "foreign-asset": 1, "unknown-asset": 1 });
  });

  it("acknowledges nothing while the disk is full, loses nothing, and goes on when there is room", async () => {
    const { intake, store, send } = setUp();
    const handedOn: number[] = [];
    intake.accepted.subscribe(({ from, to }) => handedOn.push(to - from));
    store.full = true;
    let answered = 0;
    const sends = [1, 2, 3].map((n) =>
      send({ at: NOW + n, values: { motor_temp_C: n } }).then(() => answered++),
    );
    await expect.poll(() => intake.report().storing).toBe(false);
    expect(answered).toBe(0);
    expect(handedOn.reduce((a, b) => a + b, 0)).toBe(3);
    store.full = false;
    await Promise.all(sends);
    expect(await store.count()).toBe(3);
    expect(intake.report()).toMatchObject({ storing: true, trouble: null, stored: 3 });
  });

  it("turns senders away, unacknowledged, when a stuck store has filled its share of memory", async () => {
    const { intake, store, send } = setUp({ maxHeldRows: 2 });
    store.full = true;
    const held = [1, 2, 3].map((n) => send({ at: NOW + n, values: { floor: n } }));
    await expect.poll(() => intake.report().storing).toBe(false);
    const more = [4, 5].map((n) => send({ at: NOW + n, values: { floor: n } }));
    expect(await send({ at: NOW + 9, values: { floor: 9 } })).toBeInstanceOf(Error);
    store.full = false;
    expect(await Promise.all([...held, ...more])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(await store.count()).toBe(5);
  });

  it("stores what it has gathered before it closes", async () => {
    const { intake, store, send } = setUp();
    const sent = send({ at: NOW, values: { floor: 1 } });
    await intake.close();
    expect(await sent).toBeUndefined();
    expect(await store.count()).toBe(1);
  });

  it("shows the newest value, whatever order they come in", async () => {
    const { intake, send } = setUp();
    await send([
      { at: NOW, values: { floor: 5 } },
      { at: NOW - 5_000, values: { floor: 2 } },
    ]);
    const index = intake.board.reading(1);
    expect(index).toMatchObject({ point: "s.lift-1.floor", value: 5, at: NOW });
  });
});
