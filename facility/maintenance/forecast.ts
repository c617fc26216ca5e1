import { type Instant, instant } from "../units/index.ts";

/** One point of a trend: a mean over a stretch long enough that neighbours are nearly independent (a day). */
export interface TrendSample {
  readonly at: Instant;
  readonly value: number;
}

export interface ForecastQuestion {
  /** Oldest first. */
  readonly samples: readonly TrendSample[];
  readonly limit: number;
  readonly side: "high" | "low";
  readonly now: Instant;
  /** Share of cases in which the limit is met inside the band; 0.8 when left out. */
  readonly band?: number;
}

/** When a trend meets its limit. */
export type Forecast =
  | { readonly is: "too-little"; readonly samples: number }
  /** The trend is flat, leads away from the limit, or cannot be told from noise. */
  | { readonly is: "steady"; readonly perDay: number }
  | { readonly is: "beyond"; readonly value: number; readonly perDay: number }
  | {
      readonly is: "reaches";
      readonly at: Instant;
      /** The band's edges; `high` is missing where the slowest likely trend never gets there. */
      readonly low: Instant;
      readonly high?: Instant;
      readonly perDay: number;
      /** The trend's value now. */
      readonly value: number;
    };

const DAY_MS = 86_400_000;
/** Fewer days say nothing about weeks. */
const LEAST = 7;

/**
 * A straight line through the samples, carried on to the limit, with the band in which the line itself may lie
 * (Fieller's interval of the crossing: the confidence band of a regression line met with the limit). Wear speeds up,
 * so the line is laid through the part since the trend began: the split that leaves least error of a flat part
 * followed by a rising one. Beyond the samples this is a guess that gets better every day; it is said with its band.
 */
export function forecast({ samples, limit, side, now, band = 0.8 }: ForecastQuestion): Forecast {
  const usable = samples.filter(({ value }) => Number.isFinite(value));
  if (usable.length < LEAST) return { is: "too-little", samples: usable.length };
  const sign = side === "high" ? 1 : -1;
  const points = sinceBend(usable.map(({ at, value }) => ({ x: (at - now) / DAY_MS, y: sign * value })));
  const goal = sign * limit;
  const line = fitLine(points);
  const value = line.a;
  const t = quantile((1 + band) / 2, points.length - 2);
  const perDay = sign * line.b;
  if (value >= goal) return { is: "beyond", value: sign * value, perDay };
  const slopeError = line.sxx > 0 ? line.s / Math.sqrt(line.sxx) : Number.POSITIVE_INFINITY;
  if (line.b <= t * slopeError) return { is: "steady", perDay };
  const [low, high] = crossings(line, goal, t, points.length);
  const at = (goal - line.a) / line.b;
  const moment = (days: number): Instant => instant(Math.round(now + days * DAY_MS));
  return {
    is: "reaches",
    at: moment(at),
    low: moment(Math.max(0, Math.min(low, at))),
    ...(high === undefined ? {} : { high: moment(high) }),
    perDay,
    value: sign * value,
  };
}

interface Xy {
  readonly x: number;
  readonly y: number;
}

/** The points from where the slope begins, if a bend explains them better than one line; else all of them. */
function sinceBend(points: readonly Xy[]): readonly Xy[] {
  const whole = fitLine(points);
  const n = points.length;
  let best = { at: 0, sse: whole.sse };
  // A quarter of the samples at least must rise: a few days' swing is no wear.
  const least = Math.max(LEAST, Math.ceil(n / 4));
  for (let k = Math.max(3, Math.floor(n * 0.1)); k <= n - least; k++) {
    const head = points.slice(0, k);
    const level = head.reduce((sum, { y }) => sum + y, 0) / k;
    const flat = head.reduce((sum, { y }) => sum + (y - level) ** 2, 0);
    const sse = flat + fitLine(points.slice(k)).sse;
    if (sse < best.sse) best = { at: k, sse };
  }
  // Two more things were fitted (where it bends, the level before): they must pay for themselves (BIC).
  const gain = n * Math.log(Math.max(whole.sse, 1e-12) / Math.max(best.sse, 1e-12));
  return gain > 4 * Math.log(n) ? points.slice(best.at) : points;
}

interface Line {
  /** Value at x = 0, which is now. */
  readonly a: number;
  readonly b: number;
  readonly s: number;
  readonly sse: number;
  readonly sxx: number;
  readonly mean: number;
}

function fitLine(points: readonly Xy[]): Line {
  const n = points.length;
  const mean = points.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n;
  let sxx = 0;
  let sxy = 0;
  for (const { x, y } of points) {
    sxx += (x - mean) ** 2;
    sxy += (x - mean) * (y - meanY);
  }
  const b = sxx > 0 ? sxy / sxx : 0;
  const a = meanY - b * mean;
  const sse = points.reduce((sum, { x, y }) => sum + (y - a - b * x) ** 2, 0);
  return { a, b, s: Math.sqrt(sse / Math.max(1, n - 2)), sse, sxx, mean };
}

/** Where the edges of the line's confidence band meet the goal, earliest first. */
function crossings(
  { a, b, s, sxx, mean }: Line,
  goal: number,
  t: number,
  n: number,
): [number, number | undefined] {
  // (goal − a − b·x)² = t²·s²·(1/n + (x − mean)²/sxx), a quadratic in u = x − mean.
  const g = goal - a - b * mean;
  const k = (t * s) ** 2;
  const A = b * b - k / sxx;
  const B = -2 * g * b;
  const C = g * g - k / n;
  const root = Math.sqrt(Math.max(0, B * B - 4 * A * C));
  // A ≤ 0 cannot be here: the slope was told from noise at the same t.
  const low = (-B - root) / (2 * A) + mean;
  const high = (-B + root) / (2 * A) + mean;
  return [low, Number.isFinite(high) ? high : undefined];
}

/** Student's t quantile by Hill's expansion about the normal one (Abramowitz & Stegun 26.7.5). */
function quantile(p: number, freedom: number): number {
  const z = normalQuantile(p);
  const v = Math.max(1, freedom);
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  return z + g1 / v + g2 / v ** 2;
}

/** Abramowitz & Stegun 26.2.23, to 4.5·10⁻⁴. */
function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - p));
  return (
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  );
}
