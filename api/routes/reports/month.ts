import { type Instant, momentOf } from "../../../facility/units/index.ts";

/** A month of a site's calendar as moments, with the one before it. */
export interface MonthSpan {
  readonly month: string;
  readonly from: Instant;
  /** Its end, or now where it is not over. */
  readonly to: Instant;
  readonly before: { readonly from: Instant; readonly to: Instant };
  /** First and last day, YYYY-MM-DD. */
  readonly first: string;
  readonly last: string;
}

const next = (month: string, by: number): string => {
  const [year = 0, n = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, n - 1 + by, 1)).toISOString().slice(0, 7);
};

/** @param month YYYY-MM, in the site's own zone */
export function monthSpan(month: string, zone: string, now: Instant): MonthSpan {
  const from = momentOf(`${month}-01`, 0, zone);
  const end = momentOf(`${next(month, 1)}-01`, 0, zone);
  const earlier = momentOf(`${next(month, -1)}-01`, 0, zone);
  const [year = 0, n = 1] = month.split("-").map(Number);
  return {
    month,
    from,
    to: Math.min(end, now) as Instant,
    before: { from: earlier, to: from },
    first: `${month}-01`,
    last: new Date(Date.UTC(year, n, 0)).toISOString().slice(0, 10),
  };
}
