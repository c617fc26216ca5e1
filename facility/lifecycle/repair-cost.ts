/** One asset watched from one age to another (years), with the ages at which it failed. */
export interface FailureAges {
  readonly from: number;
  readonly to: number;
  readonly ages: readonly number[];
}

export interface FailureGrowth {
  /** Growth of the failure intensity with age, per year: λ(a) = λ0·e^(γa). */
  readonly gamma: number;
  readonly sd: number;
  readonly failures: number;
  readonly from: "heuristic" | "both";
}

/** What is believed before the fleet is looked at: 5 % more failures a year, between −1 % and 11 %. Heuristic. */
export const growthPrior = { gamma: 0.05, sd: 0.03 };

/**
 * How failures of a type grow with age: the log-linear Poisson process of Cox and Lewis, by the likelihood that is
 * conditional on how many there were (each asset's own level drops out), with a normal prior on γ.
 * dℓ/dγ = Σ age − N·E[age | γ] − (γ−γ0)/s²; solved by halving.
 */
export function failureGrowth(fleet: readonly FailureAges[], prior = growthPrior): FailureGrowth {
  const watched = fleet.filter(({ from, to, ages }) => to > from && ages.length > 0);
  const failures = watched.reduce((sum, { ages }) => sum + ages.length, 0);
  const slope = (gamma: number): number => {
    let sum = -(gamma - prior.gamma) / prior.sd ** 2;
    for (const { from, to, ages } of watched) {
      const mean = meanAge(gamma, from, to);
      for (const age of ages) sum += age - mean;
    }
    return sum;
  };
  let [low, high] = [-1, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    // The slope falls as γ grows: one crossing.
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  const gamma = (low + high) / 2;
  const information = (slope(gamma - 1e-4) - slope(gamma + 1e-4)) / 2e-4;
  return { gamma, sd: 1 / Math.sqrt(information), failures, from: failures === 0 ? "heuristic" : "both" };
}

/** Mean age of a failure between two ages under λ ∝ e^(γa). */
function meanAge(gamma: number, from: number, to: number): number {
  const d = to - from;
  const u = gamma * d;
  if (Math.abs(u) < 1e-4) return from + d / 2 + (u * d) / 12;
  return from + d / (1 - Math.exp(-u)) - d / u;
}

/** Heuristic: repairs cost this share of the replacement a year in the middle of life. */
export const REPAIR_SHARE_AT_MID_LIFE = 0.02;

/**
 * Repair cost a year at an age, yuan of today: the heuristic share, drawn towards what this asset really cost with the
 * weight n/(n+3) of its n repairs (credibility), growing with age.
 */
export function repairCost(of: {
  readonly replacementCny: number;
  readonly lifeYears: number;
  readonly ageNow: number;
  readonly repairs: number;
  readonly spentPerYear: number;
  readonly gamma: number;
}): (age: number) => number {
  const typical = (age: number) =>
    of.replacementCny * REPAIR_SHARE_AT_MID_LIFE * Math.exp(of.gamma * (age - of.lifeYears / 2));
  const trust = of.repairs / (of.repairs + 3);
  const now = trust * of.spentPerYear + (1 - trust) * typical(of.ageNow);
  return (age) => now * Math.exp(of.gamma * (age - of.ageNow));
}
