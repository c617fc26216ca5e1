import { z } from "zod";

/** A day of the calendar as people write it in a register, YYYY-MM-DD; no time zone, no clock. */
export const CalendarDay = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, "write the day as YYYY-MM-DD, for example 2026-03-31")
  .refine((day) => isDay(day), "there is no such day in the calendar");

function isDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}
