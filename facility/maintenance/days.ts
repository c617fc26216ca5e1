import { type Instant, instant } from "../units/index.ts";

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

const formats = new Map<string, Intl.DateTimeFormat>();
function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The wall clock of a zone at a moment, as if it were UTC, ms. */
function wallMs(at: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The day it is on a zone's calendar. */
export const dayOf = (at: number, timeZone: string): Day =>
  new Date(wallMs(at, timeZone)).toISOString().slice(0, 10);

/**
 * The moment at which a zone's clock shows that minute of the day. Where a clock change leaves the minute out, the
 * moment is as far after midnight as the minute says; where it comes twice, the first.
 */
export function momentOf(day: Day, minute: number, timeZone: string): Instant {
  const wanted = epoch(day) * DAY_MS + minute * 60_000;
  const guess = wanted - (wallMs(wanted, timeZone) - wanted);
  const offBy = wallMs(guess, timeZone) - wanted;
  const second = guess - offBy;
  // The earlier of two moments that show the same minute.
  const before = second - 3_600_000;
  return instant(wallMs(before, timeZone) === wanted ? before : second);
}
