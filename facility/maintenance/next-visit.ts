import { type Text, text, uncited } from "../units/index.ts";
import { type Day, daysBetween, earlier, later, plusDays } from "./days.ts";
import type { Trigger } from "./plan.ts";
import { type CrewCalendar, isDayOff, type PlanStanding, type Recurrence } from "./standing.ts";

/** When a plan's next visit is due and between which days it may be made, with the reasons. */
export interface Next {
  readonly due: Day;
  readonly earliest: Day;
  readonly latest: Day;
  readonly why: readonly Text[];
}

/** How much sooner than due a visit may be done: a fifth of its interval, a fortnight at most; heuristic. */
const slackOf = (days: number): number => Math.min(14, Math.floor(days / 5));

export interface NextOptions {
  readonly today: Day;
  readonly crew: CrewCalendar;
  readonly recurrence: Recurrence;
}

/** A plan's next visit from its trigger; undefined while nothing makes it due. */
export function nextOf(standing: PlanStanding, options: NextOptions): Next | undefined {
  const { plan, expected } = standing;
  const { trigger } = plan;
  if (trigger.by !== "calendar") {
    if (!expected || (standing.lastDone !== undefined && standing.lastDone >= expected.day)) return undefined;
    const day = later(expected.day, options.today);
    return { due: day, earliest: options.today, latest: later(expected.latest, day), why: [expected.why] };
  }
  const scheduled = nextByCalendar(standing, trigger, options);
  // An alarm that asks for the work does not wait for the calendar; where that is sooner, it stands.
  if (!expected || (scheduled && scheduled.latest <= expected.latest)) return scheduled;
  const day = later(expected.day, options.today);
  return { due: day, earliest: options.today, latest: later(expected.latest, day), why: [expected.why] };
}

type Calendar = Extract<Trigger, { by: "calendar" }>;

function nextByCalendar(
  { plan, lastDone, lastDue, skipped }: PlanStanding,
  trigger: Calendar,
  { today, crew, recurrence }: NextOptions,
): Next | undefined {
  const why: Text[] = [];
  const known = trigger.from === "completed" ? lastDone : lastDue;
  // A turn that was called off is over: the next one is counted from its day.
  const off = skipped !== undefined && skipped.due > (known ?? "") ? skipped.due : undefined;
  const anchor = off ?? known;
  const start = trigger.from === "completed" ? (anchor ?? trigger.start) : trigger.start;
  let first: Day | undefined;
  let inSeason: Day | undefined;
  for (const day of recurrence(trigger.rrule, start, anchor === undefined ? start : plusDays(anchor, 1))) {
    first ??= day;
    if (trigger.season !== undefined && !isInSeason(trigger.season, day)) continue;
    inSeason = day;
    break;
  }
  if (inSeason === undefined) return undefined;
  let due = inSeason;
  why.push(
    off !== undefined
      ? text(`The turn of ${off} was called off: due ${due}.`, `${off} 的一次已取消，应于 ${due}。`)
      : anchor === undefined
        ? text(`First due ${due}: it was never done.`, `首次应于 ${due}：尚无完成记录。`)
        : trigger.from === "completed"
          ? text(
              `Counted from ${anchor}, when it was last done: due ${due}.`,
              `自上次完成日 ${anchor} 起算，应于 ${due}。`,
            )
          : text(`The schedule says ${due}.`, `按计划应于 ${due}。`),
  );
  if (first !== due && trigger.season)
    why.push(
      text(
        `Only from ${trigger.season.from} to ${trigger.season.to}.`,
        `仅在 ${trigger.season.from} 至 ${trigger.season.to} 之间进行。`,
      ),
    );
  let limit: Day | undefined;
  const since = off ?? lastDone;
  if (trigger.atMostDaysApart !== undefined && since !== undefined) {
    limit = plusDays(since, trigger.atMostDaysApart);
    const source = uncited(plan.source) || plan.basis;
    why.push(
      text(
        `At most ${trigger.atMostDaysApart} days apart (${source}): ${limit} at the latest.`,
        `间隔不超过 ${trigger.atMostDaysApart} 天（${source}）：最迟 ${limit}。`,
      ),
    );
    due = earlier(due, limit);
  }
  if (trigger.holidays !== "keep" && isDayOff(crew, due)) {
    const moved = nearestWorkday(due, trigger.holidays, crew);
    const allowed = limit === undefined || moved <= limit ? moved : nearestWorkday(due, "before", crew);
    why.push(text(`${due} is a day off: moved to ${allowed}.`, `${due} 为休息日，调整到 ${allowed}。`));
    due = allowed;
  }
  // Moved before the day off it may land on the last one; it is not to be done twice on a day.
  if (anchor !== undefined && due <= anchor) due = plusDays(anchor, 1);
  const slack = slackOf(daysBetween(anchor ?? start, due));
  const latest = plan.basis === "law" || trigger.holidays === "before" ? due : later(due, limit ?? due);
  if (latest < today) why.push(text(`It is overdue since ${latest}.`, `已于 ${latest} 逾期。`));
  return { due, earliest: plusDays(due, -slack), latest, why };
}

function isInSeason({ from, to }: { readonly from: string; readonly to: string }, day: Day): boolean {
  const monthDay = day.slice(5);
  return from <= to ? monthDay >= from && monthDay <= to : monthDay >= from || monthDay <= to;
}

function nearestWorkday(day: Day, side: "before" | "after", crew: CrewCalendar): Day {
  let at = day;
  // A year without a working day is a calendar nobody keeps; then the day itself stands.
  for (let i = 0; i < 366; i++) {
    if (!isDayOff(crew, at)) return at;
    at = plusDays(at, side === "before" ? -1 : 1);
  }
  return day;
}
