import type { Schedule } from "../../../../facility/alarms/index.ts";
import { type Lang, localeOf } from "./language.ts";
import { comma, fill, texts } from "./words.ts";

/** 1 is Monday; 2024-01-01 was one. */
export const weekdayName = (day: number, lang: Lang, length: "long" | "short" | "narrow" = "short"): string =>
  new Intl.DateTimeFormat(localeOf(lang), { weekday: length, timeZone: "UTC" }).format(
    Date.UTC(2024, 0, day),
  );

/** "Mon–Fri, Sun": three days and more in a row are told by their ends. */
function daysText(days: readonly number[], lang: Lang): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length === 7) return texts[lang].rule.everyDay;
  const runs: number[][] = [];
  for (const day of sorted) {
    const last = runs.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const name = (day: number) => weekdayName(day, lang);
  return runs
    .map((run) =>
      run.length > 2 ? `${name(run[0]!)}–${name(run.at(-1)!)}` : run.map(name).join(comma(lang)),
    )
    .join(comma(lang));
}

/** When a rule is watched, in words: "Only Mon–Fri 08:00–18:00". */
export function scheduleText(schedule: Schedule | null | undefined, lang: Lang): string {
  const words = texts[lang].rule;
  if (!schedule) return words.always;
  const windows = schedule.windows
    .map(({ days, from, to }) => {
      const end = to <= from ? fill(words.nextDay, { to }) : to;
      return `${daysText(days, lang)} ${from}–${end}`;
    })
    .join(lang === "zh" ? "；" : "; ");
  return fill(schedule.mode === "only" ? words.onlyIn : words.notIn, { windows });
}
