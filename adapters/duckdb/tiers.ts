/** How finely closed days are kept: every reading, or minutes and hours of them. */
export const tiers = ["raw", "1m", "1h"] as const;
export type Tier = (typeof tiers)[number];

export const DAY_MS = 86_400_000;
/** Days are counted from 1970 in UTC: a day of storage, not of people. */
export const dayOf = (at: number): number => Math.floor(at / DAY_MS);

export const cellMs: Readonly<Record<Exclude<Tier, "raw">, number>> = { "1m": 60_000, "1h": 3_600_000 };

/**
 * The tier to answer a trend from, best first: the coarsest whose cells fit into a slice, then finer ones, then
 * coarser ones, for when retention has taken the better: a rough curve says more than none.
 */
export function tiersFor(sliceMs: number): readonly Tier[] {
  if (sliceMs >= cellMs["1h"]) return ["1h", "1m", "raw"];
  if (sliceMs >= cellMs["1m"]) return ["1m", "raw", "1h"];
  return ["raw", "1m", "1h"];
}
