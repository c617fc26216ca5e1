import { RRuleTemporal } from "rrule-temporal";
import { type Day, later, plusDays, type Recurrence } from "../../facility/maintenance/index.ts";

/** Days looked ahead at a time; a rule that names none in a dozen such steps names none. */
const STEP_DAYS = 400;
const MOST_STEPS = 12;

/**
 * Recurrence rules of RFC 5545 in whole days. In UTC: a day is a day, whatever a zone's clocks do in it. A month without
 * the day has it on its last one (RFC 7529, SKIP=BACKWARD): RFC 5545 alone would leave the month out, and with it a
 * monthly visit that was once made on the 31st.
 */
export const recurrence: Recurrence = function* (rrule, start, from) {
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
