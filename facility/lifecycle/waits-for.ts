import type { Problem } from "./problem.ts";

/** Why a line is later than its cheapest year: the scenario defers, others go with it, or its year had no money left. */
export type WaitsFor = "deferral" | "company" | "money";

export interface Waiting {
  /** Index of its cheapest year and of the chosen one. */
  readonly best: number;
  readonly at: number;
  /** The scenario's first year for what no law forces. */
  readonly earliest: number;
  readonly source: number;
  /** What it would take by itself, with a mobilisation of its own; yuan of today. */
  readonly alone: number;
  /** Others are done with it in the chosen year. */
  readonly company: boolean;
}

/**
 * What a line waits for. It waits for company only where a year from its cheapest on would have paid for it alone:
 * within the cap of that year, and with the fund above nothing until the chosen year.
 * @param spent by source and year, in the prices of each year, as the plan stands
 */
export function waitsFor(
  { sources, priceFactor }: Problem,
  spent: readonly (readonly number[])[],
  { best, at, earliest, source, alone, company }: Waiting,
): WaitsFor {
  if (at === earliest && best < earliest) return "deferral";
  const purse = sources[source];
  if (!company || !purse) return "money";
  const used = spent[source] ?? [];
  let left = purse.opening;
  const balance = priceFactor.map((_, y) => {
    if (left !== undefined) left += (purse.income[y] ?? 0) - (used[y] ?? 0);
    return left ?? Number.POSITIVE_INFINITY;
  });
  for (let y = Math.max(best, earliest); y < at; y++) {
    const cost = alone * (priceFactor[y] ?? 1);
    const withinCap = (used[y] ?? 0) + cost <= (purse.cap[y] ?? Number.POSITIVE_INFINITY);
    if (withinCap && balance.slice(y, at).every((each) => each >= cost)) return "company";
  }
  return "money";
}
