import { GOOD } from "../../facility/readings/index.ts";
import type { Catalogue, StoredFile } from "./catalogue.ts";
import { inside, parquet, rawRows, type Span } from "./scan.ts";
import { COUNTS, FLAG } from "./schema.ts";
import { cellMs, DAY_MS, type Tier, tiersFor } from "./tiers.ts";

/**
 * What a cell, a slice, or a single reading says, in columns that may be added up: sums and counts instead of means,
 * so that minutes make hours and hours make slices without losing a spike or weighing a reading twice.
 * `usable` is how many readings stand in the sum; `good` how many were of good quality.
 */
const ONE_READING = `point, time, time AS last_at, received - time AS last_delay, value AS last, flags AS last_flags, text,
  CASE WHEN ${COUNTS} THEN value END AS low, CASE WHEN ${COUNTS} THEN value END AS high,
  CASE WHEN ${COUNTS} THEN value END AS total, CASE WHEN ${COUNTS} THEN 1 ELSE 0 END AS usable,
  1 AS readings, CASE WHEN (flags & ${FLAG.quality}) = ${GOOD} THEN 1 ELSE 0 END AS good`;

/**
 * The time of a cell's last reading. Files keep it counted from the cell's start, which costs half the bytes; an older
 * one has the time itself, which no offset comes near.
 */
export const LAST_AT = `CASE WHEN last_at < ${DAY_MS} THEN time + last_at ELSE last_at END`;

const CELL = `point, time, ${LAST_AT} AS last_at, last_delay, last, last_flags, text, low, high, total, usable, readings, good`;

/** Twelve digits of a sum are more than any sensor has; the noise of adding up behind them would not compress. */
const KEPT_TOTAL =
  "CASE WHEN total = 0 OR NOT isfinite(total) THEN total ELSE round(total, 11 - floor(log10(abs(total)))::INTEGER) END";

/** Aggregates of the columns above, under the same names. */
const ADDED_UP = `max(last_at) AS last_at, arg_max(last_delay, last_at) AS last_delay,
  arg_max(last, last_at) AS last, arg_max(last_flags, last_at) AS last_flags,
  arg_max_null(text, last_at) AS text, min(low) AS low, max(high) AS high, sum(total) AS total,
  sum(usable)::BIGINT AS usable, sum(readings)::BIGINT AS readings, sum(good)::BIGINT AS good`;

/** SQL of the cells of a tier, sorted by point and time, out of the next finer one. */
export function cellsOf(
  tier: Exclude<Tier, "raw">,
  source: { readonly is: Tier; readonly rows: string },
): string {
  const width = cellMs[tier];
  const rows =
    source.is === "raw"
      ? `SELECT ${ONE_READING} FROM (SELECT point, time, time + delay AS received, value, flags, text FROM ${source.rows})`
      : `SELECT ${CELL} FROM ${source.rows}`;
  return `SELECT point, start AS time, * EXCLUDE (point, start)
      REPLACE (last_at - start AS last_at, ${KEPT_TOTAL} AS total) FROM (
    SELECT point, time - (time % ${width} + ${width}) % ${width} AS start, ${ADDED_UP} FROM (${rows}) GROUP BY point, start
  ) ORDER BY point, time`;
}

/**
 * SQL of equal slices of several points at once. Closed days answer from the coarsest tier whose cells fit into a
 * slice; the ragged ends of the span come from raw rows, so that nothing outside [from, to) counts. A cell belongs
 * to the slice in which it begins: inside the span, an edge between two slices is then off by less than a cell.
 */
export function slicesOf(catalogue: Catalogue, span: Span, count: number): string {
  const width = (span.to - span.from) / count;
  const preferred = tiersFor(width, span.to - span.from);
  const parts = [`SELECT ${ONE_READING} FROM (${rawRows(catalogue, span, "hot")})`];
  const cells = new Map<string, StoredFile[]>();
  const add = (tier: Tier, from: number, to: number, file: StoredFile): void => {
    if (to <= from) return;
    // Days that ask the same of the same tier are read by one scan.
    const key = `${tier} ${from} ${to}`;
    cells.set(key, [...(cells.get(key) ?? []), file]);
  };
  for (const [day, { files }] of catalogue.between(span.from, span.to)) {
    const tier = preferred.find((each) => files[each]);
    const file = tier && files[tier];
    if (!tier || !file) continue;
    const dayStart = day * DAY_MS;
    if (tier === "raw" || !files.raw) {
      add(tier, span.from, span.to, file);
      continue;
    }
    const cell = cellMs[tier];
    const first = Math.ceil(span.from / cell) * cell;
    const end = Math.floor(span.to / cell) * cell;
    if (first >= end) {
      add("raw", span.from, span.to, files.raw);
      continue;
    }
    add(tier, first, end, file);
    if (first > span.from && dayStart < first) add("raw", span.from, first, files.raw);
    if (end < span.to && dayStart + DAY_MS > end) add("raw", end, span.to, files.raw);
  }
  for (const [key, files] of cells) {
    const [tier, from, to] = key.split(" ");
    const part = { ...span, from: Number(from), to: Number(to) };
    const source = parquet(catalogue, files);
    parts.push(
      tier === "raw"
        ? `SELECT ${ONE_READING} FROM (SELECT point, time, time + delay AS received, value, flags, text FROM ${source} WHERE ${inside(part)})`
        : `SELECT ${CELL} FROM ${source} WHERE ${inside(part)}`,
    );
  }
  return `SELECT point, least(floor((time - (${span.from})::DOUBLE) / (${width})::DOUBLE), ${count - 1})::INTEGER AS slice,
    ${ADDED_UP} FROM (${parts.join("\nUNION ALL BY NAME ")}) GROUP BY point, slice ORDER BY point, slice`;
}
