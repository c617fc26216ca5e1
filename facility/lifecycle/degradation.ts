import { trendsOf } from "../maintenance/index.ts";
import { studentQuantile } from "./special-functions.ts";

/** One measured value of something that gets worse: when (ms since 1970) and how much. */
export interface Sample {
  readonly at: number;
  readonly value: number;
}

export interface Trend {
  readonly samples: number;
  readonly perYear: number;
  /** The line's value at the newest sample. */
  readonly now: number;
  /** Spread of single values about the line. */
  readonly scatter: number;
  /**
   * When the limit is reached, ms since 1970: at the low edge of the band (early), along the line, and at the high
   * edge (late). Undefined edges lie beyond the horizon; the low edge is what a slot is planned before.
   */
  readonly early: number | undefined;
  readonly expected: number | undefined;
  readonly late: number | undefined;
  /** True where the line does not run towards the limit, or not more than chance would. */
  readonly steady: boolean;
}

const YEAR_MS = 365.25 * 86_400_000;

/**
 * A line through what was measured since the last renewal, carried on to a limit with a prediction band (least squares;
 * band of Student's t on n−2 degrees). It is laid as maintenance lays its forecasts: through the part since the trend
 * began, and through logarithms where wear feeds on itself. Undefined under five samples: no line is honest then.
 * @param rising true where getting worse means going up
 * @param coverage of the band, 0.8 as a rule
 */
export function degradation(
  samples: readonly Sample[],
  limit: number,
  { rising = true, coverage = 0.8, horizonYears = 10 } = {},
): Trend | undefined {
  if (samples.length < 5) return undefined;
  const sign = rising ? 1 : -1;
  const newest = Math.max(...samples.map(({ at }) => at));
  const [{ tail, scale }] = trendsOf(
    samples.map(({ at, value }) => ({ x: (at - newest) / YEAR_MS, y: sign * value })),
  );
  const n = tail.length;
  const [x, y] = [tail.map((one) => one.x), tail.map((one) => one.y)];
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  const sxx = x.reduce((sum, each) => sum + (each - mx) ** 2, 0);
  if (sxx === 0) return undefined;
  const slope = x.reduce((sum, each, i) => sum + (each - mx) * ((y[i] ?? 0) - my), 0) / sxx;
  const line = (t: number) => my + slope * (t - mx);
  const scatter = Math.sqrt(x.reduce((sum, each, i) => sum + ((y[i] ?? 0) - line(each)) ** 2, 0) / (n - 2));
  const t = studentQuantile(0.5 + coverage / 2, n - 2);
  const margin = (at: number) => t * scatter * Math.sqrt(1 + 1 / n + (at - mx) ** 2 / sxx);
  const slopeError = scatter / Math.sqrt(sxx);
  const target = scale.to(sign * limit);
  const steps = 400;
  const reached = (edge: (at: number) => number): number | undefined => {
    for (let i = 0; i <= steps; i++) {
      const at = (i / steps) * horizonYears;
      if (edge(at) < target) continue;
      if (i === 0) return newest;
      const before = ((i - 1) / steps) * horizonYears;
      const [low, high] = [edge(before), edge(at)];
      const part = high > low ? (target - low) / (high - low) : 0;
      return newest + (before + part * (at - before)) * YEAR_MS;
    }
    return undefined;
  };
  const steady = slope <= 0 || (scatter > 0 && slope / slopeError < studentQuantile(0.9, n - 2));
  return {
    samples: samples.length,
    perYear: sign * scale.slope({ a: line(0), b: slope }),
    now: sign * scale.from(line(0)),
    scatter: scale.slope({ a: line(0), b: scatter }),
    early: steady ? undefined : reached((at) => line(at) + margin(at)),
    expected: steady ? undefined : reached(line),
    late: steady ? undefined : reached((at) => line(at) - margin(at)),
    steady,
  };
}
