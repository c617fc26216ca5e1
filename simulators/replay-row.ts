import { done, PointName, problem, type Result, Slug } from "../facility/units/index.ts";

/** Column → asset and point. */
export type ColumnMap = ReadonlyMap<string, { readonly asset: string; readonly point: string }>;

export interface Row {
  /** Source time, ms since 1970. */
  readonly at: number;
  readonly values: ReadonlyMap<string, Record<string, number | boolean>>;
}

export function parseMap(map: Readonly<Record<string, string>>): Result<ColumnMap> {
  const columns = new Map<string, { asset: string; point: string }>();
  for (const [column, target] of Object.entries(map)) {
    const [asset = "", point = "", ...rest] = target.split(".");
    if (rest.length > 0 || !Slug.safeParse(asset).success || !PointName.safeParse(point).success)
      return problem(
        `column "${column}" is mapped to "${target}"; write asset.point, for example b1-booster-1.flow_m3_h.`,
      );
    columns.set(column, { asset, point });
  }
  return columns.size > 0 ? done(columns) : problem("no column is mapped to a point; name at least one.");
}

/** One CSV record to values by asset. An empty cell is no value; an unreadable one spoils the row. */
export function readRow(
  record: Readonly<Record<string, string>>,
  atColumn: string,
  columns: ColumnMap,
  utcOffsetHours: number,
): Result<Row> {
  const at = parseTime(record[atColumn] ?? "", utcOffsetHours);
  if (at === undefined) return problem(`"${record[atColumn] ?? ""}" in column "${atColumn}" is no time`);
  const values = new Map<string, Record<string, number | boolean>>();
  for (const [column, { asset, point }] of columns) {
    const cell = record[column] ?? "";
    if (cell === "") continue;
    const value = cell === "true" ? true : cell === "false" ? false : Number(cell);
    if (typeof value === "number" && !Number.isFinite(value))
      return problem(`"${cell}" in column "${column}" is no number`);
    const own = values.get(asset) ?? {};
    own[point] = value;
    values.set(asset, own);
  }
  return done({ at, values });
}

/** Numbers below this are seconds (until the year 5138), above it milliseconds (from 1973). */
const SECONDS_BELOW = 1e11;

function parseTime(text: string, utcOffsetHours: number): number | undefined {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.round(number < SECONDS_BELOW ? number * 1_000 : number);
  }
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const iso = text.replace(" ", "T");
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(iso.slice(10));
  const at = Date.parse(zoned ? iso : iso.length === 10 ? iso : `${iso}Z`);
  if (Number.isNaN(at)) return undefined;
  return zoned ? at : at - utcOffsetHours * 3_600_000;
}
