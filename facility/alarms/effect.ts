import type { AssetId, Instant } from "../units/index.ts";
import type { Episode } from "./episodes.ts";
import { kpiOf } from "./kpi.ts";
import type { AlarmStory } from "./occurrences.ts";
import type { Priority } from "./priority.ts";
import { REAL_SECONDS } from "./proposals.ts";
import { type AlarmId, alarmId } from "./state.ts";

/** What a desk was, or would have been, asked of a person in a span. */
export interface Figures {
  readonly alarms: number;
  readonly perDay: number;
  readonly peakPer10Minutes: number;
  /** 0 to 1: share of the time in flood. */
  readonly floodShare: number;
  /** Alarms that chattered, one for each rule on an asset. */
  readonly chattering: number;
  /** True for more than 24 h. */
  readonly standing: number;
}

/** A rule's two histories beside each other, with all that the desk had from other rules. */
export interface Effect {
  readonly before: Figures;
  readonly after: Figures;
  /** Occurrences of five minutes and more that would be gone: real ones. */
  readonly lost: number;
}

const DAY_MS = 86_400_000;

/** A rule's episodes as an alarm's story; all of them called. */
const storyOf = (asset: AssetId, rule: string, episodes: readonly Episode[]): AlarmStory => ({
  alarm: alarmId(asset, rule),
  asset,
  rule,
  occurrences: episodes.map(({ from, to }) => ({
    raisedAt: from as Instant,
    clearedAt: to as Instant | null,
    called: true,
    raisedBy: {},
    clearedBy: null,
  })),
});

/**
 * What another version of a rule would have made of a desk's figures.
 * @param desk everything the desk had in that span; the rule's own story in it is replaced
 * @param before the episodes of the rule as it stands; none for a rule that is new
 */
export function effectOf(
  of: { readonly asset: AssetId; readonly rule: string },
  span: { readonly from: Instant; readonly to: Instant },
  desk: readonly AlarmStory[],
  before: readonly Episode[],
  after: readonly Episode[],
): Effect {
  const id: AlarmId = alarmId(of.asset, of.rule);
  const others = desk.filter(({ alarm }) => alarm !== id);
  const figures = (episodes: readonly Episode[]): Figures => {
    const anyPriority = (): Priority => "low";
    const kpi = kpiOf([...others, storyOf(of.asset, of.rule, episodes)], { ...span, slices: 1 }, anyPriority);
    return {
      alarms: kpi.alarms,
      perDay: (kpi.alarms / (span.to - span.from)) * DAY_MS,
      peakPer10Minutes: kpi.peakPer10Minutes,
      floodShare: kpi.floodShare,
      chattering: kpi.chattering,
      standing: kpi.stale,
    };
  };
  return { before: figures(before), after: figures(after), lost: lostOf(before, after, span.to) };
}

/** Real ones during which the other version was never true; both in order of time. */
function lostOf(before: readonly Episode[], after: readonly Episode[], to: number): number {
  let next = 0;
  let lost = 0;
  for (const { from, to: end } of before) {
    // Episodes of one rule never overlap each other, so what ended before this one has nothing to say any more.
    while (next < after.length && (after[next]!.to ?? to) < from) next++;
    const isReal = (end ?? to) - from >= REAL_SECONDS * 1_000;
    if (isReal && !(next < after.length && after[next]!.from <= (end ?? to))) lost++;
  }
  return lost;
}
