import { qualityOf, type RawValue, type Reading } from "../../facility/readings/index.ts";
import type { Instant, PointId } from "../../facility/units/index.ts";
import type { Series } from "./client.ts";
import { KIND } from "./line.ts";

type Cell = number | string | boolean | null;

export const COLUMNS = '"value", "text", "kind", "quality", "received", "replayed"';

/** The rows of a `SELECT COLUMNS`, whose series are one point each. */
export function readingsOf(series: Series, point: PointId): Reading[] {
  const column = (name: string) => series.columns.indexOf(name);
  const [time, value, text] = [column("time"), column("value"), column("text")];
  const [kind, quality, received, replayed] = [
    column("kind"),
    column("quality"),
    column("received"),
    column("replayed"),
  ];
  return series.values.map((row) => ({
    point,
    at: Number(row[time]) as Instant,
    receivedAt: Number(row[received]) as Instant,
    value: rawValue(row[kind] ?? null, row[value] ?? null, row[text] ?? null),
    quality: qualityOf(Number(row[quality])),
    replayed: row[replayed] === true,
  }));
}

/** Which of the two fields counts is what `kind` says: in a bucket each may come from another row. */
export function rawValue(kind: Cell, value: Cell, text: Cell): RawValue {
  if (kind === KIND.number) return typeof value === "number" ? value : null;
  if (kind === KIND.text) return typeof text === "string" ? text : null;
  return null;
}
