import { type Lang, localeOf } from "./language.ts";
import { fill, texts } from "./words.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time for a person: "8 s", "4 min", "3 h 05 min", "2 d". Negative counts as none. */
export function age(ms: number, lang: Lang): string {
  const words = texts[lang].time;
  const length = Math.max(0, ms);
  if (length < MINUTE) return fill(words.seconds, { n: Math.floor(length / SECOND) });
  if (length < HOUR) return fill(words.minutes, { n: Math.floor(length / MINUTE) });
  if (length < DAY) {
    const m = Math.floor((length % HOUR) / MINUTE);
    return fill(words.hours, { h: Math.floor(length / HOUR), m: String(m).padStart(2, "0") });
  }
  return fill(words.days, { n: Math.floor(length / DAY) });
}

/** An agreed length, exactly: a delay of 90 s is not "1 min". The largest unit that divides it. */
export function exactLength(ms: number, lang: Lang): string {
  const words = texts[lang].time;
  if (ms > 0 && ms % DAY === 0) return fill(words.days, { n: ms / DAY });
  if (ms > 0 && ms % HOUR === 0) return fill(words.wholeHours, { n: ms / HOUR });
  if (ms > 0 && ms % MINUTE === 0) return fill(words.minutes, { n: ms / MINUTE });
  return fill(words.seconds, { n: ms / SECOND });
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(lang: Lang, timeZone: string, key: string, options: Intl.DateTimeFormatOptions) {
  const id = `${lang} ${timeZone} ${key}`;
  let found = formats.get(id);
  if (!found) {
    found = new Intl.DateTimeFormat(localeOf(lang), { timeZone, hourCycle: "h23", ...options });
    formats.set(id, found);
  }
  return found;
}

/** Relative up to a day, then the local date and minute. */
export function when(at: number, now: number, lang: Lang, timeZone: string): string {
  const passed = now - at;
  if (passed < 5 * SECOND) return texts[lang].time.now;
  if (passed < DAY) return fill(texts[lang].time.ago, { age: age(passed, lang) });
  return format(lang, timeZone, "minute", {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
}

const full = (lang: Lang, timeZone: string): Intl.DateTimeFormat =>
  format(lang, timeZone, "full", {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });

/** The full instant, with its zone, for hovering. */
export const instantText = (at: number, lang: Lang, timeZone: string): string =>
  full(lang, timeZone).format(at);

/** From one full instant to another; what both share is said once. */
export const spanText = (from: number, to: number, lang: Lang, timeZone: string): string =>
  `${format(lang, timeZone, "span", {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatRange(from, to)} ${zoneText(to, lang, timeZone)}`;

/** "GMT+8": the zone as it stands in a full instant. */
const zoneText = (at: number, lang: Lang, timeZone: string): string =>
  full(lang, timeZone)
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value ?? "";

/** Date and second without the zone: lines of a journal. */
export const stampText = (at: number, lang: Lang, timeZone: string): string =>
  format(lang, timeZone, "stamp", {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(at);

/** Day and minute, for a moment of the days ahead: "Fri 27 Nov, 08:00". */
export const dayClockText = (at: number, lang: Lang, timeZone: string): string =>
  format(lang, timeZone, "day-clock", {
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);

export const clockText = (at: number, lang: Lang, timeZone: string, seconds = true): string =>
  format(lang, timeZone, seconds ? "clock" : "clock-minute", {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
  }).format(at);

export const dayText = (at: number, lang: Lang, timeZone: string): string =>
  format(lang, timeZone, "day", { month: "short", day: "numeric" }).format(at);

/**
 * A day of the calendar ("2026-11-20"), which is the same day in every zone: "20 Nov 2026", "2026年11月20日". What is
 * no such day stays as it came.
 */
export function dateText(day: string, lang: Lang): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at)) return day;
  return format(lang, "UTC", "calendar-day", { year: "numeric", month: "short", day: "numeric" }).format(at);
}

/** A sentence of the server's with the calendar days in it as the reader writes them. */
export const datesSaid = (sentence: string, lang: Lang): string => {
  const said = sentence.replace(/(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])/g, (day) => dateText(day, lang));
  // Figures stand apart from Chinese words; a day that is written out is a word itself.
  return lang === "zh" ? said.replace(/(?<=\p{sc=Han}) (?=\d{4}年)|(?<=\d日) (?=\p{sc=Han})/gu, "") : said;
};

/** The calendar day with its year that a moment lies in. */
export const dateOfText = (at: number, lang: Lang, timeZone: string): string =>
  dateText(sortableText(at, timeZone).slice(0, 10), lang);

/** Month and year: marks of an axis over years. */
export const monthText = (at: number, lang: Lang, timeZone: string): string =>
  format(lang, timeZone, "month", { year: "numeric", month: "short" }).format(at);

/** `2026-03-01 14:02:11` in the site's zone, which spreadsheets read as a date in every locale. */
export function sortableText(at: number, timeZone: string): string {
  const parts = format("en", timeZone, "sortable", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")}:${of("second")}`;
}
