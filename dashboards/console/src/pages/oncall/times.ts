import { type Lang, localeOf } from "../../laws/index.ts";

/** "02:13" on the site's clock. */
export const shortTime = (at: number, lang: Lang, timeZone: string): string =>
  new Intl.DateTimeFormat(localeOf(lang), {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);

/** "Wed 26 Nov, 02:13" on the site's clock. */
export const dayTime = (at: number, lang: Lang, timeZone: string): string =>
  new Intl.DateTimeFormat(localeOf(lang), {
    timeZone,
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);

/** "Wed 26" for the head of a day. */
export const dayName = (at: number, lang: Lang, timeZone: string): string =>
  new Intl.DateTimeFormat(localeOf(lang), { timeZone, weekday: "short", day: "numeric" }).format(at);
