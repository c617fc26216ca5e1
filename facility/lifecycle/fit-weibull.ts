import { normalQuantile } from "./special-functions.ts";
import type { Weibull } from "./weibull.ts";

/**
 * One life as it was watched: from which age, to which age (years), and whether it ended there. Not ended: censored,
 * it was still in service. Watched from later than its beginning: left-truncated, it counts only from there on.
 */
export interface Life {
  readonly from: number;
  readonly to: number;
  readonly ended: boolean;
}

/** What is believed before this fleet is looked at: normal in ln η and ln β, with standard deviations of the logs. */
export interface Prior extends Weibull {
  readonly sdLnEta: number;
  readonly sdLnBeta: number;
}

export interface Fit extends Weibull {
  /** Covariance of (ln η, ln β) at the maximum: the inverse of the observed information. */
  readonly covariance: { readonly etaEta: number; readonly etaBeta: number; readonly betaBeta: number };
  readonly ends: number;
  readonly lives: number;
  /** `catalogue`: no end was seen, the prior speaks; `both`: prior and fleet; `fleet`: fitted without a prior. */
  readonly from: "catalogue" | "both" | "fleet";
}

/**
 * Maximum likelihood, or with a prior the posterior's mode, of a Weibull from ended and censored lives:
 * ln L = Σ ended ln h(to) − Σ [H(to) − H(from)] with H(t) = (t/η)^β.
 * Newton in (ln η, ln β) with halved steps. Without a prior two ends are needed; undefined where there are fewer.
 */
export function fitWeibull(lives: readonly Life[], prior?: Prior): Fit | undefined {
  const watched = lives.filter(({ from, to }) => to > from && to > 0);
  const ends = watched.filter(({ ended }) => ended).length;
  if (!prior && ends < 2) return undefined;
  const span = Math.max(1, ...watched.map(({ to }) => to));
  let at: [number, number] = prior
    ? [Math.log(prior.eta), Math.log(prior.beta)]
    : [Math.log(span), Math.log(2)];
  let value = logLikelihood(watched, prior, at);
  for (let i = 0; i < 60; i++) {
    const { gradient, hessian } = derivatives((x) => logLikelihood(watched, prior, x), at);
    const step = newtonStep(gradient, hessian);
    let scale = Math.min(1, 1 / Math.hypot(...step));
    let next: [number, number] = at;
    let reached = value;
    for (let halved = 0; halved < 30; halved++, scale /= 2) {
      next = [at[0] + scale * step[0], at[1] + scale * step[1]];
      reached = logLikelihood(watched, prior, next);
      if (reached > value) break;
    }
    if (!(reached > value + 1e-10)) break;
    at = next;
    value = reached;
  }
  const { hessian } = derivatives((x) => logLikelihood(watched, prior, x), at);
  const determinant = hessian[0] * hessian[2] - hessian[1] ** 2;
  if (!(determinant > 0)) return undefined;
  return {
    eta: Math.exp(at[0]),
    beta: Math.exp(at[1]),
    covariance: {
      etaEta: -hessian[2] / determinant,
      etaBeta: hessian[1] / determinant,
      betaBeta: -hessian[0] / determinant,
    },
    ends,
    lives: watched.length,
    from: !prior ? "fleet" : ends === 0 ? "catalogue" : "both",
  };
}

/** Where η and β lie with the given coverage, log-normal about the maximum (never below 0). */
export function intervals(fit: Fit, coverage = 0.8): { eta: [number, number]; beta: [number, number] } {
  const z = normalQuantile(0.5 + coverage / 2);
  const around = (value: number, variance: number): [number, number] => {
    const factor = Math.exp(z * Math.sqrt(variance));
    return [value / factor, value * factor];
  };
  return {
    eta: around(fit.eta, fit.covariance.etaEta),
    beta: around(fit.beta, fit.covariance.betaBeta),
  };
}

/** Nodes and weights of Gauss–Hermite with five points, for a standard normal. */
const nodes: readonly (readonly [number, number])[] = [
  [-2.856970013872806, 0.01125741132772069],
  [-1.355626179974266, 0.2220759220056126],
  [0, 0.5333333333333333],
  [1.355626179974266, 0.2220759220056126],
  [2.856970013872806, 0.01125741132772069],
];

/** The fit's own uncertainty as 25 Weibulls with weights: what a prediction has to be averaged over. */
export function posterior({ eta, beta, covariance }: Fit): { life: Weibull; weight: number }[] {
  const a = Math.sqrt(Math.max(0, covariance.etaEta));
  const b = a > 0 ? covariance.etaBeta / a : 0;
  const c = Math.sqrt(Math.max(0, covariance.betaBeta - b ** 2));
  return nodes.flatMap(([u, p]) =>
    nodes.map(([v, q]) => ({
      life: { eta: eta * Math.exp(a * u), beta: beta * Math.exp(b * u + c * v) },
      weight: p * q,
    })),
  );
}

function logLikelihood(
  lives: readonly Life[],
  prior: Prior | undefined,
  [lnEta, lnBeta]: readonly [number, number],
): number {
  const eta = Math.exp(lnEta);
  const beta = Math.exp(lnBeta);
  let sum = 0;
  for (const { from, to, ended } of lives) {
    if (ended) sum += lnBeta - lnEta + (beta - 1) * Math.log(to / eta);
    sum -= (to / eta) ** beta - (from > 0 ? (from / eta) ** beta : 0);
  }
  if (prior)
    sum -=
      (lnEta - Math.log(prior.eta)) ** 2 / (2 * prior.sdLnEta ** 2) +
      (lnBeta - Math.log(prior.beta)) ** 2 / (2 * prior.sdLnBeta ** 2);
  return Number.isFinite(sum) ? sum : -Infinity;
}

/** Central differences: gradient, and the Hessian as [∂²/∂x², ∂²/∂x∂y, ∂²/∂y²]. */
function derivatives(f: (x: [number, number]) => number, [x, y]: readonly [number, number]) {
  const h = 1e-4;
  const g = (i: number, j: number) => f([x + i * h, y + j * h]);
  const middle = g(0, 0);
  const gradient: [number, number] = [(g(1, 0) - g(-1, 0)) / (2 * h), (g(0, 1) - g(0, -1)) / (2 * h)];
  const hessian: [number, number, number] = [
    (g(1, 0) - 2 * middle + g(-1, 0)) / h ** 2,
    (g(1, 1) - g(1, -1) - g(-1, 1) + g(-1, -1)) / (4 * h ** 2),
    (g(0, 1) - 2 * middle + g(0, -1)) / h ** 2,
  ];
  return { gradient, hessian };
}

/** Newton's step where the hill is round, otherwise uphill. */
function newtonStep(gradient: [number, number], [xx, xy, yy]: [number, number, number]): [number, number] {
  const determinant = xx * yy - xy ** 2;
  if (!(determinant > 0 && xx < 0)) return gradient;
  return [
    -(yy * gradient[0] - xy * gradient[1]) / determinant,
    -(xx * gradient[1] - xy * gradient[0]) / determinant,
  ];
}
