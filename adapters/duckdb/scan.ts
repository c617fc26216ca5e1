import type { Catalogue, StoredFile } from "./catalogue.ts";

/** A literal for SQL; quotes are doubled. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const parquet = (catalogue: Catalogue, files: readonly StoredFile[]): string =>
  `read_parquet([${files.map((file) => literal(catalogue.path(file))).join(", ")}])`;

/** Whole milliseconds inside what a BIGINT of ours holds; ±Infinity means the ends of time. */
export const edge = (at: number): string =>
  String(BigInt(Math.ceil(Math.max(-8.64e15, Math.min(8.64e15, at)))));

/** Which rows: of all points where `points` is left out. */
export interface Span {
  readonly points?: readonly number[];
  readonly from: number;
  readonly to: number;
}

export const inside = ({ points, from, to }: Span, time = "time"): string =>
  [
    ...(points ? [points.length === 1 ? `point = ${points[0]}` : `point IN (${points.join(",")})`] : []),
    `${time} >= ${edge(from)} AND ${time} < ${edge(to)}`,
  ].join(" AND ");

/**
 * SQL of rows as they were sent (point, time, received, value, flags, text): hot ones and those of closed days'
 * raw files, never the same reading twice. An empty span gives a query without rows.
 */
export function rawRows(catalogue: Catalogue, span: Span, which: "all" | "hot" | "files" = "all"): string {
  const days = catalogue.between(span.from, span.to);
  const files = which === "hot" ? [] : days.flatMap(([, day]) => day.files.raw ?? []);
  const segments = which === "files" ? [] : days.flatMap(([, day]) => day.segments);
  const parts: string[] = [];
  if (segments.length > 0) {
    const hot = segments.map(
      (name) => `SELECT point, time, received, value, flags FROM ${name} WHERE ${inside(span)}`,
    );
    // Texts are looked up once for all tables of all days: each join costs as much as looking through a sorted one.
    parts.push(`SELECT h.point, h.time, h.received, h.value, h.flags, t.text FROM (${hot.join(" UNION ALL ")}) h
      LEFT JOIN (SELECT * FROM texts WHERE ${inside(span)}) t ON t.point = h.point AND t.time = h.time`);
  }
  if (files.length > 0)
    parts.push(
      `SELECT point, time, time + delay AS received, value, flags, text FROM ${parquet(catalogue, files)} WHERE ${inside(span)}`,
    );
  return parts.length > 0 ? parts.join("\nUNION ALL ") : NO_ROWS;
}

const NO_ROWS =
  "SELECT NULL::INTEGER AS point, NULL::BIGINT AS time, NULL::BIGINT AS received, NULL::DOUBLE AS value, NULL::UTINYINT AS flags, NULL::VARCHAR AS text WHERE false";
