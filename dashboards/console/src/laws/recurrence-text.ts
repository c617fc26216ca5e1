import type { Lang } from "./language.ts";
import { weekdayName } from "./schedule-text.ts";
import { comma, fill, texts } from "./words.ts";

const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** "MO", "2TU" or "-1FR" in words; undefined where it is none. */
function dayText(code: string, lang: Lang): string | undefined {
  const [, nth = "", day = ""] = /^([+-]?\d+)?([A-Z]{2})$/.exec(code) ?? [];
  const at = weekdays.indexOf(day);
  if (at < 0) return undefined;
  const words = texts[lang].recurrence;
  const name = weekdayName(at + 1, lang);
  if (nth === "") return name;
  return Number(nth) === -1
    ? fill(words.last, { day: name })
    : fill(words.nth, { n: Number(nth), day: name });
}

/**
 * A recurrence rule (RFC 5545, whole days) in words: "every 3 months", "every year in 4, 10". The rule itself where it
 * says what there are no words for.
 */
export function recurrenceText(rrule: string, lang: Lang): string {
  const parts = new Map(
    rrule.split(";").map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]),
  );
  const words = texts[lang].recurrence;
  const n = Number(parts.get("INTERVAL") ?? 1);
  const frequency = frequencies.find((one) => one === parts.get("FREQ"));
  if (!frequency) return rrule;
  const said = [
    n === 1 ? texts[lang].recurrenceOne[frequency] : fill(texts[lang].recurrenceMany[frequency], { n }),
  ];
  for (const [name, value] of parts) {
    const list = value.split(",");
    switch (name) {
      case "FREQ":
      case "INTERVAL":
        break;
      case "BYMONTHDAY":
        said.push(
          list
            .map((day) => (day === "-1" ? words.lastDay : fill(words.monthDay, { n: day })))
            .join(comma(lang)),
        );
        break;
      case "BYMONTH":
        said.push(fill(words.months, { list: list.join(comma(lang)) }));
        break;
      case "BYDAY": {
        const days = list.map((code) => dayText(code, lang));
        if (days.includes(undefined)) return rrule;
        said.push(days.join(comma(lang)));
        break;
      }
      default:
        return rrule;
    }
  }
  return said.join(lang === "zh" ? "，" : ", ");
}
