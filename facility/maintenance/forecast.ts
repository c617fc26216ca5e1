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

/** A trend is carried on for at most so many times the days it was seen: what 42 days say of ten years is noise. */
const FARTHEST = 5;
/** How much likelier (BIC) growth in per cent must be than growth by the same amount each day before it is believed. */
const STRONG = 6;

/**
 * A line through the samples, carried on to the limit, with the band in which the line itself may lie (Fieller's
 * interval of the crossing: the confidence band of a regression line met with the limit). Wear feeds on itself: where
 * growth by a share a day explains the samples clearly better than growth by an amount a day, the line is laid through
 * their logarithms, or the limit would be met long before the straight line says. It is laid through the part since the
 * trend began: the split that leaves least error of a flat part followed by a rising one. Beyond the samples this is a
 * guess that gets better every day; it is said with its band, and not at all where it would lead too far.
 */
export function forecast({ samples, limit, side, now, band = 0.8 }: ForecastQuestion): Forecast {
  const usable = samples.filter(({ value }) => Number.isFinite(value));
  if (usable.length < LEAST) return { is: "too-little", samples: usable.length };
  const sign = side === "high" ? 1 : -1;
  const points = usable.map(({ at, value }) => ({ x: (at - now) / DAY_MS, y: sign * value }));
  const [trend, doubt] = trendsOf(points);
  const said = carriedOn(trend, sign * limit, band);
  const perDay = sign * said.perDay;
  if (said.is === "steady") return { is: "steady", perDay };
  const value = sign * said.value;
  if (said.is === "beyond") return { is: "beyond", value, perDay };
  // Undecided between two trends: whoever plans by the early edge is to be in time for either.
  const other = doubt && carriedOn(doubt, sign * limit, band);
  const low = Math.min(said.low, other?.is === "reaches" ? other.low : said.low);
  const moment = (days: number): Instant => instant(Math.round(now + days * DAY_MS));
  return {
    is: "reaches",
    at: moment(said.at),
    low: moment(low),
    ...(said.high === undefined ? {} : { high: moment(said.high) }),
    perDay,
    value,
  };
}

type Carried =
  | { readonly is: "steady"; readonly perDay: number }
  | { readonly is: "beyond"; readonly perDay: number; readonly value: number }
  | {
      readonly is: "reaches";
      readonly perDay: number;
      readonly value: number;
      /** In days from now. */
      readonly at: number;
      readonly low: number;
      readonly high: number | undefined;
    };

function carriedOn({ tail, scale }: TrendPart, limit: number, band: number): Carried {
  const goal = scale.to(limit);
  const line = fitLine(tail);
  const value = scale.from(line.a);
  const perDay = scale.slope(line);
  if (line.a >= goal) return { is: "beyond", value, perDay };
  const t = quantile((1 + band) / 2, tail.length - 2);
  const slopeError = line.sxx > 0 ? line.s / Math.sqrt(line.sxx) : Number.POSITIVE_INFINITY;
  const at = (goal - line.a) / line.b;
  const seen = (tail.at(-1)?.x ?? 0) - (tail[0]?.x ?? 0);
  if (line.b <= t * slopeError || at > FARTHEST * seen) return { is: "steady", perDay };
  const [low, high] = crossings(line, goal, t, tail.length);
  return { is: "reaches", perDay, value, at, low: Math.max(0, Math.min(low, at)), high };
}

/** A sample by any measure of time; `y` grows as things get worse. */
export interface Xy {
  readonly x: number;
  readonly y: number;
}

/** In which measure a trend is a line. */
export interface Scale {
  readonly to: (y: number) => number;
  readonly from: (z: number) => number;
  /** What the line rises by where x is 0, in the samples' own measure. */
  readonly slope: (line: Pick<Line, "a" | "b">) => number;
}
const straight: Scale = { to: (y) => y, from: (z) => z, slope: ({ b }) => b };
const growing: Scale = {
  to: (y) => (y > 0 ? Math.log(y) : Number.NEGATIVE_INFINITY),
  from: Math.exp,
  slope: ({ a, b }) => b * Math.exp(a),
};

/** The part that a trend is read from, in the measure in which it is a line. */
export interface TrendPart {
  readonly tail: readonly Xy[];
  readonly scale: Scale;
}

/** The trend to go by, and the other one where it explains the samples as well but not clearly better. */
export function trendsOf(points: readonly Xy[]): readonly [TrendPart, TrendPart?] {
  if (points.length < LEAST) return [{ tail: points, scale: straight }];
  const line = { ...sinceBend(points, straight), scale: straight };
  // A value that falls by a share falls ever more slowly: to a low limit the straight line is the sooner one.
  if (points.some(({ y }) => y <= 0)) return [line];
  const growth = { ...sinceBend(points, growing), scale: growing };
  if (growth.bic < line.bic - STRONG) return [growth];
  return growth.bic < line.bic ? [line, growth] : [line];
}

/** The points from where the slope begins, if a bend explains them better than one line; else all of them. */
function sinceBend(
  points: readonly Xy[],
  scale: Scale,
): { readonly tail: readonly Xy[]; readonly bic: number } {
  const own = points.map(({ x, y }) => ({ x, y: scale.to(y) }));
  const n = own.length;
  const line = fitLine(own);
  const whole = errorOf(own, line);
  let best = { at: 0, sse: whole };
  // A quarter of the samples at least must rise: a few days' swing is no wear.
  const least = Math.max(LEAST, Math.ceil(n / 4));
  for (let k = Math.max(3, Math.floor(n * 0.1)); k <= n - least; k++) {
    const head = own.slice(0, k);
    const tail = own.slice(k);
    const level = head.reduce((sum, { y }) => sum + y, 0) / k;
    const sse = errorOf(head, { a: level, b: 0 }) + errorOf(tail, fitLine(tail));
    if (sse < best.sse) best = { at: k, sse };
  }
  // Two more things were fitted (where it bends, the level before): they must pay for themselves (BIC).
  const gain = n * Math.log(Math.max(whole, 1e-12) / Math.max(best.sse, 1e-12));
  const bends = gain > 4 * Math.log(n);
  const tail = bends ? own.slice(best.at) : own;
  const head = bends ? points.slice(0, best.at) : [];
  // Measures are compared by what they leave unexplained of the samples themselves.
  const level = scale.from(head.reduce((sum, { y }) => sum + scale.to(y), 0) / Math.max(1, head.length));
  const fitted = bends ? fitLine(tail) : line;
  const left =
    errorOf(head, { a: level, b: 0 }) +
    points
      .slice(head.length)
      .reduce((sum, { x, y }) => sum + (y - scale.from(fitted.a + fitted.b * x)) ** 2, 0);
  return { tail, bic: n * Math.log(Math.max(left, 1e-12)) + (bends ? 4 : 2) * Math.log(n) };
}

const errorOf = (points: readonly Xy[], { a, b }: Pick<Line, "a" | "b">): number =>
  points.reduce((sum, { x, y }) => sum + (y - a - b * x) ** 2, 0);

interface Line {
  /** Value at x = 0, which is now. */
  readonly a: number;
  readonly b: number;
  readonly s: number;
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
  const sse = errorOf(points, { a, b });
  return { a, b, s: Math.sqrt(sse / Math.max(1, n - 2)), sxx, mean };
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
