import { hours, type Instant, millis, minutes, seconds } from "../units/index.ts";
import type { Alarm } from "./journal.ts";
import type { AlarmStory, Occurrence } from "./occurrences.ts";
import { Priority } from "./priority.ts";
import type { AlarmId } from "./state.ts";

export const TEN_MINUTES = minutes(10);
/** Three times within a minute is chattering (domain facts §5). */
const CHATTER = { times: 3, within: minutes(1) };
/** Over before anybody could look; a heuristic. */
const FLEETING = seconds(10);
export const STALE = hours(24);
/** EEMUA 191: more than this in ten minutes nobody can follow. */
const FLOOD_ABOVE = 10;

/** What the desk was asked of a person in a span; targets in `judge`. */
export interface AlarmKpi {
  /** Alarms that called. */
  readonly alarms: number;
  readonly per10Minutes: number;
  /** The most in any ten minutes. */
  readonly peakPer10Minutes: number;
  /** 0 to 1: share of the time in flood. */
  readonly floodShare: number;
  /** 0 to 1: what the ten most frequent make of all. */
  readonly top10Share: number;
  readonly chattering: number;
  readonly fleeting: number;
  readonly stale: number;
  /** Of those that called; each 0 to 1. */
  readonly mix: Readonly<Record<Priority, number>>;
  /** Alarms that called in each slice of the span, oldest first. */
  readonly trend: readonly number[];
  /** The ten most frequent, then those that chatter or stay without being frequent; twenty of these at most. */
  readonly actors: readonly Actor[];
}

/** An alarm that makes the desk worse: frequent, chattering, fleeting or stale. */
export interface Actor {
  readonly alarm: AlarmId;
  readonly count: number;
  readonly share: number;
  readonly chattering: boolean;
  /** How many of its occurrences were over within seconds. */
  readonly fleeting: number;
  /** How many were true for more than a day. */
  readonly stale: number;
}

/** An alarm that has been true since before the span: no line of the span tells of it. */
export interface Standing {
  readonly alarm: AlarmId;
  readonly raisedAt: Instant;
}

/** What calls now and did so before the moment. */
export const standingBefore = (open: readonly Alarm[], from: Instant): Standing[] =>
  open.flatMap(({ id, state }) =>
    (state.is === "unacknowledged" || state.is === "acknowledged") && state.raisedAt < from
      ? [{ alarm: id, raisedAt: state.raisedAt }]
      : [],
  );

const TOP = 10;
const MOST_OTHERS = 20;

export const calledOf = ({ occurrences }: AlarmStory): readonly Occurrence[] =>
  occurrences.filter(({ called }) => called);
export const isFleeting = ({ raisedAt, clearedAt }: Occurrence): boolean =>
  clearedAt !== null && clearedAt - raisedAt < FLEETING;

export function chatters(occurrences: readonly Occurrence[]): boolean {
  const { times, within } = CHATTER;
  return occurrences.some((last, i) => {
    const first = occurrences[i - times + 1];
    return first !== undefined && last.raisedAt - first.raisedAt <= within;
  });
}

/**
 * @param priorityOf of the rule behind an alarm
 * @param standing what has been true since before the span: it may be stale, and is nothing else
 */
export function kpiOf(
  stories: readonly AlarmStory[],
  span: { readonly from: Instant; readonly to: Instant; readonly slices: number },
  priorityOf: (alarm: AlarmId) => Priority,
  standing: readonly Standing[] = [],
): AlarmKpi {
  const { from, to, slices } = span;
  const length = millis(Math.max(1, to - from));
  const mix: Record<Priority, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  const trend = new Array<number>(slices).fill(0);
  const actors: Actor[] = [];
  const at: number[] = [];
  let fleeting = 0;
  let stale = 0;
  for (const story of stories) {
    const called = calledOf(story);
    for (const { raisedAt } of called) {
      at.push(raisedAt);
      const slice = Math.min(slices - 1, Math.max(0, Math.floor(((raisedAt - from) / length) * slices)));
      trend[slice] = (trend[slice] ?? 0) + 1;
    }
    const over = called.filter(isFleeting).length;
    fleeting += over;
    const stood = called.filter(({ raisedAt, clearedAt }) => (clearedAt ?? to) - raisedAt > STALE).length;
    stale += stood;
    mix[priorityOf(story.alarm)] += called.length;
    if (called.length > 0)
      actors.push({
        alarm: story.alarm,
        count: called.length,
        share: 0,
        chattering: chatters(called),
        fleeting: over,
        stale: stood,
      });
  }
  const places = new Map(actors.map(({ alarm }, place) => [alarm, place]));
  for (const { alarm, raisedAt } of standing) {
    if (to - raisedAt <= STALE) continue;
    stale++;
    const known = places.get(alarm);
    if (known !== undefined) actors[known] = { ...actors[known]!, stale: actors[known]!.stale + 1 };
    else actors.push({ alarm, count: 0, share: 0, chattering: false, fleeting: 0, stale: 1 });
  }
  at.sort((a, b) => a - b);
  const alarms = at.length;
  const shareOf = (n: number): number => (alarms === 0 ? 0 : n / alarms);
  actors.sort((a, b) => b.count - a.count || (a.alarm < b.alarm ? -1 : 1));
  const top = actors.slice(0, TOP).filter(({ count }) => count > 0);
  const others = actors.slice(top.length).filter((actor) => actor.chattering || actor.stale > 0);
  const flood = floodsOf(at, to);
  return {
    alarms,
    per10Minutes: (alarms / length) * TEN_MINUTES,
    peakPer10Minutes: flood.counts.reduce((most, count) => Math.max(most, count), 0),
    floodShare: flood.spans.reduce((sum, [begins, ends]) => sum + ends - begins, 0) / length,
    top10Share: shareOf(top.reduce((sum, { count }) => sum + count, 0)),
    chattering: actors.filter((actor) => actor.chattering).length,
    fleeting,
    stale,
    mix: Object.fromEntries(Priority.options.map((each) => [each, shareOf(mix[each])])) as Record<
      Priority,
      number
    >,
    trend,
    actors: [...top, ...others.slice(0, MOST_OTHERS)].map((actor) => ({
      ...actor,
      share: shareOf(actor.count),
    })),
  };
}

/**
 * @param at when alarms called, in order of time
 * @returns how many the ten minutes up to each held, and the spans in which that was more than a person can follow
 */
export function floodsOf(
  at: readonly number[],
  to: number,
): { readonly counts: readonly number[]; readonly spans: readonly (readonly [number, number])[] } {
  const counts: number[] = [];
  const spans: [number, number][] = [];
  let first = 0;
  for (const [i, now] of at.entries()) {
    while (at[first]! <= now - TEN_MINUTES) first++;
    const count = i - first + 1;
    counts.push(count);
    if (count <= FLOOD_ABOVE) continue;
    // It stays a flood until the eleventh from the end is ten minutes old.
    const until = Math.min(to, at[i - FLOOD_ABOVE]! + TEN_MINUTES);
    const last = spans.at(-1);
    if (last && now <= last[1]) last[1] = Math.max(last[1], until);
    else if (until > now) spans.push([now, until]);
  }
  return { counts, spans };
}

export type Verdict = "good" | "fair" | "poor";

/** One figure against what the standards ask. `target` is its upper bound; figures in the unit of the figure. */
export interface Judged {
  readonly id:
    | "per10Minutes"
    | "peakPer10Minutes"
    | "floodShare"
    | "top10Share"
    | "chattering"
    | "fleeting"
    | "stale"
    | "highShare";
  readonly value: number;
  readonly target: number;
  readonly verdict: Verdict;
}

/** ISA-18.2 and EEMUA 191 (domain facts §5): good up to the target, poor beyond what is still manageable. */
export function judge(kpi: AlarmKpi, days: number): Judged[] {
  const row = (id: Judged["id"], value: number, target: number, poorAbove: number): Judged => ({
    id,
    value,
    target,
    verdict: value <= target ? "good" : value <= poorAbove ? "fair" : "poor",
  });
  return [
    row("per10Minutes", kpi.per10Minutes, 1, 2),
    row("peakPer10Minutes", kpi.peakPer10Minutes, 10, 10),
    row("floodShare", kpi.floodShare, 0.01, 0.05),
    // With few alarms ten of them are always nearly all; the share says something from a hundred on.
    ...(kpi.alarms >= 100 ? [row("top10Share", kpi.top10Share, 0.05, 0.25)] : []),
    row("chattering", kpi.chattering, 0, 2),
    row("fleeting", kpi.fleeting, 0, Math.max(2, kpi.alarms / 20)),
    row("stale", kpi.stale, 5 * Math.max(1, days), 10 * Math.max(1, days)),
    // About 80 % low, 15 % medium, 5 % high, below 1 % the highest.
    ...(kpi.alarms >= 20 ? [row("highShare", kpi.mix.critical + kpi.mix.high, 0.06, 0.2)] : []),
  ];
}
