import type { Draft, PlanMade } from "./make-plan.ts";
import { writePlan } from "./make-plan.ts";
import type { Plan } from "./plan.ts";
import { evaluate } from "./problem.ts";

/**
 * A plan reckoned again, not solved again: every line keeps the year it had in `before`, but for those of `instead`
 * and for what a person has pinned. It says where it is over a cap now.
 */
export function planAsItStood(
  draft: Draft,
  before: Plan,
  instead: ReadonlyMap<string, number | null>,
  made: PlanMade,
): Plan {
  const yearOf = new Map(before.lines.map(({ asset, year }) => [asset, year]));
  for (const [asset, year] of instead) yearOf.set(asset, year);
  const { firstYear } = draft.frame;
  const choice = draft.problem.candidates.map(({ members, pinned }) => {
    const year = yearOf.get(members[0] ?? "") ?? null;
    return pinned ?? (year === null ? -1 : year - firstYear);
  });
  const { solver } = before;
  const { value } = evaluate(draft.problem, choice);
  return writePlan(
    draft,
    {
      choice,
      value,
      bound: solver.boundCny,
      gap: solver.boundCny > 0 ? (solver.boundCny - value) / solver.boundCny : 0,
      status: solver.status,
      greedy: { choice: new Array(solver.greedyCount).fill(0), value: solver.greedyCny },
    },
    made,
  );
}
