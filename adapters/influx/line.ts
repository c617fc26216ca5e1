import type { ReadingBatch } from "../../facility/readings/index.ts";
import type { PointId } from "../../facility/units/index.ts";

/**
 * One measurement for all readings; a series for each point. Tags: `point` (the full id), `asset`, `site`.
 * Fields: `value` (float: numbers, booleans as 0 or 1, enumerations as their code) or `text`; `kind` says which
 * of them; `quality` (code), `received` (ms since 1970), `replayed`. A field keeps one type for ever, so that
 * InfluxDB never refuses a reading because an earlier one had another.
 */
export const MEASUREMENT = "readings";

/** What a row carries; in a field of its own because an absent field cannot say that the newest row lacks it. */
export const KIND = { number: 0, text: 1, none: 2 } as const;

/** `readings,asset=…,point=…,site=…`, sorted by tag as the server wants it. Ids need no escape: they are slugs. */
export function seriesOf(point: PointId): string {
  const asset = point.slice(0, point.lastIndexOf("."));
  const site = asset.slice(0, Math.max(0, asset.indexOf("."))) || asset;
  return `${MEASUREMENT},asset=${tag(asset)},point=${tag(point)},site=${tag(site)}`;
}

/** Row i as line protocol, ms precision. `series` is `seriesOf` its point. */
export function lineOf(series: string, batch: ReadingBatch, i: number): string {
  const value = batch.value(i);
  const carried =
    typeof value === "number"
      ? `kind=${KIND.number}i,value=${value}`
      : value === null
        ? `kind=${KIND.none}i`
        : `kind=${KIND.text}i,text="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  const replayed = batch.replayed[i] === 1 ? "t" : "f";
  return `${series} ${carried},quality=${batch.quality[i]}i,received=${batch.receivedAt[i]}i,replayed=${replayed} ${batch.at[i]}`;
}

const tag = (value: string): string => value.replace(/[,= ]/g, "\\$&");
