import type { PointType } from "../catalog/index.ts";
import { text } from "../units/index.ts";
import type { PlanProblem } from "./flow.ts";
import type { Plan } from "./plan.ts";

const kinds: Readonly<Record<PointType["kind"], string>> = {
  number: "数值",
  boolean: "是或否",
  enum: "状态",
  text: "文字",
};

/**
 * What keeps a plan's commands from ever being carried out, in words for its author: a point that no equipment of the
 * step has, that is only observed, or a value of the wrong kind or out of range. `pointsOf` gives the points of a type
 * as the site has them.
 */
export function orderProblems(plan: Plan, pointsOf: (type: string) => readonly PointType[]): PlanProblem[] {
  return plan.steps.flatMap((step, i) => {
    if (step.does !== "command") return [];
    const points = step.on.types.flatMap(pointsOf).filter(({ name }) => name === step.point);
    const of = step.on.types.join(", ");
    const say = (field: "point" | "value", en: string, zh: string): PlanProblem[] => [
      { path: `steps.${i}.${field}`, problem: text(en, zh) },
    ];
    if (points.length === 0)
      return say(
        "point",
        `${of} has no point ${step.point}; name one that it has`,
        `${of} 没有测点 ${step.point}，请改用已有的测点`,
      );
    const point = points.find(({ writable }) => writable);
    if (!point)
      return say(
        "point",
        `${step.point} of ${of} is only observed; only a writable point takes commands`,
        `${of} 的 ${step.point} 只能读取，指令只能下发到可写测点`,
      );
    if ((point.kind === "boolean") !== (typeof step.value === "boolean"))
      return say("value", `${step.point} is a ${point.kind}`, `${step.point} 的值应为${kinds[point.kind]}`);
    if (point.kind === "number" && point.range && typeof step.value === "number") {
      const [low, high] = point.range;
      if (step.value < low || step.value > high)
        return say(
          "value",
          `${step.point} takes ${low} to ${high} ${point.unit}`,
          `${step.point} 的取值范围为 ${low} 至 ${high} ${point.unit}`,
        );
    }
    return [];
  });
}
