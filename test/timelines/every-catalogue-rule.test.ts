import { describe, expect, it } from "vitest";
import type { Condition, RuleType } from "../../facility/alarms/index.ts";
import { catalog, type EquipmentType } from "../../facility/catalog/index.ts";
import { oneOfEach, timeline } from "../support/timeline.ts";
import { tripsOf } from "../support/trips.ts";

const BEGINS = 10;

const delaysOf = (condition: Condition): { on: number; off: number } | undefined => {
  switch (condition.kind) {
    case "limit":
    case "imbalance":
    case "event":
      return { on: condition.onDelaySeconds, off: condition.offDelaySeconds };
    case "held":
    case "compound":
      return { on: condition.forSeconds, off: condition.offDelaySeconds };
    default:
      return undefined;
  }
};

/** One asset of the type, with this rule alone on it, at whatever hour. */
const alone = (type: EquipmentType, { schedule: _, ...rule }: RuleType) =>
  timeline(oneOfEach([{ ...type, id: "it", rules: [{ ...rule, id: "it" }] }]));

const rules = catalog.flatMap((type) =>
  type.rules.map((rule) => [`${type.id}.${rule.id}`, type, rule] as const),
);

describe("every rule of the catalogue", () => {
  it.each(rules)("%s is quiet on calm values, rings when it should, and ends", (_name, type, rule) => {
    const { condition } = rule;
    if (condition.kind === "no-data") {
      const point = type.points.find(({ name }) => condition.points?.includes(name) ?? true)!;
      const calm = { [point.name]: point.kind === "boolean" ? false : 1 };
      const line = alone(type, rule).at(1, "it", calm);
      const back = condition.forSeconds + 5;
      line.at(back, "it", calm);
      expect(line.until(back + 1)).toEqual([
        `${(1 + condition.forSeconds).toFixed(1)} it on`,
        `${back.toFixed(1)} it off`,
      ]);
      return;
    }
    const { calm, trip, step, tripSeconds, calmSeconds } = tripsOf(type, rule);
    const line = alone(type, rule);
    for (let s = 1; s < BEGINS; s += Math.min(step, BEGINS)) line.at(s, "it", calm(s));
    const ends = BEGINS + tripSeconds;
    for (let s = BEGINS; s <= ends; s += step) line.at(s, "it", trip(s - BEGINS));
    for (let s = ends + 1; s <= ends + calmSeconds; s += step) line.at(s, "it", calm(s));
    const said = line.until(ends + calmSeconds);
    const delays = delaysOf(condition);
    if (delays)
      expect(said).toEqual([
        `${(BEGINS + delays.on).toFixed(1)} it on`,
        `${(ends + 1 + delays.off).toFixed(1)} it off`,
      ]);
    else {
      expect(said.map((word) => word.split(" ")[2])).toEqual(["on", "off"]);
      expect(Number(said[0]!.split(" ")[0])).toBeGreaterThan(BEGINS);
    }
  });
});
