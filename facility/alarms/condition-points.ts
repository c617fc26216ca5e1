import type { Condition } from "./rule.ts";

/** The points a condition cannot do without, by name; those of a CEL text are found when it is compiled. */
export function conditionPoints(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case "limit":
    case "rate":
    case "window":
    case "usage":
    case "event":
      return [condition.point];
    case "deviation":
      return [condition.point, ...(condition.siblings ?? [])];
    case "held":
      return condition.all.map((test) => test.point);
    case "no-data":
    case "multivariate":
      return condition.points ?? [];
    case "imbalance":
      return condition.points;
    case "compound":
      return [];
    case "sequence":
      return [condition.first.point, condition.next.point];
    default:
      return condition satisfies never;
  }
}
