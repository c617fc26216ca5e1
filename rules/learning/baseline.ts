/** Mean and spread of a value's past, as JSON. Weights fade, so the past is forgotten at the asked pace. */
export interface Baseline {
  n: number;
  mean: number;
  variance: number;
}

export const emptyBaseline = (): Baseline => ({ n: 0, mean: 0, variance: 0 });

/**
 * Takes one value in: the plain mean and variance at first, exponentially weighted once `memory` values are in
 * (Finch 2009, "Incremental calculation of weighted mean and variance", eq. 124 and 143). In place.
 */
export function learn(baseline: Baseline, value: number, memory: number): void {
  baseline.n++;
  const weight = 1 / Math.min(baseline.n, memory);
  const difference = value - baseline.mean;
  baseline.mean += weight * difference;
  baseline.variance = (1 - weight) * (baseline.variance + weight * difference * difference);
}

/** How many standard deviations above (or below) the mean; never infinite, so that a constant past is no trap. */
export function sigmasOf(baseline: Baseline, value: number): number {
  const spread = Math.sqrt(baseline.variance);
  const floor = Math.max(Math.abs(baseline.mean) * 1e-6, 1e-9);
  return (value - baseline.mean) / Math.max(spread, floor);
}
