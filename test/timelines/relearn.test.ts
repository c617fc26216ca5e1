import { Subject, VirtualTimeScheduler } from "rxjs";
import { expect, it } from "vitest";
import { memoryJournal, memoryMaintenance } from "../../adapters/memory/index.ts";
import { isActive, type RuleOverride } from "../../facility/alarms/index.ts";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import type { OrderActInput } from "../../facility/maintenance/index.ts";
import { GOOD, ReadingBatch, type ReadingSlice } from "../../facility/readings/index.ts";
import { type AssetId, instant, type PointId } from "../../facility/units/index.ts";
import { LiveRules } from "../../house/live-rules.ts";
import { relearnAfterRepair } from "../../house/relearn.ts";
import { AlarmDesk, RuleBook, type RuleMemory } from "../../rules/index.ts";
import { OrderDesk } from "../../rules/maintenance/index.ts";

const PUMP = "s.p1" as AssetId;
const TEMP = "s.p1.motor_temp_C" as PointId;
const name = { en: "P", zh: "P" };

it("a repair that renewed a part: its order is finished, what was learned is forgotten, the new normal is learned; a repair that renewed nothing forgets nothing", async () => {
  const built = buildModel(
    [SiteFile.parse({ site: { id: "s", name }, assets: [{ id: "p1", type: "booster-pump", name }] })],
    catalog,
  );
  if (!built.ok) throw new Error(built.problem);
  const model = built.value;
  const hot = model.assets.get(PUMP)?.rules.find(({ id }) => id === "motor-hot");
  if (!hot) throw new Error("no rule to begin from");
  const learned = {
    is: "rule",
    scope: { of: "asset", asset: PUMP },
    rule: "own",
    definition: {
      ...hot,
      id: "own",
      condition: {
        kind: "deviation",
        point: "motor_temp_C",
        from: "learned",
        side: "high",
        sigmas: 4,
        atLeast: 10,
        atLeastPercent: 0,
        smoothSamples: 1,
        learnSamples: 20,
        memorySamples: 5_000,
        onDelaySeconds: 5,
        offDelaySeconds: 0,
      },
    },
  } as RuleOverride;
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = 1_000_000;
  const clock = () => instant(scheduler.frame);
  const quiet = { info() {}, warn() {}, error: (words: string) => expect.unreachable(words) };
  const book = await RuleBook.open(
    model,
    { list: async () => [learned], put: async () => undefined, remove: async () => true },
    () => undefined,
  );
  const desk = await AlarmDesk.open({
    instances: book.instances,
    assets: model.assets.values(),
    journal: memoryJournal(),
    clock,
    scheduler,
    log: quiet,
  });
  const kept = new Map<string, RuleMemory>();
  const accepted = new Subject<ReadingSlice>();
  const live = await LiveRules.open({
    book,
    desk,
    clock,
    scheduler,
    log: quiet,
    intake: { accepted, follow() {}, board: { batch: () => new ReadingBatch(model.pointIds) } } as never,
    memories: {
      load: async () => [],
      heardUntil: async () => undefined,
      save: async (changed, gone) => {
        for (const memory of changed) kept.set(memory.alarm, memory);
        for (const alarm of gone) kept.delete(alarm);
      },
    },
  });
  const orders = await OrderDesk.open(memoryMaintenance(), clock, () => undefined);
  const relearning = relearnAfterRepair(orders, live, quiet);

  const run = (seconds: number, about: number) => {
    for (let n = 0; n < seconds; n++) {
      scheduler.maxFrames = scheduler.frame + 1_000;
      scheduler.flush();
      scheduler.frame = scheduler.maxFrames;
      const batch = new ReadingBatch(model.pointIds);
      const point = model.point(TEMP);
      if (!point) throw new Error("no temperature");
      batch.push(point.index, clock(), clock(), about + (n % 2), GOOD, false);
      accepted.next({ batch, from: 0, to: 1 });
    }
  };
  const rings = () => desk.open().some(({ rule, state }) => rule === "own" && isActive(state));
  const repair = async (...acts: OrderActInput[]) => {
    const asked = await orders.request(
      {
        key: `k-${clock()}`,
        site: "s",
        asset: PUMP,
        title: name,
        priority: "medium",
        source: { kind: "person", id: "li" },
      },
      "li",
    );
    if (!asked.ok) throw new Error(asked.problem);
    for (const act of [{ do: "assign", to: "li" }, { do: "start" }, ...acts] as const) {
      const done = await orders.act({
        id: asked.value.id,
        by: "li",
        act: { why: "", words: "", ...act } as never,
      });
      expect(done.ok ? "" : done.problem.en).toBe("");
    }
  };

  run(30, 40);
  // Nothing was renewed: 60 °C is still far from what is normal.
  await repair({ do: "finish" });
  run(10, 60);
  expect(rings()).toBe(true);
  run(10, 40);
  expect(rings()).toBe(false);

  await repair(
    { do: "use-part", name: "6208 bearing", quantity: 2, unitCost: 80, renews: "bearings" },
    { do: "finish" },
  );
  await expect.poll(() => kept.size).toBeGreaterThan(0);
  // What it runs at now is what is normal from now on.
  run(30, 60);
  expect(rings()).toBe(false);
  run(10, 80);
  expect(rings()).toBe(true);

  relearning.unsubscribe();
  await live.close();
  await orders.close();
});
