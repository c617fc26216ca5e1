import { VirtualTimeScheduler } from "rxjs";
import { expect, it } from "vitest";
import type { AlarmId, RuleOverride } from "../facility/alarms/index.ts";
import { type AssetModel, buildModel, SiteFile } from "../facility/assets/index.ts";
import { catalog } from "../facility/catalog/index.ts";
import { GOOD, ReadingBatch } from "../facility/readings/index.ts";
import type { Instant, PointId } from "../facility/units/index.ts";
import { RuleBook } from "./book.ts";
import { LiveEngine } from "./live-engine.ts";
import type { RuleMemory } from "./memory.ts";

const START = 1_000_000;

function estate(...pumps: string[]): AssetModel {
  const name = { en: "P", zh: "P" };
  const built = buildModel(
    [
      SiteFile.parse({
        site: { id: "s", name },
        assets: pumps.map((id) => ({ id, type: "booster-pump", name })),
      }),
    ],
    catalog,
  );
  if (!built.ok) throw new Error(built.problem);
  return built.value;
}

/** Two pumps under the engine of the running house, in virtual time, with stores in memory. */
async function house(
  memories: RuleMemory[] = [],
  overrides: RuleOverride[] = [],
  active: AlarmId[] = [],
  heardUntil?: number,
) {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = START;
  const kept = new Map(memories.map((memory) => [memory.alarm, memory]));
  let engine: LiveEngine | undefined;
  /** The newest reading, as the board of the running house knows it. */
  let newest: { id: PointId; at: number; value: number } | undefined;
  const board = (model: AssetModel): ReadingBatch => {
    const batch = new ReadingBatch(model.pointIds);
    const point = newest && model.point(newest.id);
    if (!point) newest = undefined;
    if (newest && point) batch.push(point.index, newest.at, newest.at, newest.value, GOOD, false);
    return batch;
  };
  const book = await RuleBook.open(
    estate("p1", "p2"),
    { list: async () => overrides, put: async () => undefined, remove: async () => true },
    (model) => engine?.swap(model, book.instances, scheduler.now(), board(model)),
  );
  engine = await LiveEngine.open({
    model: book.model,
    instances: book.instances,
    scheduler,
    active: new Set(active),
    memories: {
      load: async () => [...kept.values()],
      heardUntil: async () => heardUntil as Instant | undefined,
      save: async (changed, gone) => {
        for (const memory of changed) kept.set(memory.alarm, memory);
        for (const alarm of gone) kept.delete(alarm);
      },
    },
    log: { warn: (message) => expect.unreachable(message) },
  });
  const said: string[] = [];
  engine.changes.subscribe(({ key, on }) => {
    const { alarm } = book.instances[key]!;
    if (!alarm.endsWith("no-data"))
      said.push(`${(scheduler.now() - START) / 1_000} ${alarm.slice(2)} ${on ? "on" : "off"}`);
  });
  return {
    book,
    engine,
    said,
    kept,
    /** The pump dry and hot at each second of the span. */
    hot(from: number, to: number, pump: string, motor_temp_C: number) {
      for (let second = from; second <= to; second++) {
        scheduler.maxFrames = START + second * 1_000;
        scheduler.flush();
        scheduler.frame = START + second * 1_000;
        const batch = new ReadingBatch(book.model.pointIds);
        const point = book.model.point(`s.${pump}.motor_temp_C` as never)!;
        batch.push(point.index, scheduler.now(), scheduler.now(), motor_temp_C, GOOD, false);
        newest = { id: point.id, at: scheduler.now(), value: motor_temp_C };
        engine.take({ batch, from: 0, to: 1 });
      }
    },
  };
}
const limit = (asset: string, limitC: number): RuleOverride => ({
  is: "patch",
  scope: { of: "asset", asset },
  rule: "motor-hot",
  patch: { condition: { limit: limitC } },
});

it("an edit of one rule leaves a delay half run of another where it was", async () => {
  const { book, hot, said, engine } = await house();
  hot(1, 10, "p1", 99);
  expect(await book.put(limit("s.p2", 50), "li", START)).toMatchObject({ ok: true });
  hot(11, 25, "p1", 99);
  expect(said).toEqual(["21 p1.motor-hot on"]);
  hot(26, 60, "p2", 60);
  expect(said.at(-1)).toBe("46 p2.motor-hot on");
  await engine.close();
});

it("another model leaves a delay half run where it was, though every point has moved", async () => {
  const { book, hot, said, engine } = await house();
  hot(1, 10, "p1", 99);
  book.follow(estate("p0", "p2", "p1"));
  hot(11, 25, "p1", 99);
  expect(said).toEqual(["21 p1.motor-hot on"]);
  await engine.close();
});

it("an alarm of an asset that is no longer there ends, and may come again with it", async () => {
  const { book, hot, said, engine } = await house();
  hot(1, 30, "p1", 99);
  book.follow(estate("p2"));
  expect(said).toEqual(["21 p1.motor-hot on", "30 p1.motor-hot off"]);
  book.follow(estate("p1", "p2"));
  hot(31, 60, "p1", 99);
  expect(said.slice(2)).toEqual(["51 p1.motor-hot on"]);
  await engine.close();
});

it("a changed rule judges the newest value at once, not with the next", async () => {
  const { book, hot, said, engine } = await house();
  hot(1, 10, "p1", 60);
  const patch = { condition: { limit: 50, onDelaySeconds: 0 } };
  await book.put({ ...limit("s.p1", 50), patch } as RuleOverride, "li", START);
  expect(said).toEqual(["10 p1.motor-hot on"]);
  await engine.close();
});

it("a delay half run under one condition is not taken over by another", async () => {
  const { book, hot, said, engine } = await house();
  hot(1, 10, "p1", 99);
  await book.put(limit("s.p1", 50), "li", START);
  hot(11, 35, "p1", 99);
  expect(said).toEqual(["30 p1.motor-hot on"]);
  await engine.close();
});

it("an alarm whose rule is switched off ends at once", async () => {
  const { book, hot, said, engine } = await house();
  hot(1, 30, "p1", 99);
  await book.put({ ...limit("s.p1", 1), patch: { enabled: false } } as RuleOverride, "li", START);
  expect(said).toEqual(["21 p1.motor-hot on", "30 p1.motor-hot off"]);
  hot(31, 60, "p1", 99);
  expect(said).toHaveLength(2);
  await engine.close();
});

it("a delay half run goes on after a restart", async () => {
  const first = await house();
  first.hot(1, 10, "p1", 99);
  await first.engine.close();
  const second = await house([...first.kept.values()]);
  // Its first sign was 1 s after the first start; this clock begins anew, so the delay ends 21 s after it.
  second.hot(2, 25, "p1", 99);
  expect(second.said).toEqual(["21 p1.motor-hot on"]);
  await second.engine.close();
});

it("a kill takes nothing of a delay: what was stored since the last save is heard again", async () => {
  const first = await house();
  first.hot(1, 3, "p1", 20);
  await first.engine.save();
  // Never saved again; but each of these readings was stored before it was acknowledged.
  const { pointIds } = first.book.model;
  const stored = new ReadingBatch(pointIds);
  const temp = first.book.model.point("s.p1.motor_temp_C" as never)!.index;
  for (let second = 4; second <= 10; second++)
    stored.push(temp, START + second * 1_000, START + second * 1_000, 99, GOOD, false);
  // One that was replayed says nothing now either.
  stored.push(temp, START + 11_000, START + 11_000, 20, GOOD, true);

  const second = await house([...first.kept.values()], [], [], START + 3_000);
  second.hot(12, 12, "p2", 20);
  await second.engine.catchUp({
    async *scan() {
      yield stored;
    },
  });
  second.hot(13, 30, "p1", 99);
  // The first sign was at second 4 of the life before; the rule's delay is 20 s.
  expect(second.said).toEqual(["24 p1.motor-hot on"]);
  await second.engine.close();
});

it("a change that does not fit is refused and changes nothing", async () => {
  const { book, engine } = await house();
  const refused = [
    { ...limit("s.p1", 1), patch: { condition: { limit: "hot" } } },
    { ...limit("s.p9", 1) },
    { ...limit("s.p1", 1), rule: "nosuch" },
  ] as RuleOverride[];
  for (const override of refused) expect(await book.put(override, "li", START)).toMatchObject({ ok: false });
  const compound = {
    is: "rule",
    scope: { of: "asset", asset: "s.p1" },
    rule: "own",
    definition: {
      ...book.model.assets.get("s.p1" as never)!.rules[0]!,
      id: "own",
      condition: { kind: "compound", when: "runing && flow_m3_h < 1", forSeconds: 0, offDelaySeconds: 0 },
    },
  } as RuleOverride;
  const own = await book.put(compound, "li", START);
  expect(own.ok ? "" : own.problem).toContain("Unknown variable: runing");
  expect(book.overrides()).toEqual([]);
  await engine.close();
});

it("after a repair one asset learns anew what is normal, also after a restart; another keeps what it knows, and a delay under way goes on", async () => {
  const { book, hot, said, engine, kept } = await house();
  for (const pump of ["s.p1", "s.p2"])
    expect(
      await book.put(
        {
          is: "rule",
          scope: { of: "asset", asset: pump },
          rule: "own",
          definition: {
            ...book.model.assets.get(pump as never)!.rules.find(({ id }) => id === "motor-hot")!,
            id: "own",
            condition: {
              kind: "deviation",
              point: "motor_temp_C",
              from: "learned",
              side: "high",
              sigmas: 4,
              atLeast: 10,
              learnSamples: 20,
              onDelaySeconds: 5,
            },
          },
        } as RuleOverride,
        "li",
        START,
      ),
    ).toMatchObject({ ok: true });
  const own = () => said.filter((line) => line.includes(".own "));
  hot(1, 30, "p1", 40);
  hot(31, 60, "p2", 40);
  // Each knows 40 °C by now: 60 °C is far from it.
  hot(61, 70, "p2", 60);
  expect(own()).toEqual(["66 p2.own on"]);
  hot(71, 72, "p1", 99);

  engine.forget("s.p1" as never, START + 72_000);
  await engine.save();
  expect(kept.get("s.p1.own" as AlarmId)?.parts.watch ?? {}).not.toMatchObject({ slots: [{ n: 20 }] });
  expect(kept.get("s.p2.own" as AlarmId)?.parts.watch).toMatchObject({ slots: [{ n: 20 }] });
  // The limit's delay of 20 s, begun before the repair was closed, is not begun anew.
  hot(73, 95, "p1", 99);
  expect(said.filter((line) => line.includes("p1.motor-hot"))).toEqual(["91 p1.motor-hot on"]);
  // 60 °C is p1's new normal: it was learned after the repair, and only then is anything far from it.
  engine.forget("s.p1" as never, START + 95_000);
  hot(96, 130, "p1", 60);
  expect(own()).toEqual(["66 p2.own on"]);
  hot(131, 140, "p1", 80);
  expect(own()).toEqual(["66 p2.own on", "136 p1.own on"]);
  await engine.close();
});
