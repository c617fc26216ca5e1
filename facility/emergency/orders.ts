import type { PointType } from "../catalog/index.ts";
import type { Plan } from "./plan.ts";

/**
 * What keeps a plan's commands from ever being carried out, in words for its author: a point that no equipment of the
 * step has, that is only observed, or a value of the wrong kind or out of range. `pointsOf` gives the points of a type
 * as the site has them.
 */
export function orderProblems(
  plan: Plan,
  pointsOf: (type: string) => readonly PointType[],
): { readonly path: string; readonly problem: string }[] {
  return plan.steps.flatMap((step, i) => {
    if (step.does !== "command") return [];
    const points = step.on.types.flatMap(pointsOf).filter(({ name }) => name === step.point);
    const of = step.on.types.join(", ");
    const say = (problem: string) => [{ path: `steps.${i}.point`, problem }];
    if (points.length === 0) return say(`${of} has no point ${step.point}; name one that it has`);
    const point = points.find(({ writable }) => writable);
    if (!point) return say(`${step.point} of ${of} is only observed; only a writable point takes commands`);
    if ((point.kind === "boolean") !== (typeof step.value === "boolean"))
      return [{ path: `steps.${i}.value`, problem: `${step.point} is a ${point.kind}` }];
    if (point.kind === "number" && point.range && typeof step.value === "number") {
      const [low, high] = point.range;
      if (step.value < low || step.value > high)
        return [{ path: `steps.${i}.value`, problem: `${step.point} takes ${low} to ${high} ${point.unit}` }];
    }
    return [];
  });
}
