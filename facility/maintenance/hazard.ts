/** One moment of one machine: what was known then, and whether it failed within the horizon. */
export interface HazardSample {
  /** Numbers in one order for all samples; about 0 to 1 each. */
  readonly features: readonly number[];
  readonly fails: boolean;
}

export interface Hazard {
  readonly weights: readonly number[];
  readonly bias: number;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The chance of a failure within the horizon that was learned. */
export const chanceOf = ({ weights, bias }: Hazard, features: readonly number[]): number =>
  sigmoid(weights.reduce((sum, weight, i) => sum + weight * (features[i] ?? 0), bias));

/**
 * Learns a logistic hazard by Newton's steps with a ridge, deterministic: no dice, no shuffling. Failures are rare, so
 * nothing is reweighted: the answer stays a chance.
 */
export function learnHazard(samples: readonly HazardSample[], { ridge = 1, steps = 12 } = {}): Hazard {
  const n = (samples[0]?.features.length ?? 0) + 1;
  let beta = new Array<number>(n).fill(0);
  for (let step = 0; step < steps; step++) {
    const gradient = new Array<number>(n).fill(0);
    const hessian = Array.from({ length: n }, () => new Array<number>(n).fill(0));
    for (const { features, fails } of samples) {
      let z = beta[n - 1] ?? 0;
      for (let i = 0; i < n - 1; i++) z += (beta[i] ?? 0) * (features[i] ?? 0);
      const p = sigmoid(z);
      const miss = (fails ? 1 : 0) - p;
      const w = Math.max(p * (1 - p), 1e-9);
      for (let i = 0; i < n; i++) {
        const x = i === n - 1 ? 1 : (features[i] ?? 0);
        if (x === 0) continue;
        gradient[i] = (gradient[i] ?? 0) + miss * x;
        const row = hessian[i];
        if (!row) continue;
        for (let j = 0; j <= i; j++) {
          const y = j === n - 1 ? 1 : (features[j] ?? 0);
          if (y !== 0) row[j] = (row[j] ?? 0) + w * x * y;
        }
      }
    }
    for (let i = 0; i < n; i++) {
      const row = hessian[i];
      if (!row) continue;
      row[i] = (row[i] ?? 0) + ridge;
      gradient[i] = (gradient[i] ?? 0) - ridge * (beta[i] ?? 0);
    }
    const change = solve(hessian, gradient);
    beta = beta.map((value, i) => value + Math.max(-4, Math.min(4, change[i] ?? 0)));
  }
  return { weights: beta.slice(0, -1), bias: beta[n - 1] ?? 0 };
}

/** Solves A·x = b for a symmetric positive A of which the lower half is given (Cholesky). */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = b.length;
  const l = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const at = (m: readonly (readonly number[])[], i: number, j: number) => m[i]?.[j] ?? 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = at(a, i, j);
      for (let k = 0; k < j; k++) sum -= at(l, i, k) * at(l, j, k);
      const row = l[i];
      if (row) row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(l, j, j);
    }
  const y: number[] = [];
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= at(l, i, k) * (y[k] ?? 0);
    y.push(sum / at(l, i, i));
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= at(l, k, i) * (x[k] ?? 0);
    x[i] = sum / at(l, i, i);
  }
  return x;
}

/** The threshold with the best F1 on samples that it is chosen on, and on no others. */
export function bestThreshold(
  scored: readonly { readonly chance: number; readonly fails: boolean }[],
): number {
  const sorted = scored.toSorted((a, b) => b.chance - a.chance);
  const positives = sorted.filter(({ fails }) => fails).length;
  let best = { f1: 0, at: 0.5 };
  let hits = 0;
  for (const [i, { chance, fails }] of sorted.entries()) {
    if (fails) hits += 1;
    // Only where the next one is lower: a threshold does not tell equals apart.
    if (sorted[i + 1]?.chance === chance) continue;
    const f1 = (2 * hits) / (i + 1 + positives);
    if (f1 > best.f1) best = { f1, at: chance };
  }
  return best.at;
}
