import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Condition, RuleType } from "../alarms/index.ts";
import { text } from "../units/index.ts";
import { catalog, cataloguePage, EquipmentType } from "./index.ts";
import * as words from "./words.ts";

const each = catalog.map((type) => [type.id, type] as const);
/** A rig to replay recordings on; nobody maintains or replaces it. */
const equipment = each.filter(([id]) => id !== "pump-rig");

/** The points a condition looks at, whatever its kind. */
const pointsIn = (condition: Condition): string[] =>
  [...JSON.stringify(condition).matchAll(/"point":"([^"]+)"/g)].map(([, name]) => name ?? "");

const textsOf = (of: unknown): { en: string; zh: string }[] => {
  if (typeof of !== "object" || of === null) return [];
  const { en, zh } = of as { en?: unknown; zh?: unknown };
  if (typeof en === "string" && typeof zh === "string") return [{ en, zh }];
  return Object.values(of).flatMap(textsOf);
};

const limited = (type: EquipmentType, { condition }: RuleType) =>
  condition.kind === "limit" ? type.points.find(({ name }) => name === condition.point) : undefined;

describe("the catalogue", () => {
  it("has each type once", () => {
    const ids = catalog.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each([
    "lift",
    "escalator",
    "fire-panel",
    "fire-pump",
    "jockey-pump",
    "fire-pressure",
    "booster-set",
    "sump-pump",
    "water-tank",
    "power-meter",
    "transformer",
    "feeder",
    "genset",
    "ats",
    "ups",
    "electrical-fire-monitor",
    "water-meter",
    "environment-sensor",
    "gateway",
  ])("knows %s", (id) => {
    expect(catalog.some((type) => type.id === id)).toBe(true);
  });
});

it("has words of Brick or Haystack on each point that they have a word for", () => {
  // Neither vocabulary knows these (domain facts §8): what a lift's doors, a fire panel, a selector or a gateway say.
  const untold = catalog
    .filter(({ id }) => id !== "gateway")
    .flatMap(({ id, points }) =>
      points.filter(({ brick, haystack }) => !brick && !haystack).map(({ name }) => `${id}.${name}`),
    );
  const measured = ["Cel", "kPa", "bar", "V", "A", "kW", "kW.h", "Hz", "h", "m3", "m3/h"];
  const units = new Map<string, string>(
    catalog.flatMap(({ id, points }) =>
      points.flatMap((point) =>
        point.kind === "number" ? [[`${id}.${point.name}`, point.unit] as const] : [],
      ),
    ),
  );
  expect(untold.filter((point) => measured.includes(units.get(point) ?? ""))).toEqual([]);
});

describe.each(each)("%s", (_id, type) => {
  it("names points, rules and tasks once each", () => {
    for (const names of [
      type.points.map(({ name }) => name),
      type.rules.map(({ id }) => id),
      type.maintenance.map(({ id }) => id),
    ])
      expect(names).toEqual([...new Set(names)]);
  });

  it("has rules on points it has, limits on numbers within their range", () => {
    const names = new Set(type.points.map(({ name }) => name));
    for (const rule of type.rules) {
      expect(pointsIn(rule.condition).filter((name) => !names.has(name))).toEqual([]);
      const point = limited(type, rule);
      if (rule.condition.kind !== "limit") continue;
      expect(point?.kind).toBe("number");
      if (point?.kind !== "number" || !point.range) continue;
      expect(rule.condition.limit).toBeGreaterThan(point.range[0]);
      expect(rule.condition.limit).toBeLessThan(point.range[1]);
    }
  });

  it("links its rules to plans and tasks that it has", () => {
    const tasks = type.maintenance.map(({ id }) => id);
    for (const { emergencyPlan, maintenanceTask } of type.rules) {
      if (emergencyPlan !== undefined) expect(type.emergencyPlans).toContain(emergencyPlan);
      if (maintenanceTask !== undefined) expect(tasks).toContain(maintenanceTask);
    }
  });

  it("notices its own silence no sooner than its values are stale", () => {
    const slowest = Math.min(...type.points.map(({ staleAfterSeconds }) => staleAfterSeconds));
    for (const { condition } of type.rules)
      if (condition.kind === "no-data") expect(condition.forSeconds).toBeGreaterThanOrEqual(slowest);
  });

  it("speaks Chinese and English", () => {
    const silent = textsOf(type).filter(({ zh }) => !/\p{Script=Han}/u.test(zh) && zh !== "UPS");
    expect(silent).toEqual([]);
    const foreign = textsOf(type).filter(({ en }) => /\p{Script=Han}/u.test(en));
    expect(foreign).toEqual([]);
  });
});

it.each(equipment)(
  "%s says how it is kept, how long it lives, how much it matters and costs",
  (_id, type) => {
    expect(type.maintenance.length).toBeGreaterThan(0);
    expect(type.serviceLife).toBeDefined();
    expect(type.criticality).toBeDefined();
    expect(type.replacementCost).toBeDefined();
  },
);

it("stands in docs/catalogue.md as it is now: npm run docs", () => {
  const file = join(import.meta.dirname, "..", "..", "docs", "catalogue.md");
  expect(readFileSync(file, "utf8")).toBe(cataloguePage(catalog));
});

it("takes the type that the guide gives as an example, as it stands there", () => {
  const guide = readFileSync(join(import.meta.dirname, "..", "..", "docs/guides/catalogue.md"), "utf8");
  const [, example = ""] = /^```ts\n([\s\S]*?)^```/m.exec(guide) ?? [];
  const names = { ...words, text, EquipmentType };
  const make = new Function(
    ...Object.keys(names),
    example.replace(/^export const \w+: EquipmentType =/, "return"),
  );
  const type = EquipmentType.parse(make(...Object.values(names)));
  expect(type.id).toBe("extract-fan");
  expect(type.rules.map(({ id }) => id)).toEqual(["motor-hot", "no-data"]);
});
