import type { Instant, Text } from "../units/index.ts";
import { type Day, weekdayOf } from "./days.ts";
import type { Plan } from "./plan.ts";

/** The days of a recurrence rule (RFC 5545) that begins on `start`, from `from` on, oldest first; some years of them. */
export type Recurrence = (rrule: string, start: Day, from: Day) => Iterable<Day>;

/** When people work, and how much they can do. */
export interface CrewCalendar {
  /** 1 is Monday. */
  readonly workdays: readonly number[];
  readonly holidays: ReadonlySet<Day>;
  /** Hours that the crew has for planned work on a working day. */
  readonly hoursADay: number;
}

export const isDayOff = ({ workdays, holidays }: CrewCalendar, day: Day): boolean =>
  holidays.has(day) || !workdays.includes(weekdayOf(day));

export interface PlanStanding {
  readonly plan: Plan;
  /** When it was last done, also as part of a greater visit. */
  readonly lastDone?: Day | undefined;
  /** When that one was due. */
  readonly lastDue?: Day | undefined;
  /** The turn that was called off since, and on which day: it is not asked for again. */
  readonly skipped?: { readonly due: Day; readonly on: Day } | undefined;
  /** The moment of the newer of the two, where it is known. */
  readonly answeredAt?: Instant | undefined;
  /** Where an order is open for it: that visit stands. */
  readonly ordered?: { readonly due: Day; readonly day: Day; readonly order: string } | undefined;
  /** The day that use, a forecast or a rule comes to; nothing while none does. It brings a calendar's visit forward. */
  readonly expected?: { readonly day: Day; readonly latest: Day; readonly why: Text } | undefined;
}
