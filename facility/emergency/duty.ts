import type { DutyRole } from "../oncall/index.ts";
import { type Instant, wallOf } from "../units/index.ts";
import type { Duty, Plan } from "./plan.ts";

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Whose part it is at that moment, then the substitutes in order. */
export function rolesOf(duty: Duty, at: Instant, timeZone: string): readonly DutyRole[] {
  const { minute } = wallOf(at, timeZone);
  const now = duty.shifts.find(({ from, to }) => {
    if (from === undefined || to === undefined) return true;
    const start = minutesOf(from);
    const end = minutesOf(to);
    return end > start ? minute >= start && minute < end : minute >= start || minute < end;
  });
  return (now ?? duty.shifts.at(-1))?.roles ?? [];
}

/** The roles of a duty by its id; the commander's where the plan has lost it. */
export function dutyRoles(plan: Plan, id: string, at: Instant, timeZone: string): readonly DutyRole[] {
  const duty = plan.duties.find((each) => each.id === id);
  return duty ? rolesOf(duty, at, timeZone) : [];
}
