import type { Instant } from "../units/index.ts";
import type { Occurrence } from "./occurrences.ts";
import type { Condition } from "./rule.ts";

/** Delays a person would set; seconds. */
const DELAYS = [5, 10, 15, 30, 60, 120, 300] as const;
/** An occurrence this long is no noise: an on-delay may not take it away. */
export const REAL_SECONDS = 300;
const FLEETING_SECONDS = 10;
const CHATTER_MS = 60_000;
/** Fewer than this is too little to learn from. */
export const ENOUGH = 5;
/** A proposal that takes less than a third away is not worth a person's time. */
const WORTH = 2 / 3;

/** A change of a rule, and what it would have made of the alarm's own history. */
export interface Proposal {
  readonly change: "on-delay" | "off-delay" | "deadband";
  /** Seconds, or the point's unit for a deadband: the value to set, not the difference. */
  readonly to: number;
  readonly from: number;
  readonly before: number;
  readonly after: number;
  /** Occurrences of five minutes and more that would be gone; never any with what is proposed here. */
  readonly lost: number;
}

const lengthOf = ({ raisedAt, clearedAt }: Occurrence): number =>
  clearedAt === null ? Number.POSITIVE_INFINITY : (clearedAt - raisedAt) / 1_000;

/**
 * What an on-delay may take away: over within ten seconds, or one of a chatter. Half a minute of a pump running dry, once
 * in an hour, is no noise.
 */
const noiseOf = (all: readonly Occurrence[]): Occurrence[] =>
  all.filter((each, i) => {
    const near = (other: Occurrence | undefined) =>
      other !== undefined && Math.abs(other.raisedAt - each.raisedAt) <= CHATTER_MS;
    const long = lengthOf(each) >= REAL_SECONDS;
    return !long && (lengthOf(each) <= FLEETING_SECONDS || near(all[i - 1]) || near(all[i + 1]));
  });

/** What rang under the rule as it stands. */
export const sinceChange = (
  all: readonly Occurrence[],
  changedAt: Instant | undefined,
): readonly Occurrence[] =>
  changedAt === undefined ? all : all.filter(({ raisedAt }) => raisedAt >= changedAt);

/** How many are left when two with less than `gap` s between them are one. */
function joined(all: readonly Occurrence[], gap: number): number {
  let count = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { raisedAt, clearedAt } of all) {
    if (raisedAt - end >= gap * 1_000) count++;
    end = clearedAt ?? Number.POSITIVE_INFINITY;
  }
  return count;
}

/** The smallest setting that reaches nine tenths of what the strongest reaches. */
function smallest<T>(options: readonly { readonly value: T; readonly after: number }[], before: number) {
  const best = Math.min(...options.map(({ after }) => after));
  return options.find(({ after }) => before - after >= 0.9 * (before - best));
}

/**
 * Deadbands and delays that would have calmed an alarm, by its own occurrences; the strongest first. The deadband
 * is an estimate: the journal knows the value at which the alarm cleared, not how far it went on from there. What rang
 * before the rule was last changed tells of another rule.
 * @param changedAt when the rule was last changed, where it was
 */
export function proposalsFor(
  condition: Condition,
  occurrences: readonly Occurrence[],
  changedAt?: Instant,
): Proposal[] {
  const all = sinceChange(occurrences, changedAt);
  const before = all.length;
  if (before < ENOUGH) return [];
  const has = delaysOf(condition);
  const proposals: Proposal[] = [];
  const offer = (
    change: Proposal["change"],
    from: number,
    chosen: { value: number; after: number } | undefined,
    lost: number,
  ) => {
    if (chosen && chosen.after <= before * WORTH && lost === 0)
      proposals.push({ change, from, to: chosen.value, before, after: chosen.after, lost });
  };

  if (has.on !== undefined) {
    const from = has.on;
    const noise = new Set(noiseOf(all));
    const harmless = DELAYS.map((value) => {
      const gone = all.filter((each) => lengthOf(each) < value);
      return {
        value: from + value,
        after: before - gone.length,
        lost: gone.filter((each) => !noise.has(each)).length,
      };
    }).filter(({ lost }) => lost === 0);
    offer("on-delay", from, smallest(harmless, before), 0);
  }
  if (has.off !== undefined) {
    const from = has.off;
    const longer = DELAYS.map((value) => ({ value: from + value, after: joined(all, value) }));
    offer("off-delay", from, smallest(longer, before), 0);
  }
  if (condition.kind === "limit") offer("deadband", condition.hysteresis, deadband(condition, all), 0);
  return proposals.sort((a, b) => a.after - b.after);
}

/**
 * A proposal as the change of the condition's fields that a rule override takes; empty where this kind of condition
 * has no such field.
 */
export function conditionChange(
  condition: Condition,
  { change, to }: Pick<Proposal, "change" | "to">,
): Readonly<Record<string, number>> {
  switch (change) {
    case "on-delay":
      return "forSeconds" in condition ? { forSeconds: to } : { onDelaySeconds: to };
    case "off-delay":
      return { offDelaySeconds: to };
    case "deadband":
      return { hysteresis: to };
    default:
      return change satisfies never;
  }
}

function delaysOf(condition: Condition): { on?: number; off?: number } {
  switch (condition.kind) {
    case "limit":
      return { on: condition.onDelaySeconds, off: condition.offDelaySeconds };
    case "held":
    case "compound":
      return { on: condition.forSeconds, off: condition.offDelaySeconds };
    case "no-data":
      return { on: condition.forSeconds };
    case "rate":
    case "window":
    case "deviation":
    case "imbalance":
    case "multivariate":
    case "event":
      return { on: condition.onDelaySeconds, off: condition.offDelaySeconds };
    case "sequence":
      return { off: condition.offDelaySeconds };
    case "usage":
      return {};
    default:
      return condition satisfies never;
  }
}

/** How far back the value was when the alarm cleared, only to come again: a deadband beyond that would have held it. */
function deadband(
  { side, limit, hysteresis }: Extract<Condition, { kind: "limit" }>,
  all: readonly Occurrence[],
): { value: number; after: number } | undefined {
  const depths = all.slice(0, -1).flatMap(({ clearedBy }) => {
    const value = clearedBy?.value;
    return typeof value === "number" ? [side === "high" ? limit - value : value - limit] : [];
  });
  if (depths.length < ENOUGH) return undefined;
  const sorted = depths.filter((depth) => depth > 0).sort((a, b) => a - b);
  const most = sorted[Math.floor(sorted.length * 0.9)];
  if (most === undefined) return undefined;
  const value = upTo2Digits(most * 1.1);
  if (value <= hysteresis) return undefined;
  return { value, after: all.length - depths.filter((depth) => depth < value).length };
}

/** Rounded up to two significant digits: 0.0347 becomes 0.035. */
function upTo2Digits(n: number): number {
  const unit = 10 ** (Math.floor(Math.log10(n)) - 1);
  return Number((Math.ceil(n / unit - 1e-9) * unit).toPrecision(2));
}
