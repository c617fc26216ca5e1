import type { Instant } from "../units/index.ts";
import { type Day, dayOf, later, plusDays } from "./days.ts";
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
  const { done: _done, by: _by, cancelled: _cancelled, answeredAt: _answered, ...rest } = visit;
  switch (act.do) {
    case "finish": {
      const failed = order.checklist.some(
        ({ item, answer }) => item.kind !== "text" && answer?.value === false,
      );
      const outcome = failed || order.finding ? "remarks" : "passed";
      return { ...rest, done: dayOf(at, timeZone), answeredAt: at, by, outcome };
    }
    case "cancel": {
      const { reason } = act;
      const cancelled = dayOf(at, timeZone);
      return { ...rest, outcome: "missed", reason: { en: reason, zh: reason }, cancelled, answeredAt: at };
    }
    case "reopen":
      return { ...rest, outcome: "open" };
    default:
      return undefined;
  }
}

export type LastTurns = Pick<PlanStanding, "lastDone" | "lastDue" | "skipped" | "answeredAt">;

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
  for (const { plan, answeredAt } of visits) {
    const known = last.get(plan);
    if (answeredAt !== undefined && known && (known.answeredAt ?? 0) < answeredAt)
      last.set(plan, { ...known, answeredAt });
  }
  return last;
}

/**
 * The day on which what came about at that moment may be asked for; undefined where work, or calling it off, has
 * answered it since. What comes later on the very day of the answer is asked for from the next day on: a plan has one
 * turn a day.
 */
export function dayToAsk(
  at: Instant,
  turns: LastTurns | undefined,
  today: Day,
  zone: string,
): Day | undefined {
  const { lastDone, skipped, answeredAt } = turns ?? {};
  const answered = skipped && skipped.on > (lastDone ?? "") ? skipped.on : lastDone;
  if (answered === undefined) return today;
  // Visits of the past, and those done as part of a greater one elsewhere, are known by their day alone.
  const isLater =
    answeredAt !== undefined && dayOf(answeredAt, zone) >= answered
      ? at > answeredAt
      : dayOf(at, zone) > answered;
  return isLater ? later(today, plusDays(answered, 1)) : undefined;
}
