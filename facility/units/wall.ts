import type { Instant } from "./time.ts";

/** A moment on the wall clock of a zone. */
export interface Wall {
  /** YYYY-MM-DD */
  readonly day: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** Of the day, 0 to 1439. */
  readonly minute: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US-u-ca-iso8601", {
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

/** Does the runtime know the zone? An IANA name such as Asia/Shanghai. */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** What the clock on the wall shows, counted as if it were UTC. */
function shown(at: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) part[type] = Number(value);
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
}

export function wallOf(at: Instant, timeZone: string): Wall {
  const clock = new Date(shown(at, timeZone));
  return {
    day: clock.toISOString().slice(0, 10),
    weekday: ((clock.getUTCDay() + 6) % 7) + 1,
    minute: clock.getUTCHours() * 60 + clock.getUTCMinutes(),
  };
}

/**
 * The moment at which the wall clock shows day and minute. A time that daylight saving skips is the moment of the
 * jump's end counted on (02:30 becomes 03:30); a time that comes twice is its first.
 */
export function momentOf(day: string, minute: number, timeZone: string): Instant {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE;
  // The offsets before and after any change near by; the earlier moment that really shows the time wins.
  const offsets = [-DAY, 0, DAY].map((shift) => shown(wanted + shift, timeZone) - (wanted + shift));
  const found = offsets
    .map((offset) => wanted - offset)
    .filter((at) => shown(at, timeZone) === wanted)
    .sort((a, b) => a - b)[0];
  return (found ?? wanted - Math.min(...offsets)) as Instant;
}
