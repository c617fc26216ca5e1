import { beforeAll, describe, expect, it } from "vitest";
import { type Asset, buildModel, SiteFile } from "../assets/index.ts";
import { catalog } from "../catalog/index.ts";
import type { Order } from "../maintenance/index.ts";
import { calledBy } from "../oncall/index.ts";
import { savings } from "./annual-cost.ts";
import { usualAssumptions } from "./assumptions.ts";
import { lessonsOf } from "./fleet.ts";
import { forecast } from "./forecast.ts";
import { withOrders } from "./from-past.ts";
import { type AssetRecord, nothingKnown } from "./history.ts";
import { emptyLedger, lifeOf, replacementCostOf } from "./ledger.ts";
import { draftPlan, writePlan } from "./make-plan.ts";
import { Scenario } from "./scenario.ts";
import { partsOfSets } from "./set-parts.ts";
import { solvePlan } from "./solve.ts";

const NOW = Date.UTC(2026, 10, 25);
const assets = new Map<string, Asset>();
beforeAll(() => {
  const name = { en: "A", zh: "甲" };
  const model = buildModel(
    [
      SiteFile.parse({
        site: { id: "s", name },
        places: [{ id: "room", kind: "room", name }],
        assets: [
          { id: "set", type: "booster-set", name, in: "room", costCny: 180_000 },
          { id: "set-pump-1", type: "booster-pump", name, in: "room", costCny: 24_000 },
          { id: "set-pump-2", type: "booster-pump", name, in: "room", costCny: 24_000 },
          { id: "ups", type: "ups", name, installed: "2020-05-01", costCny: 83_800 },
          { id: "lift", type: "lift", name, installed: "2010-12-01", costCny: 300_000 },
          { id: "pump", type: "booster-pump", name, installed: "2016-06-01" },
        ],
      }),
    ],
    catalog,
  );
  if (!model.ok) throw new Error(model.problem);
  for (const asset of model.value.assets.values()) assets.set(asset.slug, asset);
});
const futureOf = (slug: string, record: Partial<AssetRecord> = {}) => {
  const asset = assets.get(slug)!;
  const found = forecast({
    asset,
    record: { ...nothingKnown(NOW - 3 * 365.25 * 86_400_000), ...record },
    ledger: emptyLedger,
    lessons: lessonsOf([], lifeOf(asset, emptyLedger).value, NOW),
    assumptions: usualAssumptions,
    now: NOW,
    firstYear: 2027,
    years: 10,
  });
  if (!found) throw new Error("no price is known");
  return found;
};
const planOf = (slug: string) => {
  const draft = draftPlan(
    [{ asset: assets.get(slug)!, forecast: futureOf(slug) }],
    Scenario.parse({ name: { en: "x", zh: "x" }, firstYear: 2027, years: 10, budgets: {} }),
    usualAssumptions,
  );
  const solved = solvePlan(draft.problem, () => undefined, 1);
  const made = {
    id: "x",
    scenarioVersion: 1,
    madeAt: NOW,
    seconds: 0,
    withoutPrice: [],
    called: calledBy(undefined),
  };
  return writePlan(draft, solved, made).lines[0]!;
};

describe("what keeping costs", () => {
  it("counts a new one all the same where the old one ends: a battery past its life is not kept for nothing", () => {
    const ups = futureOf("ups");
    ups.keep.forEach((cny, k) => {
      const parts = [ups.repair, ups.risk, ups.obsolescence, ups.renewal].map((list) => list[k] ?? 0);
      expect(cny).toBeCloseTo(
        parts.reduce((sum, each) => sum + each, 0),
        6,
      );
      expect(ups.renewal[k]).toBeCloseTo((ups.chance[k] ?? 0) * (ups.newPerYear[k] ?? 0), 6);
    });
    expect(ups.bestYear).toBe(0);
    expect(planOf("ups")).toMatchObject({ year: 2027, reason: "pays" });
  });
  it("saves nothing in years in which the old one is gone", () => {
    expect(savings([10, 10], [4, 4], 0)).toEqual([12, 6]);
    expect(savings([10, 10], [4, 4], 0, [1, 0.5])).toEqual([9, 3]);
  });
});

it("what does not save the cost of setting up is kept, is no overdue renewal, and says so", () => {
  const line = planOf("lift");
  const future = futureOf("lift");
  if (line.year === null && future.bestYear !== undefined && future.bestYear < 10) {
    expect(line).toMatchObject({ reason: "kept", bestYear: null });
    expect(line.says.en).toContain("setting up once");
    expect(line.says.zh).toContain("进场费");
  }
  expect(line.reason).not.toBe("unfunded");
});

it("a price follows its index: the ledger's from its year, or what it was bought for from the year it came", () => {
  const pump = assets.get("pump")!;
  const record = nothingKnown(NOW);
  const ledger = { ...emptyLedger, replacementCny: 10_000, priceYear: 2020, priceRise: 0.05 };
  expect(replacementCostOf(pump, ledger, record, 2026, 0.03)?.value).toBeCloseTo(10_000 * 1.05 ** 6, 6);
  const bought = replacementCostOf(pump, { ...emptyLedger, purchaseCny: 8_000 }, record, 2026, 0.03);
  expect(bought?.value).toBeCloseTo(8_000 * 1.03 ** 10, 6);
  expect(bought?.source.en).toContain("2016");
});

describe("a part renewed on an order", () => {
  const order = (more: object) =>
    ({
      id: "WO-000007",
      key: "manual:1",
      site: "s",
      title: { en: "Replace the bearing", zh: "更换轴承" },
      source: { kind: "person", id: "li" },
      state: { is: "closed", to: "li", startedAt: NOW - 10, doneAt: NOW - 5, closedAt: NOW },
      parts: [{ name: "6308", quantity: 2, unitCost: 90, renews: "bearings" }],
      labour: [],
      ...more,
    }) as unknown as Order;
  const worksOf = (one: Order) =>
    withOrders(nothingKnown(0), [one], 0).works.map(({ id, kind, part, cny }) => ({ id, kind, part, cny }));
  it("is known by its field, not by words; the money stands once", () => {
    expect(worksOf(order({}))).toEqual([{ id: "WO-000007", kind: "part", part: "bearings", cny: 180 }]);
    const two = order({
      parts: [
        { name: "6308", quantity: 1, unitCost: 90, renews: "bearings" },
        { name: "impeller", quantity: 1, unitCost: 700, renews: "impeller" },
      ],
    });
    expect(worksOf(two)).toEqual([
      { id: "WO-000007", kind: "part", part: "bearings", cny: 790 },
      { id: "WO-000007#impeller", kind: "part", part: "impeller", cny: 0 },
    ]);
    const whole = order({ parts: [{ name: "pump", quantity: 1, unitCost: 9_000, renews: "whole" }] });
    expect(worksOf(whole)[0]).toMatchObject({ kind: "renewal", part: "whole" });
  });
  it("by its words only where the order is of the imported past", () => {
    const silent = { parts: [{ name: "6308", quantity: 2, unitCost: 90 }] };
    expect(worksOf(order(silent))[0]).toMatchObject({ kind: "preventive" });
    expect(worksOf(order({ ...silent, key: "past:s/x" }))[0]).toMatchObject({
      kind: "part",
      part: undefined,
    });
  });
});

it("a set with pumps of its own is priced without them: no yuan stands in a plan twice", () => {
  const set = assets.get("set")!;
  const pumps = partsOfSets(assets.values()).get(set.id) ?? [];
  // The pump elsewhere is no part of it.
  expect(pumps.map(({ slug }) => slug)).toEqual(["set-pump-1", "set-pump-2"]);
  const priced = (cny: number, count = pumps.length) =>
    forecast({
      asset: set,
      record: nothingKnown(NOW - 3 * 365.25 * 86_400_000),
      ledger: emptyLedger,
      lessons: lessonsOf([], 15, NOW),
      assumptions: usualAssumptions,
      parts: { count, cny },
      now: NOW,
      firstYear: 2027,
      years: 10,
    })?.replacement;
  expect(priced(48_000)?.value).toBe(132_000);
  expect(priced(48_000)?.source).toEqual({
    en: expect.stringContaining("its 2 pumps (¥48,000) are planned by themselves"),
    zh: expect.stringContaining("2 台水泵"),
  });
  // Dearer pumps leave the cabinet and the header.
  expect(priced(500_000)?.value).toBe(54_000);
  expect(priced(0, 0)?.value).toBe(180_000);
});
