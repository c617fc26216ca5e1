import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import { type Bucket, GOOD, isUsable } from "../../facility/readings/index.ts";
import type { Instant } from "../../facility/units/index.ts";
import type { Catalogue } from "./catalogue.ts";
import { column } from "./columns.ts";
import { inside, type Span } from "./scan.ts";
import { FLAG } from "./schema.ts";
import { storedValue } from "./stream.ts";

/** Rows worth taking out of DuckDB: as many as its twelve aggregates would cost. */
const FEW = 20_000;

/** A slice while its readings are added up. */
interface Sum {
  low: number;
  high: number;
  total: number;
  usable: number;
  readings: number;
  good: number;
  lastAt: number;
  last: number;
  lastFlags: number;
}

/**
 * The tables with every reading of the span, when they are all hot and hold few readings of these points, going by
 * their share of all points; otherwise undefined. What is few is folded here: a trend of the last hour costs DuckDB
 * 12 ms of CPU when it aggregates, for a filter over rows as they came hands on vectors of one row each, and 4 when it
 * only hands them out.
 */
export function fewHot(
  catalogue: Catalogue,
  { points, from, to }: Required<Span>,
  allPoints: number,
): readonly string[] | undefined {
  const days = catalogue.between(from, to).map(([, day]) => day);
  if (days.some(({ files }) => Object.keys(files).length > 0)) return undefined;
  const tables = days.flatMap(({ segments }) => segments);
  const rows = tables.reduce((sum, name) => sum + catalogue.rows(name), 0);
  return (rows * points.length) / Math.max(1, allPoints) <= FEW ? tables : undefined;
}

/** `slicesOf` for rows of such tables: the same slices, by point number, in order of time. */
export async function foldSlices(
  connection: DuckDBConnection,
  tables: readonly string[],
  span: Required<Span>,
  count: number,
): Promise<ReadonlyMap<number, Bucket[]>> {
  const slices = new Map<number, Bucket[]>();
  if (tables.length === 0) return slices;
  const rows = tables.map((name) => `SELECT point, time, value, flags FROM ${name} WHERE ${inside(span)}`);
  const result = await connection.run(
    `SELECT point, time::DOUBLE, value, flags FROM (${rows.join(" UNION ALL ")})`,
  );
  const width = (span.to - span.from) / count;
  const sums = new Map<number, Map<number, Sum>>(span.points.map((point) => [point, new Map()]));
  let texts = false;
  for await (const chunk of result) texts = addUp(chunk, sums, span.from, width, count) || texts;

  const said = texts ? await textsOf(connection, span) : undefined;
  for (const [point, own] of sums) {
    if (own.size === 0) continue;
    const inOrder = [...own].sort(([a], [b]) => a - b);
    slices.set(
      point,
      inOrder.map(([slice, sum]) => ({
        at: (span.from + slice * width) as Instant,
        min: sum.usable > 0 ? sum.low : null,
        mean: sum.usable > 0 ? sum.total / sum.usable : null,
        max: sum.usable > 0 ? sum.high : null,
        last: storedValue(sum.last, sum.lastFlags, said?.get(`${point} ${sum.lastAt}`)),
        count: sum.readings,
        good: sum.good / sum.readings,
      })),
    );
  }
  return slices;
}

/** True when a text was among the rows. */
function addUp(
  chunk: DuckDBDataChunk,
  sums: ReadonlyMap<number, Map<number, Sum>>,
  from: number,
  width: number,
  count: number,
): boolean {
  const rows = chunk.rowCount;
  const points = column(chunk, 0, rows * 4);
  const point = new Int32Array(points.buffer, points.byteOffset, rows);
  const [times, values] = [column(chunk, 1, rows * 8), column(chunk, 2, rows * 8)];
  const time = new Float64Array(times.buffer, times.byteOffset, rows);
  const value = new Float64Array(values.buffer, values.byteOffset, rows);
  const flags = column(chunk, 3, rows);
  let texts = false;
  for (let i = 0; i < rows; i++) {
    const own = sums.get(point[i]!)!;
    const slice = Math.min(count - 1, Math.floor((time[i]! - from) / width));
    let sum = own.get(slice);
    if (!sum) {
      sum = {
        ...{ low: Infinity, high: -Infinity, total: 0, usable: 0, readings: 0, good: 0 },
        ...{ lastAt: -Infinity, last: 0, lastFlags: 0 },
      };
      own.set(slice, sum);
    }
    const flag = flags[i]!;
    const quality = flag & FLAG.quality;
    sum.readings++;
    if (quality === GOOD) sum.good++;
    if ((flag & FLAG.noNumber) === 0 && isUsable(quality)) {
      sum.usable++;
      sum.total += value[i]!;
      sum.low = Math.min(sum.low, value[i]!);
      sum.high = Math.max(sum.high, value[i]!);
    }
    if (time[i]! >= sum.lastAt) {
      sum.lastAt = time[i]!;
      sum.last = value[i]!;
      sum.lastFlags = flag;
    }
    texts ||= (flag & FLAG.text) !== 0;
  }
  return texts;
}

/** Texts by point number and time. */
async function textsOf(connection: DuckDBConnection, span: Span): Promise<ReadonlyMap<string, string>> {
  const rows = await connection.runAndReadAll(
    `SELECT point, time::DOUBLE, text FROM texts WHERE ${inside(span)}`,
  );
  return new Map(rows.getRows().map(([point, time, text]) => [`${point} ${time}`, String(text)]));
}
