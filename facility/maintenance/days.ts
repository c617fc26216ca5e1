import { instant, wallOf } from "../units/index.ts";

/** A day of the calendar, YYYY-MM-DD: what plans reckon in, so that no clock change can move a visit. */
export type Day = string;

const DAY_MS = 86_400_000;
const epoch = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const fromEpoch = (days: number): Day => new Date(days * DAY_MS).toISOString().slice(0, 10);

export const plusDays = (day: Day, days: number): Day => fromEpoch(epoch(day) + days);
/** Days from one to the other; negative where the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => epoch(to) - epoch(from);
export const earlier = (a: Day, b: Day): Day => (a <= b ? a : b);
export const later = (a: Day, b: Day): Day => (a >= b ? a : b);
/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): number => ((epoch(day) + 3) % 7) + 1;

/** The day it is on a zone's calendar. */
export const dayOf = (at: number, timeZone: string): Day => wallOf(instant(at), timeZone).day;
