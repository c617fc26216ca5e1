import { bisect, gamma } from "./special-functions.ts";

/** A life in years: scale η (63.2 % have ended by then) and shape β (above 1: wearing out). */
export interface Weibull {
  readonly eta: number;
  readonly beta: number;
}

/** R(t) = exp(−(t/η)^β): the share still in service at age t, years. */
export const survival = ({ eta, beta }: Weibull, t: number): number =>
  Math.exp(-((Math.max(0, t) / eta) ** beta));

/** h(t) = β/η · (t/η)^(β−1), ends per year among those still in service at age t. */
export const hazard = ({ eta, beta }: Weibull, t: number): number =>
  (beta / eta) * (Math.max(t, 1e-9) / eta) ** (beta - 1);

/** R(t+x)/R(t): the chance that one of age t goes on for x more years. */
export const conditionalSurvival = (life: Weibull, t: number, x: number): number =>
  Math.exp((Math.max(0, t) / life.eta) ** life.beta - (Math.max(0, t + x) / life.eta) ** life.beta);

/** Years still to come at which a share `p` of those now of age t has ended: t·(…)^(1/β) − t in closed form. */
export const residualQuantile = ({ eta, beta }: Weibull, t: number, p: number): number =>
  eta * ((t / eta) ** beta - Math.log(1 - p)) ** (1 / beta) - t;

/** ∫ R(t+x)dx / R(t): mean years still to come at age t, Simpson over the life that is left. */
export function meanResidual(life: Weibull, t: number): number {
  const end = residualQuantile(life, t, 1 - 1e-9);
  const steps = 400;
  const h = end / steps;
  let sum = 1 + conditionalSurvival(life, t, end);
  for (let i = 1; i < steps; i++) sum += (i % 2 ? 4 : 2) * conditionalSurvival(life, t, i * h);
  return (sum * h) / 3;
}

export const meanLife = ({ eta, beta }: Weibull): number => eta * gamma(1 + 1 / beta);
export const medianLife = ({ eta, beta }: Weibull): number => eta * Math.LN2 ** (1 / beta);

/** The Weibull whose median is `median` and whose shape is `beta`. */
export const withMedian = (median: number, beta: number): Weibull => ({
  eta: median / Math.LN2 ** (1 / beta),
  beta,
});

/** The shape at which `high` is the age that `share` has passed, when half pass `median`. */
export const shapeThrough = (median: number, high: number, share: number): number =>
  bisect((beta) => -survival(withMedian(median, beta), high), 0.5, 20, -share);
