import { describe, expect, it } from "vitest";
import { boosterPump } from "../catalog/booster-pump.ts";
import { assetId } from "../units/index.ts";
import { effectiveRules, intoOwn, patchRule, RuleOverride, type Scope } from "./override.ts";

const asset = { id: assetId("s", "p1"), site: "s", type: "booster-pump" };
const hot = (scope: Scope, condition: Record<string, number>): RuleOverride => ({
  is: "patch",
  scope,
  rule: "motor-hot",
  patch: { condition },
});
const ofSite: Scope = { of: "site", site: "s" };
const ofType: Scope = { of: "type", site: "s", type: "booster-pump" };
const ofAsset: Scope = { of: "asset", asset: "s.p1" };
const motorHot = (overrides: RuleOverride[]) =>
  effectiveRules(asset, boosterPump.rules, overrides).find(({ rule }) => rule.id === "motor-hot")!;

describe("effective rules", () => {
  it("are the catalogue's where nobody changed anything", () => {
    const rules = effectiveRules(asset, boosterPump.rules, []);
    expect(rules.map(({ rule }) => rule)).toEqual(boosterPump.rules);
    expect(rules.every(({ origins }) => origins.length === 0)).toBe(true);
  });

  it("take each value from the narrowest scope that names it, and say from which, whatever the order of entry", () => {
    const { rule, origins } = motorHot([
      hot(ofAsset, { limit: 80 }),
      hot(ofSite, { limit: 90, hysteresis: 3 }),
      hot(ofType, { limit: 85 }),
    ]);
    expect(rule.condition).toMatchObject({ limit: 80, hysteresis: 3, onDelaySeconds: 20 });
    expect(origins).toEqual([
      { path: "condition.hysteresis", scope: ofSite, before: 5 },
      { path: "condition.limit", scope: ofAsset, before: 85 },
    ]);
  });

  it("leave other assets, types and sites alone", () => {
    const elsewhere: Scope[] = [
      { of: "asset", asset: "s.p2" },
      { of: "type", site: "s", type: "lift" },
      { of: "site", site: "t" },
    ];
    expect(motorHot(elsewhere.map((scope) => hot(scope, { limit: 1 }))).rule.condition).toMatchObject({
      limit: 95,
    });
  });

  it("hold without a change that does not fit, and say so", () => {
    const bad = motorHot([{ ...hot(ofSite, {}), patch: { condition: { limit: "high" } } } as RuleOverride]);
    expect(bad.rule.condition).toMatchObject({ limit: 95 });
    expect(bad.problems[0]).toContain("site:s: condition.limit");
  });

  it("include the site's own rules, which a narrower scope may change again", () => {
    const definition = { ...boosterPump.rules[0]!, id: "own" };
    const rules = effectiveRules(asset, boosterPump.rules, [
      { is: "rule", scope: ofType, rule: "own", definition },
      { is: "patch", scope: ofAsset, rule: "own", patch: { priority: "low" } },
    ]);
    expect(rules.at(-1)).toMatchObject({ rule: { id: "own", priority: "low" }, addedBy: ofType });
  });
});

describe("patching", () => {
  it("keeps the kind of condition and refuses fields it does not have", () => {
    const rule = boosterPump.rules.find(({ id }) => id === "motor-hot")!;
    expect(patchRule(rule, { condition: { kind: "held" } })).toMatchObject({ ok: true });
    expect(patchRule(rule, { condition: { forSeconds: 3 } })).toMatchObject({ ok: false });
    expect(patchRule(rule, { enabled: false, priority: "low" })).toMatchObject({
      value: { enabled: false, priority: "low" },
    });
  });

  it("links a rule to another plan, or to none", () => {
    const rule = { ...boosterPump.rules[0]!, emergencyPlan: "flood", maintenanceTask: "service" };
    expect(patchRule(rule, { emergencyPlan: "burst-pipe" })).toMatchObject({
      value: { emergencyPlan: "burst-pipe", maintenanceTask: "service" },
    });
    const without = patchRule(rule, { emergencyPlan: null, priority: "low" });
    expect(without).toMatchObject({ ok: true, value: { priority: "low", maintenanceTask: "service" } });
    expect(without.ok && without.value.emergencyPlan).toBeUndefined();
  });

  it("keeps a rule to hours, and lets a narrower scope watch it always", () => {
    const schedule = { mode: "only" as const, windows: [{ days: [1, 5], from: "08:00", to: "18:00" }] };
    const hours: RuleOverride = { is: "patch", scope: ofSite, rule: "motor-hot", patch: { schedule } };
    expect(motorHot([hours]).rule.schedule).toEqual(schedule);
    const always = motorHot([
      hours,
      { is: "patch", scope: ofAsset, rule: "motor-hot", patch: { schedule: null } },
    ]);
    expect(always.rule.schedule).toBeUndefined();
    expect(always.origins).toEqual([{ path: "schedule", scope: ofAsset, before: schedule }]);
  });
});

describe("the words and the second call of a catalogue rule", () => {
  const response = { en: "Call the pump firm.", zh: "联系水泵维保单位。" };
  const ours: RuleOverride = {
    is: "patch",
    scope: ofSite,
    rule: "motor-hot",
    patch: { response, realarmMinutes: 30 },
  };

  it("may be a site's own, with their origin; the title stays the catalogue's", () => {
    const { rule, origins } = motorHot([ours]);
    expect(rule).toMatchObject({ response, realarmMinutes: 30, title: { en: "Pump motor hot" } });
    expect(origins.map(({ path }) => path).sort()).toEqual(["realarmMinutes", "response"]);
    expect(origins.find(({ path }) => path === "response")?.before).toMatchObject({
      en: expect.stringContaining("stand-by pump"),
    });
  });

  it("are given up again by a narrower scope, and refused where they say nothing", () => {
    const quiet: RuleOverride = {
      is: "patch",
      scope: ofAsset,
      rule: "motor-hot",
      patch: { realarmMinutes: null },
    };
    expect(motorHot([ours, quiet]).rule.realarmMinutes).toBeUndefined();
    expect(RuleOverride.safeParse({ ...ours, patch: { response: { en: "", zh: "" } } }).success).toBe(false);
    expect(RuleOverride.safeParse({ ...ours, patch: { realarmMinutes: 0 } }).success).toBe(false);
  });
});

describe("a patch sent to the scope of a site's own rule", () => {
  const definition = { ...boosterPump.rules.find(({ id }) => id === "motor-hot")!, id: "own" };
  const own: RuleOverride = { is: "rule", scope: ofType, rule: "own", definition };
  const patch = (scope: Scope, condition: Record<string, unknown>): RuleOverride => ({
    is: "patch",
    scope,
    rule: "own",
    patch: { condition },
  });

  it("becomes part of its definition", () => {
    const kept = intoOwn(patch(ofType, { limit: 70 }), [own]);
    expect(kept).toMatchObject({
      value: { is: "rule", definition: { title: definition.title, condition: { limit: 70, hysteresis: 5 } } },
    });
  });
  it("is refused where it does not fit, and is a change of its own at a narrower scope", () => {
    expect(intoOwn(patch(ofType, { limit: "hot" }), [own])).toMatchObject({ ok: false });
    expect(intoOwn(patch(ofAsset, { limit: 70 }), [own])).toMatchObject({ value: { is: "patch" } });
  });
});
