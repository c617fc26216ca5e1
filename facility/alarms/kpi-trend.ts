import type { Instant } from "../units/index.ts";
import {
  calledOf,
  chatters,
  floodsOf,
  isFleeting,
  type Judged,
  STALE,
  type Standing,
  TEN_MINUTES,
} from "./kpi.ts";
import type { AlarmStory, Occurrence } from "./occurrences.ts";
import type { Priority } from "./priority.ts";
import type { AlarmId } from "./state.ts";

/** A share of fewer than these says nothing: `judge` asks a hundred and twenty of the whole span. */
const ENOUGH_FOR_TOP_10 = 20;
const ENOUGH_FOR_MIX = 5;

/** Each figure in each slice of the span, oldest first; null where there was too little to say. */
export type KpiTrend = Readonly<Record<Judged["id"], readonly (number | null)[]>>;

interface Slice {
  readonly counts: number[];
  alarms: number;
  grave: number;
  fleeting: number;
  chattering: number;
  stale: number;
  peak: number;
  floodMs: number;
}

/** How each figure of the desk went through the span; its whole is `kpiOf`. */
export function kpiTrend(
  stories: readonly AlarmStory[],
  span: { readonly from: Instant; readonly to: Instant; readonly slices: number },
  priorityOf: (alarm: AlarmId) => Priority,
  standing: readonly Standing[] = [],
): KpiTrend {
  const { from, to, slices: n } = span;
  const ms = Math.max(1, to - from) / n;
  const place = (at: number): number => Math.min(n - 1, Math.max(0, Math.floor((at - from) / ms)));
  const slices = Array.from(
    { length: n },
    (): Slice => ({
      counts: [],
      alarms: 0,
      grave: 0,
      fleeting: 0,
      chattering: 0,
      stale: 0,
      peak: 0,
      floodMs: 0,
    }),
  );
  /** True for more than a day in every slice from the one in which the day was full to the one in which it ended. */
  const stood = (raisedAt: number, clearedAt: number | null): void => {
    const since = raisedAt + STALE;
    const until = clearedAt ?? to;
    if (until <= since || since >= to) return;
    for (let i = place(since); i <= place(until); i++) slices[i]!.stale++;
  };
  const at: number[] = [];
  for (const story of stories) {
    const priority = priorityOf(story.alarm);
    const bySlice = new Map<number, Occurrence[]>();
    for (const occurrence of calledOf(story)) {
      at.push(occurrence.raisedAt);
      stood(occurrence.raisedAt, occurrence.clearedAt);
      const i = place(occurrence.raisedAt);
      const list = bySlice.get(i);
      if (list) list.push(occurrence);
      else bySlice.set(i, [occurrence]);
    }
    for (const [i, list] of bySlice) {
      const slice = slices[i]!;
      slice.counts.push(list.length);
      slice.alarms += list.length;
      if (priority === "critical" || priority === "high") slice.grave += list.length;
      slice.fleeting += list.filter(isFleeting).length;
      if (chatters(list)) slice.chattering++;
    }
  }
  for (const { raisedAt } of standing) stood(raisedAt, null);
  at.sort((a, b) => a - b);
  const { counts, spans } = floodsOf(at, to);
  for (const [i, moment] of at.entries()) {
    const slice = slices[place(moment)]!;
    slice.peak = Math.max(slice.peak, counts[i]!);
  }
  for (const [begins, ends] of spans)
    for (let i = place(begins); i <= place(ends); i++) {
      const begin = from + i * ms;
      slices[i]!.floodMs += Math.max(0, Math.min(ends, begin + ms) - Math.max(begins, begin));
    }
  const of = (figure: (slice: Slice) => number | null) => slices.map(figure);
  const share = (part: number, { alarms }: Slice, enough: number) => (alarms < enough ? null : part / alarms);
  return {
    per10Minutes: of(({ alarms }) => (alarms * TEN_MINUTES) / ms),
    peakPer10Minutes: of(({ peak }) => peak),
    floodShare: of(({ floodMs }) => floodMs / ms),
    top10Share: of((slice) => share(topOf(slice.counts), slice, ENOUGH_FOR_TOP_10)),
    chattering: of(({ chattering }) => chattering),
    fleeting: of(({ fleeting }) => fleeting),
    stale: of(({ stale }) => stale),
    highShare: of((slice) => share(slice.grave, slice, ENOUGH_FOR_MIX)),
  };
}

const topOf = (counts: readonly number[]): number =>
  counts
    .toSorted((a, b) => b - a)
    .slice(0, 10)
    .reduce((sum, count) => sum + count, 0);
