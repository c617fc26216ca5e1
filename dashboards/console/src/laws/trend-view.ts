import type { Slice } from "./trend.ts";

/** A stretch of time on the screen, ms since 1970. */
export interface View {
  readonly from: number;
  readonly to: number;
}

const SHORTEST = 60_000;
const LONGEST = 3 * 366 * 86_400_000;

/** Of the same length, but never ahead of `now`: there is nothing to see in the future. */
const notAhead = ({ from, to }: View, now: number): View =>
  to > now ? { from: from - (to - now), to: now } : { from, to };

/**
 * Closer (`factor` < 1) or wider (> 1), keeping the moment `at` where it is on the screen.
 * Between a minute and three years.
 */
export function zoomed(view: View, factor: number, at: number, now: number): View {
  const span = view.to - view.from;
  const next = Math.min(LONGEST, Math.max(SHORTEST, span * factor));
  const share = span > 0 ? (at - view.from) / span : 0.5;
  const from = at - share * next;
  return notAhead({ from: Math.round(from), to: Math.round(from + next) }, now);
}

/** Earlier (negative) or later by a share of what is on the screen. */
export function panned(view: View, share: number, now: number): View {
  const by = Math.round((view.to - view.from) * share);
  return notAhead({ from: view.from + by, to: view.to + by }, now);
}

/**
 * A curve in few strokes, for the moments in which it is dragged: of every so many slices the lowest and the highest,
 * in their order, so that spikes stay; breaks stay breaks.
 * @param most about how many slices may be left
 */
export function sketchOf(slices: readonly Slice[], most: number): readonly Slice[] {
  if (slices.length <= most) return slices;
  const stride = Math.ceil((slices.length * 2) / most);
  const sketch: Slice[] = [];
  for (let i = 0; i < slices.length; i += stride) {
    let [low, high, gap]: (Slice | undefined)[] = [];
    for (const slice of slices.slice(i, i + stride)) {
      if (slice.mean === null) gap = slice;
      else {
        if (low?.mean === undefined || low.mean === null || slice.mean < low.mean) low = slice;
        if (high?.mean === undefined || high.mean === null || slice.mean > high.mean) high = slice;
      }
    }
    const kept = [...new Set([low, high, gap])].filter((slice) => slice !== undefined);
    sketch.push(...kept.sort((a, b) => a.at - b.at));
  }
  return sketch;
}

export interface CurveFigures {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** Lowest, mean and highest of what is on the screen; undefined where nothing was recorded. */
export function figuresOf(slices: readonly Slice[], { from, to }: View): CurveFigures | undefined {
  let [min, max, sum, n] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const slice of slices) {
    if (slice.mean === null || slice.at < from || slice.at > to) continue;
    min = Math.min(min, slice.min ?? slice.mean);
    max = Math.max(max, slice.max ?? slice.mean);
    sum += slice.mean;
    n += 1;
  }
  return n === 0 ? undefined : { min, mean: sum / n, max };
}
