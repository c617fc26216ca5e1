import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";

/** A query in InfluxQL, the one language that InfluxDB 1.x, 2.x (by DBRP) and 3.x share, as Grafana's datasource keeps it. */
export interface InfluxQuery extends Dataquery {
  readonly refId: string;
  readonly datasource: { readonly type: "influxdb"; readonly uid: string };
  readonly rawQuery: true;
  readonly query: string;
  readonly resultFormat: "time_series" | "table";
  readonly alias?: string;
}

/** The datasource that the provisioning makes. */
export const DATASOURCE = { type: "influxdb", uid: "watchkeeper" } as const;

/** Quality codes of readings that count: all but bad (2) and stale (3); docs/guides/influxdb.md has the list. */
const USABLE = `"quality" != 2 AND "quality" != 3`;

const chosen = `"site" =~ /^\${site:regex}$/ AND "asset" =~ /^\${asset:regex}$/`;
/** Of these points of the chosen assets, in the time shown. */
const of = (points: readonly string[]): string =>
  `"point" =~ /\\.(${points.join("|")})$/ AND ${chosen} AND $timeFilter`;

/** Means, a line for each point; gaps stay gaps. */
export const meanOf = (points: readonly string[]): string =>
  `SELECT mean("value") FROM "readings" WHERE ${of(points)} AND ${USABLE} GROUP BY time($__interval), "asset", "point" fill(none)`;

/** Codes and flags as they changed. */
export const stateOf = (points: readonly string[]): string =>
  `SELECT last("value") FROM "readings" WHERE ${of(points)} AND ${USABLE} GROUP BY time($__interval), "asset", "point" fill(none)`;

/** What a counter grew by in each step; a reset or roll-over is no growth. */
export const growthOf = (points: readonly string[]): string =>
  `SELECT non_negative_difference(last("value")) FROM "readings" WHERE ${of(points)} AND ${USABLE} GROUP BY time($__interval), "asset", "point" fill(none)`;

/** Share of readings that were bad, 0 to 1, by asset. */
export const receivedOf = (): string =>
  `SELECT count("quality") FROM "readings" WHERE ${chosen} AND $timeFilter GROUP BY time($__interval), "asset" fill(none)`;

export const influxQuery = (
  query: string,
  options: Partial<Pick<InfluxQuery, "alias" | "resultFormat" | "refId">> = {},
): Builder<InfluxQuery> => ({
  build: () => ({
    _implementsDataqueryVariant: () => undefined,
    refId: "A",
    datasource: DATASOURCE,
    rawQuery: true,
    query,
    resultFormat: "time_series",
    ...options,
  }),
});
