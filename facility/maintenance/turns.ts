import { type Day, dayOf } from "./days.ts";
import type { Order } from "./order.ts";
import type { OrderEvent } from "./order-law.ts";
import type { Plan } from "./plan.ts";
import type { PlanStanding } from "./standing.ts";
import type { Visit } from "./visit.ts";

/** A plan's turn, for which an order is open. */
export const openVisit = (plan: Plan, due: Day, latest: Day, order: string): Visit => ({
  id: `${plan.id}@${due}`,
  site: plan.site,
  asset: plan.asset,
  plan: plan.id,
  ...(plan.task === undefined ? {} : { task: plan.task }),
  title: plan.title,
  basis: plan.basis,
  source: plan.source,
  due,
  latest,
  outcome: "open",
  order,
});

/** What an act on its order makes of a visit; undefined where it changes nothing. */
export function visitAfter(
  visit: Visit,
  order: Order,
  { at, by, act }: Extract<OrderEvent, { on: "act" }>,
  timeZone: string,
): Visit | undefined {
  const { done: _done, by: _by, cancelled: _cancelled, ...rest } = visit;
  switch (act.do) {
    case "finish": {
      const failed = order.checklist.some(
        ({ item, answer }) => item.kind !== "text" && answer?.value === false,
      );
      const outcome = failed || order.finding ? "remarks" : "passed";
      return { ...rest, done: dayOf(at, timeZone), by, outcome };
    }
    case "cancel": {
      const { reason } = act;
      const cancelled = dayOf(at, timeZone);
      return { ...rest, outcome: "missed", reason: { en: reason, zh: reason }, cancelled };
    }
    case "reopen":
      return { ...rest, outcome: "open" };
    default:
      return undefined;
  }
}

export type LastTurns = Pick<PlanStanding, "lastDone" | "lastDue" | "skipped">;

/**
 * When each plan was last done, and the turn that was called off since; a greater visit is one of every lesser plan it
 * includes.
 */
export function lastTurns(visits: readonly Visit[], plans: readonly Plan[]): ReadonlyMap<string, LastTurns> {
  const last = new Map<string, LastTurns>();
  const note = (plan: string, done: Day, due: Day) => {
    const known = last.get(plan)?.lastDone;
    if (known === undefined || known < done) last.set(plan, { lastDone: done, lastDue: due });
  };
  for (const { plan, done, due } of visits) if (done !== undefined) note(plan, done, due);
  const includes = new Map(plans.map((plan) => [plan.id, plan.includes]));
  const spread = (id: string, depth: number) => {
    const known = last.get(id);
    if (known?.lastDone === undefined || known.lastDue === undefined || depth > 10) return;
    for (const lesser of includes.get(id) ?? []) {
      note(lesser, known.lastDone, known.lastDue);
      spread(lesser, depth + 1);
    }
  };
  for (const plan of plans) spread(plan.id, 0);
  for (const { plan, due, cancelled } of visits) {
    if (cancelled === undefined) continue;
    const known = last.get(plan);
    const isOver = (known?.lastDone ?? "") >= cancelled || (known?.skipped?.due ?? "") >= due;
    if (!isOver) last.set(plan, { ...known, skipped: { due, on: cancelled } });
  }
  return last;
}
