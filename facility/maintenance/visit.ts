import type { AssetId, Instant, Text } from "../units/index.ts";
import { type Day, daysBetween, plusDays } from "./days.ts";

/** One turn of a plan: when it was due and what became of it. What an inspector asks for. */
export interface Visit {
  readonly id: string;
  readonly site: string;
  readonly asset: AssetId;
  readonly plan: string;
  readonly task?: string;
  readonly title: Text;
  readonly basis: "law" | "standard" | "practice";
  readonly source: string;
  readonly due: Day;
  /** The day after which it is too late. */
  readonly latest: Day;
  readonly done?: Day;
  readonly outcome: "open" | "passed" | "remarks" | "missed";
  readonly by?: string;
  readonly vendor?: string;
  readonly note?: Text;
  /** Why it was missed or late, in the words of whoever answers for it. */
  readonly reason?: Text;
  readonly order?: string;
  /** The day on which its order was called off. */
  readonly cancelled?: Day;
  /** The moment it was done or called off: what comes later, also on the same day, asks anew. */
  readonly answeredAt?: Instant;
}

/** One interval of a plan that was not kept. */
export interface Miss {
  readonly visit: Visit;
  /** Days too late, to the day it was done or to today. */
  readonly days: number;
  readonly reason: Text | undefined;
}

export interface Compliance {
  readonly plan: string;
  readonly asset: AssetId;
  readonly title: Text;
  readonly basis: Visit["basis"];
  readonly source: string;
  /** Turns that were due in the span. */
  readonly due: number;
  readonly inTime: number;
  readonly misses: readonly Miss[];
  readonly lastDone: Day | undefined;
}

/** Of one visit: undefined while it is neither too late nor missed. */
export function missOf(visit: Visit, today: Day): Miss | undefined {
  const reason = visit.reason;
  if (visit.done !== undefined) {
    const days = daysBetween(visit.latest, visit.done);
    return days > 0 ? { visit, days, reason } : undefined;
  }
  const days = daysBetween(visit.latest, today);
  return visit.outcome === "missed" || days > 0 ? { visit, days: Math.max(0, days), reason } : undefined;
}

/** How each plan's turns of a span were kept, every miss by name. Plans of law first, the worst kept first. */
export function complianceOf(
  visits: readonly Visit[],
  span: { from: Day; to: Day },
  today: Day,
): Compliance[] {
  const byPlan = new Map<string, Visit[]>();
  for (const visit of visits)
    if (
      visit.due >= span.from &&
      (visit.due <= span.to || (visit.done !== undefined && visit.done <= span.to)) &&
      (visit.done !== undefined || visit.latest < today || visit.outcome === "missed")
    )
      byPlan.set(visit.plan, [...(byPlan.get(visit.plan) ?? []), visit]);
  const rank = { law: 0, standard: 1, practice: 2 };
  return [...byPlan.values()]
    .flatMap((turns) => {
      const [first] = turns;
      if (!first) return [];
      const misses = turns.flatMap((visit) => {
        const miss = missOf(visit, today);
        // One that was left out was over when the next turn was done.
        const next = turns
          .flatMap(({ done }) => (done !== undefined && done > visit.due ? [done] : []))
          .toSorted()[0];
        if (!miss || visit.done !== undefined || next === undefined) return miss ? [miss] : [];
        return [{ ...miss, days: Math.max(0, daysBetween(visit.latest, next)) }];
      });
      const done = turns.flatMap((visit) => visit.done ?? []).toSorted();
      return [
        {
          plan: first.plan,
          asset: first.asset,
          title: first.title,
          basis: first.basis,
          source: first.source,
          due: turns.length,
          inTime: turns.length - misses.length,
          misses,
          lastDone: done.at(-1),
        },
      ];
    })
    .toSorted(
      (a, b) =>
        rank[a.basis] - rank[b.basis] || a.inTime / a.due - b.inTime / b.due || (a.plan < b.plan ? -1 : 1),
    );
}

/** The last day a visit may be done: its due day, for good practice a fifth of the interval later. */
export const latestOf = (basis: Visit["basis"], due: Day, intervalDays: number): Day =>
  basis === "practice" ? plusDays(due, Math.min(14, Math.floor(intervalDays / 5))) : due;
