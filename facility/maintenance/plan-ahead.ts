import type { AssetId } from "../units/index.ts";
import { type Text, text } from "../units/index.ts";
import { type Day, earlier, later, plusDays } from "./days.ts";
import { type Next, nextOf } from "./next-visit.ts";
import type { Plan } from "./plan.ts";
import { type CrewCalendar, isDayOff, type PlanStanding, type Recurrence } from "./standing.ts";

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
  // Another company's people spare nobody the way.
  const spotOf = (plan: Plan) => `${placeOf(plan.asset)}|${plan.contract ?? ""}`;
  const standing = new Map(standings.map((one) => [one.plan.id, { ...one }]));

  const put = (visit: PlannedVisit) => {
    visits.push(visit);
    load.set(visit.day, (load.get(visit.day) ?? 0) + visit.hours);
    const there = places.get(visit.day) ?? new Set<string>();
    const plan = standing.get(visit.plan)?.plan;
    if (plan) places.set(visit.day, there.add(spotOf(plan)));
    for (const { plan, due } of [{ plan: visit.plan, due: visit.due }, ...visit.covers]) {
      const known = standing.get(plan);
      if (!known) continue;
      standing.set(plan, { plan: known.plan, lastDone: visit.day, lastDue: due });
    }
  };

  // What is ordered already stands on its day.
  for (const { plan, ordered, expected } of standings)
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
        why: [
          text(`Order ${ordered.order} is open for it.`, `工单 ${ordered.order} 已开。`),
          ...(expected ? [expected.why] : []),
        ],
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
    const { day, why } = dayFor(plan, next, { crew, load, places, place: spotOf(plan), today });
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

/** Whether a plan does another one as well, through any of its levels. */
function does(plan: Plan, other: string, standing: ReadonlyMap<string, PlanStanding>): boolean {
  const looked = new Set<string>();
  const through = (ids: readonly string[]): boolean =>
    ids.some((id) => {
      if (id === other) return true;
      if (looked.has(id)) return false;
      looked.add(id);
      return through(standing.get(id)?.plan.includes ?? []);
    });
  return through(plan.includes);
}

/**
 * The greater plan that does this one as well, where its window meets this one's: then that one is done instead. A
 * level in between may be far off, so that only the highest meets.
 */
function greaterOf(
  chosen: { plan: Plan; next: Next },
  standing: ReadonlyMap<string, PlanStanding>,
  nexts: ReadonlyMap<string, Next | undefined>,
): { plan: Plan; next: Next } {
  for (const { plan } of standing.values()) {
    const next = nexts.get(plan.id);
    if (!plan.enabled || !next || !does(plan, chosen.plan.id, standing)) continue;
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
