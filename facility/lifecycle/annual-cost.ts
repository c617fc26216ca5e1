/**
 * EAC(n) = [I − S_n(1+r)^−n + Σ C_k(1+r)^−k]·r/(1−(1+r)^−n), k = 1 … n: what owning it for n years costs a year.
 * @param buy I, paid now
 * @param costs C_1 … C_n, each paid at its year's end
 * @param salvage S_n, got back at the end
 * @param rate r a year; 0 is the plain mean
 */
export function equivalentAnnualCost(
  buy: number,
  costs: readonly number[],
  rate: number,
  salvage = 0,
): number {
  const n = costs.length;
  if (n === 0) return Number.POSITIVE_INFINITY;
  const discount = (k: number) => (1 + rate) ** -k;
  const present =
    buy - salvage * discount(n) + costs.reduce((sum, cost, i) => sum + cost * discount(i + 1), 0);
  return rate === 0 ? present / n : (present * rate) / (1 - discount(n));
}

export interface BestLife {
  /** The years of owning at which a year costs least. */
  readonly years: number;
  readonly perYear: number;
}

/** The cheapest number of years to keep a new one. `costs` C_1 … C_n, as far as one is ready to look. */
export function minimumAnnualCost(buy: number, costs: readonly number[], rate: number): BestLife {
  return minimumAnnualCosts([buy], costs, rate)[0] ?? { years: 1, perYear: Number.POSITIVE_INFINITY };
}

/** The same for several prices of the one thing: what is paid each year is discounted once. */
export function minimumAnnualCosts(
  buys: readonly number[],
  costs: readonly number[],
  rate: number,
): BestLife[] {
  let sum = 0;
  const kept = costs.map((cost, i) => {
    sum += cost * (1 + rate) ** -(i + 1);
    return { present: sum, perYuan: rate === 0 ? 1 / (i + 1) : rate / (1 - (1 + rate) ** -(i + 1)) };
  });
  return buys.map((buy) => {
    let [years, least] = [1, Number.POSITIVE_INFINITY];
    kept.forEach(({ present, perYuan }, i) => {
      const perYear = (buy + present) * perYuan;
      if (perYear < least) [years, least] = [i + 1, perYear];
    });
    return { years, perYear: least };
  });
}

/**
 * The first year (0 = this one) in which keeping the old one costs more than a year of a new one over its best life;
 * undefined where that does not come within the years looked at.
 */
export function replacementYear(keep: readonly number[], newPerYear: readonly number[]): number | undefined {
  const at = keep.findIndex((cost, k) => cost > (newPerYear[k] ?? Number.POSITIVE_INFINITY));
  return at === -1 ? undefined : at;
}

/**
 * What replacing at the beginning of year y saves against never within the years looked at, in money of today:
 * Σ k ≥ y S_k·(keep_k − new_k)·(1+r)^−k, for every y. It is most in the year from which keeping is dearer; negative where
 * replacing never pays. A new one's yearly cost follows the prices of each year.
 * @param survivors S_k, the chance that the old one is still there at the beginning of year k: where it has ended, a
 * new one stands in its place either way and nothing is saved. 1 when left out.
 */
export function savings(
  keep: readonly number[],
  newPerYear: readonly number[],
  rate: number,
  survivors: readonly number[] = [],
): number[] {
  const saved = new Array<number>(keep.length).fill(0);
  let sum = 0;
  for (let k = keep.length - 1; k >= 0; k--) {
    sum += (survivors[k] ?? 1) * ((keep[k] ?? 0) - (newPerYear[k] ?? 0)) * (1 + rate) ** -k;
    saved[k] = sum;
  }
  return saved;
}
