import { BAD, type Bucket, GOOD } from "../../facility/readings/index.ts";
import type { Instant, PointId } from "../../facility/units/index.ts";
import type { InfluxClient, Series } from "./client.ts";
import { ofPoint, within } from "./influxql.ts";
import { MEASUREMENT } from "./line.ts";
import { rawValue } from "./stored.ts";

const STALE = 3;

/** Equal slices of [from, to): the server groups, one request with a statement for each kind of answer. */
export async function bucketsOf(
  client: InfluxClient,
  point: PointId,
  from: Instant,
  to: Instant,
  count: number,
): Promise<Bucket[]> {
  if (!(to > from)) return [];
  const width = (to - from) / count;
  // Nanoseconds, because slices need not be whole milliseconds. Rounding down moves a border by less than
  // `count` ns, and readings lie on whole milliseconds.
  const widthNs = BigInt(Math.max(1, Math.floor(width * 1e6)));
  const offsetNs = (BigInt(Math.ceil(from)) * 1_000_000n) % widthNs;
  const where = `WHERE ${ofPoint(point)} AND ${within(from, to)}`;
  const group = `GROUP BY time(${widthNs}ns, ${offsetNs}ns) fill(none)`;
  const table = `FROM "${MEASUREMENT}"`;
  const [usable, newest, good] = await client.query(
    [
      `SELECT min("value") AS "min", mean("value") AS "mean", max("value") AS "max" ${table} ${where} AND "quality" != ${BAD} AND "quality" != ${STALE} ${group}`,
      `SELECT last("kind") AS "kind", last("value") AS "value", last("text") AS "text", count("quality") AS "count" ${table} ${where} ${group}`,
      `SELECT count("quality") AS "good" ${table} ${where} AND "quality" = ${GOOD} ${group}`,
    ].join("; "),
    // A slice's start need not be a whole millisecond.
    "u",
  );
  const figures = bySlice(usable);
  const goods = bySlice(good);
  return [...bySlice(newest)].map(([start, row]) => {
    const figure = figures.get(start);
    const total = Number(row.count);
    return {
      at: (from + Math.round((start / 1_000 - from) / width) * width) as Instant,
      min: numberOr(figure?.min),
      mean: numberOr(figure?.mean),
      max: numberOr(figure?.max),
      last: rawValue(row.kind ?? null, row.value ?? null, row.text ?? null),
      count: total,
      good: Number(goods.get(start)?.good ?? 0) / total,
    };
  });
}

type Row = Record<string, number | string | boolean | null>;
const numberOr = (cell: Row[string] | undefined): number | null => (typeof cell === "number" ? cell : null);

function bySlice(series: readonly Series[] | undefined): Map<number, Row> {
  const first = series?.[0];
  if (!first) return new Map();
  return new Map(
    first.values.map((cells) => {
      const row: Row = Object.fromEntries(first.columns.map((name, i) => [name, cells[i] ?? null]));
      return [Number(row.time), row];
    }),
  );
}
