import { type Fit, posterior } from "./fit-weibull.ts";

/** What this one asset has that its type has not. */
export interface Shift {
  /** Its hazard over that of its type: above 1 in bad condition, below 1 in good. */
  readonly hazard: number;
  /** How fast its years pass: 1.2 where it is used harder than usual. */
  readonly pace: number;
}

/** The years that are left as a distribution, never as one date. */
export interface RemainingLife {
  /** survivors[k]: the chance to be still in service k years from now; survivors[0] = 1. */
  readonly survivors: readonly number[];
  /** Years from now at which 10 %, 50 % and 90 % have ended; the 80 % band is from p10 to p90. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly meanYears: number;
}

/** Hazard ratio of condition 1 to 5 against its type. Heuristic: no standard states one; a site may set its own. */
export const conditionHazard: readonly number[] = [0.5, 0.75, 1, 1.8, 3.2];

/**
 * The ratio for a condition between the grades, drawn towards 1 where little is known: ratio^confidence.
 * `condition` 1 … 5, `confidence` 0 … 1.
 */
export function hazardOfCondition(condition: number, confidence: number, ratios = conditionHazard): number {
  const at = Math.min(4, Math.max(0, condition - 1));
  const low = Math.floor(at);
  const [a = 1, b = a] = [ratios[low], ratios[Math.min(4, low + 1)]];
  const ratio = Math.exp(Math.log(a) + (at - low) * (Math.log(b) - Math.log(a)));
  return ratio ** confidence;
}

/** Years pass with the square root of use against the usual, within 0.7 and 1.5: half of wear is time. Heuristic. */
export const paceOfUse = (useAgainstUsual: number | undefined): number =>
  useAgainstUsual === undefined ? 1 : Math.min(1.5, Math.max(0.7, Math.sqrt(Math.max(0, useAgainstUsual))));

/**
 * R(x | t) = E[ exp(−m·(((s·(t+x))/η)^β − ((s·t)/η)^β)) ] over the fit's own uncertainty: proportional hazards (m)
 * on a quickened clock (s). The expectation is over what was still in service at age t.
 * @param ageYears age now
 * @param horizonYears how far `survivors` goes, whole years
 */
export function remainingLife(fit: Fit, ageYears: number, shift: Shift, horizonYears: number): RemainingLife {
  const sample = posterior(fit).map(({ life, weight }) => ({
    scale: shift.pace / life.eta,
    beta: life.beta,
    weight,
    gone: shift.hazard * ((shift.pace * ageYears) / life.eta) ** life.beta,
  }));
  // A Weibull under which this asset could hardly have become so old counts for less.
  const alive = sample.map(({ weight, gone }) => weight * Math.exp(-gone));
  const total = alive.reduce((sum, each) => sum + each, 0);
  // Far beyond every believed life the weights vanish together; then all count as they did.
  const weights = total > 1e-12 ? alive.map((each) => each / total) : sample.map(({ weight }) => weight);
  const at = (x: number): number => {
    let sum = 0;
    for (let i = 0; i < sample.length; i++) {
      const { scale, beta, gone } = sample[i] as (typeof sample)[number];
      sum += (weights[i] ?? 0) * Math.exp(gone - shift.hazard * (scale * (ageYears + x)) ** beta);
    }
    return Math.min(1, sum);
  };
  const survivors = Array.from({ length: horizonYears + 1 }, (_, k) => (k === 0 ? 1 : at(k)));
  const quantile = (share: number): number => crossing(at, survivors, 1 - share);
  const p90 = quantile(0.9);
  // Simpson over what matters of the curve.
  const end = Math.max(1, p90 * 2.5);
  const step = end / MEAN_STEPS;
  let mean = 1 + at(end);
  for (let i = 1; i < MEAN_STEPS; i++) mean += (i % 2 === 1 ? 4 : 2) * at(i * step);
  return {
    survivors,
    p10: quantile(0.1),
    p50: quantile(0.5),
    p90,
    meanYears: (mean * step) / 3,
  };
}

const MEAN_STEPS = 32;
/** Nobody plans further, years. */
const FURTHEST = 400;

/** Where a falling curve comes down to `level`: the whole years bracket it, regula falsi (Illinois) finds it. */
function crossing(at: (x: number) => number, years: readonly number[], level: number): number {
  const beyond = years.findIndex((value) => value <= level);
  let low = beyond === -1 ? years.length - 1 : Math.max(0, beyond - 1);
  let high = beyond === -1 ? Math.max(1, low * 2) : Math.max(1, beyond);
  if (beyond === -1)
    while (at(high) > level && high < FURTHEST) {
      low = high;
      high *= 2;
    }
  let above = at(low) - level;
  let below = at(high) - level;
  if (below > 0) return high;
  let side = 0;
  for (let i = 0; i < 40 && high - low > 1e-6; i++) {
    const x = above - below > 1e-15 ? (above * high - below * low) / (above - below) : (low + high) / 2;
    const value = at(x) - level;
    if (Math.abs(value) < 1e-9) return x;
    if (value > 0) {
      low = x;
      above = value;
      if (side === 1) below /= 2;
      side = 1;
    } else {
      high = x;
      below = value;
      if (side === -1) above /= 2;
      side = -1;
    }
  }
  return (low + high) / 2;
}
