import { RRuleTemporal } from "rrule-temporal";
import { type Day, daysBetween, later, plusDays, type Recurrence } from "../../facility/maintenance/index.ts";

/** Days looked ahead at a time; a rule that names none in a dozen such steps names none. */
const STEP_DAYS = 400;
const MOST_STEPS = 12;

/**
 * Recurrence rules of RFC 5545 in whole days. In UTC: a day is a day, whatever a zone's clocks do in it. A month without
 * the day has it on its last one (RFC 7529, SKIP=BACKWARD): RFC 5545 alone would leave the month out, and with it a
 * monthly visit that was once made on the 31st.
 */
export const recurrence: Recurrence = function* (rrule, start, from) {
  const plain = /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=(\d+))?$/.exec(rrule);
  if (plain) return yield* evenly(plain[1] ?? "", Number(plain[2] ?? 1), start, from);
  const rule = ruleOf(rrule, start);
  let at = later(from, start);
  const next = rule.next(new Date(`${plusDays(at, -1)}T00:00:00Z`));
  if (!next) return;
  yield next.toString().slice(0, 10);
  at = plusDays(next.toString().slice(0, 10), 1);
  for (let step = 0; step < MOST_STEPS; step++) {
    const to = plusDays(at, STEP_DAYS);
    for (const moment of rule.between(new Date(`${at}T00:00:00Z`), new Date(`${to}T00:00:00Z`), true))
      yield moment.toString().slice(0, 10);
    at = plusDays(to, 1);
  }
};

/**
 * The plain rules, reckoned here: nearly all plans are such, an estate's calendar asks for ten thousand days, and the
 * library takes a millisecond for each.
 */
function* evenly(frequency: string, interval: number, start: Day, from: Day): Generator<Day> {
  const nth = (n: number): Day =>
    frequency === "DAILY"
      ? plusDays(start, n * interval)
      : frequency === "WEEKLY"
        ? plusDays(start, n * interval * 7)
        : plusMonths(start, n * interval * (frequency === "YEARLY" ? 12 : 1));
  const days = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[frequency] ?? 1;
  // A little before it can be, then up to the day.
  let n = Math.max(0, Math.floor(daysBetween(start, from) / (days * interval)) - 1);
  while (nth(n) < from) n += 1;
  for (const end = n + STEP_DAYS * MOST_STEPS; n < end; n++) yield nth(n);
}

function plusMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

const compact = (day: Day): string => day.replaceAll("-", "");

function ruleOf(rrule: string, start: Day): RRuleTemporal {
  const isLate = Number(start.slice(8)) > 28 && !rrule.includes("BY");
  const whole = isLate ? `RSCALE=GREGORIAN;${rrule};SKIP=BACKWARD` : rrule;
  return new RRuleTemporal({ rruleString: `DTSTART:${compact(start)}T000000Z\nRRULE:${whole}` });
}

/** What is wrong with a rule, as the library says it; undefined where it names days. */
export function troubleWithRule(rrule: string, start: Day): string | undefined {
  try {
    const [first] = recurrence(rrule, start, start);
    return first === undefined ? "the rule names no day" : undefined;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // The library gives up looking after ten thousand periods without a day.
    return said.includes("Maximum iterations") ? "the rule names no day" : said;
  }
}
