import type { AssetId } from "../units/index.ts";
import { type Text, text } from "../units/index.ts";
import { type Day, daysBetween, earlier, later, plusDays, weekdayOf } from "./days.ts";
import type { Plan, Trigger } from "./plan.ts";

/** The days of a recurrence rule (RFC 5545) that begins on `start`, from `from` on, oldest first; some years of them. */
export type Recurrence = (rrule: string, start: Day, from: Day) => Iterable<Day>;

/** When people work, and how much they can do. */
export interface CrewCalendar {
  /** 1 is Monday. */
  readonly workdays: readonly number[];
  readonly holidays: ReadonlySet<Day>;
  /** Hours that the crew has for planned work on a working day. */
  readonly hoursADay: number;
}

export const isDayOff = ({ workdays, holidays }: CrewCalendar, day: Day): boolean =>
  holidays.has(day) || !workdays.includes(weekdayOf(day));

export interface PlanStanding {
  readonly plan: Plan;
  /** When it was last done, also as part of a greater visit. */
  readonly lastDone?: Day | undefined;
  /** When that one was due. */
  readonly lastDue?: Day | undefined;
  /** Where an order is open for it: that visit stands. */
  readonly ordered?: { readonly due: Day; readonly day: Day; readonly order: string } | undefined;
  /** The day that use, a forecast or a rule comes to; nothing while none does. It brings a calendar's visit forward. */
  readonly expected?: { readonly day: Day; readonly latest: Day; readonly why: Text } | undefined;
}

/** One visit of the calendar and why it is on its day, in the order in which that was decided. */
export interface PlannedVisit {
  readonly plan: string;
  readonly site: string;
  readonly asset: AssetId;
  /** The day the plan's own trigger names. */
  readonly due: Day;
  readonly earliest: Day;
  readonly latest: Day;
  readonly day: Day;
  readonly hours: number;
  /** Lesser visits that this one does as well, each with the day it was due. */
  readonly covers: readonly { readonly plan: string; readonly due: Day }[];
  readonly order?: string;
  readonly why: readonly Text[];
}

export interface PlanAheadOptions {
  readonly standings: readonly PlanStanding[];
  readonly today: Day;
  readonly until: Day;
  readonly crew: CrewCalendar;
  readonly recurrence: Recurrence;
  /** Where an asset stands; visits to one place are merged where their windows let them. */
  readonly placeOf: (asset: AssetId) => string;
}

interface Next {
  readonly due: Day;
  readonly earliest: Day;
  readonly latest: Day;
  readonly why: readonly Text[];
}

/** How much sooner than due a visit may be done: a fifth of its interval, a fortnight at most; heuristic. */
const slackOf = (days: number): number => Math.min(14, Math.floor(days / 5));

/**
 * Every visit from today on: each plan's next day from its trigger, lesser visits inside greater ones, visits to one
 * place on one day, and no day with more hours than the crew has while the window leaves another. Visits are placed
 * in order of time, so a visit's day counts for the one after it.
 */
export function planAhead(options: PlanAheadOptions): PlannedVisit[] {
  const { standings, today, until, crew, placeOf } = options;
  const load = new Map<Day, number>();
  const places = new Map<string, Set<string>>();
  const visits: PlannedVisit[] = [];
  const standing = new Map(standings.map((one) => [one.plan.id, { ...one }]));

  const put = (visit: PlannedVisit) => {
    visits.push(visit);
    load.set(visit.day, (load.get(visit.day) ?? 0) + visit.hours);
    const there = places.get(visit.day) ?? new Set<string>();
    places.set(visit.day, there.add(placeOf(visit.asset)));
    for (const { plan, due } of [{ plan: visit.plan, due: visit.due }, ...visit.covers]) {
      const known = standing.get(plan);
      if (!known) continue;
      standing.set(plan, { plan: known.plan, lastDone: visit.day, lastDue: due });
    }
  };

  // What is ordered already stands on its day.
  for (const { plan, ordered } of standings)
    if (ordered)
      put({
        plan: plan.id,
        site: plan.site,
        asset: plan.asset,
        due: ordered.due,
        earliest: ordered.day,
        latest: later(ordered.day, ordered.due),
        day: ordered.day,
        hours: plan.hours,
        covers: coveredBy(plan, standing, ordered.day, options),
        order: ordered.order,
        why: [text(`Order ${ordered.order} is open for it.`, `工单 ${ordered.order} 已开。`)],
      });

  const upcoming = (): { plan: Plan; next: Next } | undefined => {
    let first: { plan: Plan; next: Next } | undefined;
    for (const one of standing.values()) {
      if (!one.plan.enabled) continue;
      const next = nexts.get(one.plan.id);
      if (!next || next.earliest > until) continue;
      // By the day after which it is too late, so that a law's short window is never starved by a wide one.
      if (!first || next.latest < first.next.latest) first = { plan: one.plan, next };
    }
    return first;
  };
  const nexts = new Map<string, Next | undefined>();
  const renew = (ids: Iterable<string>) => {
    for (const id of ids) {
      const one = standing.get(id);
      nexts.set(id, one && nextOf(one, options));
    }
  };
  renew(standing.keys());

  for (let guard = 0; guard < 200_000; guard++) {
    const chosen = upcoming();
    if (!chosen) break;
    const { plan, next } = greaterOf(chosen, standing, nexts);
    const before = visits.length;
    const { day, why } = dayFor(plan, next, { crew, load, places, place: placeOf(plan.asset), today });
    const covers = coveredBy(plan, standing, day, options);
    put({
      plan: plan.id,
      site: plan.site,
      asset: plan.asset,
      due: next.due,
      earliest: next.earliest,
      latest: next.latest,
      day,
      hours: plan.hours,
      covers,
      why: [
        ...next.why,
        ...why,
        ...covers.map(({ plan: id, due }) => {
          const title = standing.get(id)?.plan.title;
          return text(
            `Does ${title?.en ?? id} as well, due ${due}.`,
            `同时完成${title?.zh ?? id}（应于 ${due}）。`,
          );
        }),
      ],
    });
    renew(visits.slice(before).flatMap((visit) => [visit.plan, ...visit.covers.map((one) => one.plan)]));
  }
  return visits
    .filter(({ day }) => day <= until)
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.plan < b.plan ? -1 : 1));
}

/** The greater plan that does this one as well, where its window meets this one's: then that one is done instead. */
function greaterOf(
  chosen: { plan: Plan; next: Next },
  standing: ReadonlyMap<string, PlanStanding>,
  nexts: ReadonlyMap<string, Next | undefined>,
): { plan: Plan; next: Next } {
  for (const { plan } of standing.values()) {
    const next = nexts.get(plan.id);
    if (!plan.enabled || !next || !plan.includes.includes(chosen.plan.id)) continue;
    if (next.earliest > chosen.next.latest) continue;
    // Inside the lesser's window: its law is not to be broken for the sake of one visit less.
    const latest = earlier(next.latest, chosen.next.latest);
    return greaterOf(
      { plan, next: { ...next, latest, earliest: earlier(next.earliest, latest) } },
      standing,
      nexts,
    );
  }
  return chosen;
}

/** The lesser plans that a visit on that day does as well, through all levels. */
function coveredBy(
  plan: Plan,
  standing: ReadonlyMap<string, PlanStanding>,
  day: Day,
  options: PlanAheadOptions,
): { plan: string; due: Day }[] {
  const covered = new Map<string, Day>();
  const add = (ids: readonly string[]) => {
    for (const id of ids) {
      const one = standing.get(id);
      if (!one || covered.has(id)) continue;
      covered.set(id, nextOf(one, options)?.due ?? day);
      add(one.plan.includes);
    }
  };
  add(plan.includes);
  return [...covered].map(([id, due]) => ({ plan: id, due }));
}

function nextOf(standing: PlanStanding, options: PlanAheadOptions): Next | undefined {
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
  { plan, lastDone, lastDue }: PlanStanding,
  trigger: Calendar,
  { today, crew, recurrence }: PlanAheadOptions,
): Next | undefined {
  const why: Text[] = [];
  const anchor = trigger.from === "completed" ? lastDone : lastDue;
  const start = trigger.from === "completed" ? (lastDone ?? trigger.start) : trigger.start;
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
    anchor === undefined
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
  if (trigger.atMostDaysApart !== undefined && lastDone !== undefined) {
    limit = plusDays(lastDone, trigger.atMostDaysApart);
    why.push(
      text(
        `At most ${trigger.atMostDaysApart} days apart (${plan.source || plan.basis}): ${limit} at the latest.`,
        `间隔不超过 ${trigger.atMostDaysApart} 天（${plan.source || plan.basis}）：最迟 ${limit}。`,
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

interface Space {
  readonly crew: CrewCalendar;
  readonly load: ReadonlyMap<Day, number>;
  readonly places: ReadonlyMap<Day, ReadonlySet<string>>;
  readonly place: string;
  readonly today: Day;
}

/** The day inside the window: with another visit to the place where there is one, else the last that has room. */
function dayFor(plan: Plan, { earliest, latest }: Next, space: Space): { day: Day; why: Text[] } {
  const { crew, load, places, place, today } = space;
  const from = later(earliest, today);
  if (latest <= from) return { day: later(latest, today), why: [] };
  const fits = (day: Day) => (load.get(day) ?? 0) + plan.hours <= crew.hoursADay;
  const days: Day[] = [];
  for (let day = latest; day >= from; day = plusDays(day, -1)) if (!isDayOff(crew, day)) days.push(day);
  const there = days.find((day) => places.get(day)?.has(place) && fits(day));
  if (there !== undefined)
    return there === days[0]
      ? { day: there, why: [] }
      : {
          day: there,
          why: [text(`On ${there}, when somebody is there anyway.`, `与同地点的工作合并到 ${there}。`)],
        };
  const free = days.find(fits);
  const wanted = days[0];
  if (free === undefined || wanted === undefined)
    return {
      day: wanted ?? latest,
      why: [
        text(
          `No day from ${from} to ${latest} has ${plan.hours} h free; the crew has ${crew.hoursADay} h a day.`,
          `${from} 至 ${latest} 之间没有 ${plan.hours} 小时的空闲工时（每天 ${crew.hoursADay} 小时）。`,
        ),
      ],
    };
  return free === wanted
    ? { day: free, why: [] }
    : {
        day: free,
        why: [
          text(
            `${wanted} has ${round(load.get(wanted) ?? 0)} of ${crew.hoursADay} h taken: ${free} has room.`,
            `${wanted} 已占用 ${round(load.get(wanted) ?? 0)}/${crew.hoursADay} 小时，改到 ${free}。`,
          ),
        ],
      };
}

const round = (hours: number): number => Math.round(hours * 10) / 10;
