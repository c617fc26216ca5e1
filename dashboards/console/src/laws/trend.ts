import type { AlarmView, HistoryView, JournalEntry, RuleView } from "../../../../api/contract/index.ts";
import { sortableText } from "./age.ts";
import type { Priority } from "./alarm-order.ts";

export const ranges = {
  "15m": 900_000,
  "1h": 3_600_000,
  "6h": 21_600_000,
  "24h": 86_400_000,
  "7d": 604_800_000,
};
export type Range = keyof typeof ranges;
/** What the page of trends offers: from an hour to three years. */
export const longRanges = {
  "1h": 3_600_000,
  "6h": 21_600_000,
  "24h": 86_400_000,
  "7d": 604_800_000,
  "30d": 2_592_000_000,
  "90d": 7_776_000_000,
  "1y": 31_536_000_000,
  "3y": 94_608_000_000,
};
export type LongRange = keyof typeof longRanges;
export const isLongRange = (word: unknown): word is LongRange =>
  typeof word === "string" && Object.hasOwn(longRanges, word);

export const isRange = (word: unknown): word is Range =>
  typeof word === "string" && Object.hasOwn(ranges, word);

type StoredBucket = HistoryView["buckets"][number];
type Bucket = Readonly<
  Pick<StoredBucket, "at" | "min" | "mean" | "max" | "last"> & Partial<Pick<StoredBucket, "good">>
>;

/** One slice as drawn; every figure null means: break the line here. */
export interface Slice {
  readonly at: number;
  readonly min: number | null;
  readonly mean: number | null;
  readonly max: number | null;
  /** Share of good readings, 0 to 1; absent where all were. */
  readonly good?: number;
}

/** How far apart readings lie that are kept as minutes or as hours. */
const tiers = [60_000, 3_600_000];

/**
 * Slices with breaks where the point was silent: a line never crosses a silence longer than the point's own
 * stale limit (or two slices, on long ranges), for a straight line there would be an invention. What is kept
 * as minutes or hours is no silence: two such steps in a row are joined.
 */
export function withGaps(buckets: readonly Bucket[], bucketMs: number, staleAfterSeconds: number): Slice[] {
  const longest = Math.max(bucketMs * 2, staleAfterSeconds * 1_000 + bucketMs);
  const slices: Slice[] = [];
  const isKept = (a: Bucket | undefined, b: Bucket | undefined): boolean =>
    a !== undefined &&
    b !== undefined &&
    tiers.some((tier) => bucketMs < tier && Math.abs(b.at - a.at - tier) <= bucketMs);
  let before: Bucket | undefined;
  for (const [i, bucket] of buckets.entries()) {
    if (
      before &&
      bucket.at - before.at > longest &&
      !(isKept(before, bucket) && (isKept(buckets[i - 2], before) || isKept(bucket, buckets[i + 1])))
    )
      slices.push({ at: before.at + bucketMs, min: null, mean: null, max: null });
    const last = typeof bucket.last === "boolean" ? Number(bucket.last) : bucket.last;
    const mean = bucket.mean ?? (typeof last === "number" ? last : null);
    slices.push({
      at: bucket.at,
      min: bucket.min ?? mean,
      mean,
      max: bucket.max ?? mean,
      ...(bucket.good !== undefined && bucket.good < 1 ? { good: bucket.good } : {}),
    });
    before = bucket;
  }
  return slices;
}

/** Stored slices first, then what came in live since the last of them; never the same moment twice. */
export function appendLive(
  buckets: readonly Bucket[],
  live: readonly { readonly at: number; readonly value: number | boolean | null }[],
): Bucket[] {
  const end = buckets.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  return [
    ...buckets,
    ...live
      .filter(({ at }) => at > end)
      .map(({ at, value }) => {
        const n = value === null ? null : Number(value);
        return { at, min: n, mean: n, max: n, last: n };
      }),
  ];
}

export interface Span {
  readonly alarm: string;
  readonly from: number;
  /** Null while the alarm is still true. */
  readonly to: number | null;
}

/** When each alarm was true, out of journal lines in any order. */
export function spansOf(entries: readonly JournalEntry[]): Span[] {
  const spans: Span[] = [];
  const open = new Map<string, number>();
  for (const entry of entries.toSorted((a, b) => a.sequence - b.sequence)) {
    if (entry.event === "raise") {
      if (!open.has(entry.alarm)) open.set(entry.alarm, entry.at);
    } else if (entry.event === "clear") {
      // The raise may be older than the lines at hand; then the span began before everything shown.
      spans.push({
        alarm: entry.alarm,
        from: open.get(entry.alarm) ?? Number.NEGATIVE_INFINITY,
        to: entry.at,
      });
      open.delete(entry.alarm);
    }
  }
  for (const [alarm, from] of open) spans.push({ alarm, from, to: null });
  return spans;
}

export interface ShadedSpan extends Span {
  readonly priority: Priority;
}

/**
 * Alarms as stretches to shade: out of the journal, and open ones that are older than it.
 * @param rules tell an alarm's priority
 */
export function shadedSpans(
  journal: readonly JournalEntry[],
  rules: readonly Pick<RuleView, "id" | "priority">[],
  alarms: readonly AlarmView[],
): ShadedSpan[] {
  const priorityOf = new Map<string, Priority>(rules.map((rule) => [rule.id, rule.priority]));
  const ruleOf = new Map(journal.map((entry) => [entry.alarm, entry.rule]));
  const found = spansOf(journal).map((span) => ({
    ...span,
    priority: priorityOf.get(ruleOf.get(span.alarm) ?? "") ?? ("low" as const),
  }));
  const known = new Set(found.filter(({ to }) => to === null).map(({ alarm }) => alarm));
  const missing = alarms.filter((alarm) => alarm.active && alarm.raisedAt !== null && !known.has(alarm.id));
  return [
    ...found,
    ...missing.map((alarm) => ({
      alarm: alarm.id,
      from: alarm.raisedAt ?? alarm.changedAt,
      to: null,
      priority: alarm.priority,
    })),
  ];
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The shown slices as CSV (RFC 4180, with a byte-order mark so that Excel reads Chinese). */
export function csvOf(
  columns: readonly { readonly name: string; readonly slices: readonly Slice[] }[],
  words: { readonly time: string; readonly mean: string; readonly min: string; readonly max: string },
  timeZone: string,
): string {
  const rows = new Map<number, string[]>();
  columns.forEach(({ slices }, column) => {
    for (const { at, mean, min, max } of slices) {
      if (mean === null) continue;
      const row = rows.get(at) ?? new Array<string>(columns.length * 3).fill("");
      row.splice(column * 3, 3, String(mean), String(min ?? ""), String(max ?? ""));
      rows.set(at, row);
    }
  });
  const head = columns.flatMap(({ name }) =>
    [words.mean, words.min, words.max].map((word) => `${name} ${word}`),
  );
  const lines = [...rows.entries()].sort(([a], [b]) => a - b);
  return `\uFEFF${[
    [`${words.time} (${timeZone})`, ...head].map(cell).join(","),
    ...lines.map(([at, row]) => [sortableText(at, timeZone), ...row].join(",")),
  ].join("\r\n")}\r\n`;
}
