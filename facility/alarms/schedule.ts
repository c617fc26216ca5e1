import { z } from "zod";
import { type Instant, wallOf } from "../units/index.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "say hours and minutes, for example 08:30");

/** When a rule is watched, in the site's own time. A window whose end is before its start runs past midnight. */
export const Schedule = z.strictObject({
  /** `only`: watched inside the windows. `except`: not watched inside them, for example a weekly test. */
  mode: z.enum(["only", "except"]),
  windows: z
    .array(
      z.strictObject({
        /** 1 is Monday, 7 is Sunday; the day on which the window starts. */
        days: z.array(z.int().min(1).max(7)).min(1),
        from: clock,
        to: clock,
      }),
    )
    .min(1)
    .max(20),
});
export type Schedule = z.infer<typeof Schedule>;

const MINUTE = 60_000;
const DAY_MINUTES = 1_440;
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/**
 * Is the rule watched now, and when must that be asked again? The second moment is a window's next edge by the wall
 * clock of today; where daylight saving moves it, asking then gives the answer and a new moment.
 */
export function scheduleAt(
  schedule: Schedule,
  timeZone: string,
  at: Instant,
): { readonly watched: boolean; readonly askAgainAt: Instant } {
  const { weekday, minute } = wallOf(at, timeZone);
  const day = weekday - 1;
  let inside = false;
  let next = DAY_MINUTES - minute;
  const edge = (edgeMinute: number) => {
    if (edgeMinute > minute) next = Math.min(next, edgeMinute - minute);
  };
  for (const window of schedule.windows) {
    const from = minutesOf(window.from);
    const to = minutesOf(window.to);
    edge(from);
    edge(to);
    const today = window.days.includes(day + 1);
    const yesterday = window.days.includes(((day + 6) % 7) + 1);
    if (to > from) inside ||= today && minute >= from && minute < to;
    else inside ||= (today && minute >= from) || (yesterday && minute < to);
  }
  const startOfMinute = at - (at % MINUTE);
  return {
    watched: inside === (schedule.mode === "only"),
    askAgainAt: (startOfMinute + next * MINUTE) as Instant,
  };
}
