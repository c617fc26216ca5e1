import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryReadings } from "../../adapters/memory/index.ts";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import { Intake } from "./intake.ts";

const NOW = 1_760_000_000_000;
/** A million in the long mode. */
const MUTATIONS = Number(process.env.WATCHKEEPER_HOSTILE_PAYLOADS ?? 20_000);

const file = SiteFile.parse({
  site: { id: "s", name: { en: "S", zh: "S" } },
  assets: [{ id: "lift-1", type: "lift", name: { en: "L", zh: "L" } }],
  gateways: [{ id: "gw", name: { en: "G", zh: "G" }, assets: ["lift-1"] }],
});

function setUp(clock = () => instant(NOW)) {
  const model = buildModel([file], catalog);
  if (!model.ok) throw new Error(model.problem);
  const store = new MemoryReadings();
  const intake = new Intake({
    model: model.value,
    store,
    clock,
    log: { info() {}, warn() {} },
    gatherMs: 0,
    retryMs: 1,
  });
  let answered = 0;
  const send = (payload: Buffer, asset = "lift-1") =>
    intake.take({ site: "s", gateway: "gw", topic: `facility/s/gw/${asset}/readings`, payload }, () => {
      answered++;
    });
  return { intake, store, send, answered: () => answered };
}

/** Before the hostile payloads' own source time, however many there are. */
const BEGAN = NOW - 5 * MUTATIONS;
const good = (n: number) => Buffer.from(JSON.stringify({ at: BEGAN + n, values: { motor_temp_C: n % 90 } }));

describe("hostile payloads", () => {
  it(`${MUTATIONS} with flipped, cut, doubled and inserted bytes leave the good data as it was`, async () => {
    const { intake, store, send, answered } = setUp();
    let seed = 1;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return Math.floor((seed / 0x80000000) * below);
    };
    const sane = Buffer.from(
      JSON.stringify([
        { at: NOW, values: { motor_temp_C: 41.5, floor: 3 }, quality: "good", replayed: true },
      ]),
    );
    const goods = 500;
    for (let i = 0; i < MUTATIONS; i++) {
      // A good reading now and then, among the rest.
      if (i % Math.floor(MUTATIONS / goods) === 0) send(good(i));
      let bytes = Buffer.from(sane);
      for (let n = 1 + random(4); n > 0; n--) {
        const at = random(Math.max(1, bytes.length));
        const kind = random(4);
        if (kind === 0 && bytes.length > 0) bytes[at] = random(256);
        else if (kind === 1) bytes = bytes.subarray(0, at);
        else if (kind === 2) bytes = Buffer.concat([bytes, bytes.subarray(at)]);
        else bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from([random(256)]), bytes.subarray(at)]);
      }
      send(bytes, i % 50 === 0 ? "no-such-asset" : "lift-1");
      if (i % 1_000 === 0) await new Promise(setImmediate);
    }
    await intake.close();
    const report = intake.report();
    expect(report.messages).toBe(MUTATIONS + goods);
    expect(answered()).toBe(report.messages);
    expect(report.stored + report.duplicates).toBe(report.readings);
    expect(report.deadLetters.length).toBeLessThanOrEqual(200);
    expect(intake.offers.list().length).toBeLessThanOrEqual(1_000);
    const kept = await store.between("s.lift-1.motor_temp_C" as PointId, instant(0), instant(NOW - 1), 1e9);
    const wanted = Array.from({ length: goods }, (_, k) => k * Math.floor(MUTATIONS / goods));
    const there = new Map(kept.map(({ at, value }) => [at, value]));
    expect(wanted.filter((n) => there.get(instant(BEGAN + n)) !== n % 90)).toEqual([]);
  }, 120_000);

  it("of any JSON are answered, and store nothing that is no point's value", async () => {
    const { intake, store, send, answered } = setUp();
    let sent = 0;
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("at", "values", "quality", ""), (value, field) => {
        const message = { at: NOW, values: { floor: 1 } };
        sent++;
        send(Buffer.from(JSON.stringify(field === "" ? value : { ...message, [field]: value })));
      }),
      { numRuns: 2_000 },
    );
    for (const text of [
      "[".repeat(50_000),
      `{"at":1e999}`,
      "\u0000",
      '{"__proto__":{"at":1}}',
      `"${"x".repeat(1e6)}"`,
    ]) {
      sent++;
      send(Buffer.from(text));
    }
    await intake.close();
    expect(answered()).toBe(sent);
    for (const { value } of await store.latest())
      expect(["number", "object", "string"]).toContain(typeof value);
    expect(Object.prototype).not.toHaveProperty("at");
  });

  it("do not care about a clock that is stepped: source times stand, only what lies ahead is refused", async () => {
    let now = NOW;
    const { intake, store, send } = setUp(() => instant(now));
    const sendAt = (at: number) => send(Buffer.from(JSON.stringify({ at, values: { motor_temp_C: 20 } })));
    sendAt(NOW);
    now = NOW - 3_600_000; // back an hour: a gateway with the right time now seems to be ahead
    sendAt(NOW + 1);
    now = NOW + 86_400_000; // forth a day
    sendAt(NOW + 2);
    now = NOW + 3;
    sendAt(NOW + 3);
    await intake.close();
    const kept = await store.between("s.lift-1.motor_temp_C" as PointId, instant(0), instant(NOW * 2), 9);
    expect(kept.map(({ at }) => at - NOW)).toEqual([0, 2, 3]);
    expect(intake.report().refused).toEqual({ "bad-time": 1 });
  });
});
