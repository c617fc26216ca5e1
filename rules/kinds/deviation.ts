import type { DeviationCondition } from "../../facility/alarms/index.ts";
import { type Instant, wallOf } from "../../facility/units/index.ts";
import { type Baseline, emptyBaseline, learn, sigmasOf } from "../learning/baseline.ts";
import { Picture } from "../operators/picture.ts";
import { delaysOf, named, never, type Verdict, type WatchKind } from "../operators/watch.ts";

interface Saved {
  readonly slots: readonly (Baseline | null)[];
  readonly smooth: number | null;
}

const HOUR = 3_600_000;

/**
 * Deviation from expectation. What is judged to deviate is not learned from (else a fault would become the normal),
 * but for a thousandth of its distance: a lasting change of use is accepted in time.
 */
export const deviation: WatchKind<DeviationCondition> = {
  points: ({ point, siblings = [] }, asset) => named(asset, [point, ...siblings]),
  ...delaysOf,
  watch(condition, { timeZone, points }, saved) {
    const { from, side, sigmas, atLeast, atLeastPercent, smoothSamples, learnSamples, memorySamples } =
      condition;
    // What `save` gave under the same definition.
    const known = saved as Saved | undefined;
    const slots: Baseline[] = Array.from(
      { length: from === "hour-of-week" ? 168 : 1 },
      (_, i) => known?.slots[i] ?? emptyBaseline(),
    );
    let smooth = known?.smooth ?? Number.NaN;
    let hourStart = -1;
    let slot = 0;
    const slotAt = (at: number): Baseline => {
      if (from !== "hour-of-week") return slots[0]!;
      const hour = Math.floor(at / HOUR);
      if (hour !== hourStart) {
        hourStart = hour;
        const { weekday, minute } = wallOf(at as Instant, timeZone);
        slot = (weekday - 1) * 24 + Math.floor(minute / 60);
      }
      return slots[slot]!;
    };
    const judge = (value: number, at: number): Verdict => {
      smooth = Number.isNaN(smooth) ? value : smooth + (value - smooth) * (2 / (smoothSamples + 1));
      const past = slotAt(at);
      if (past.n < learnSamples) {
        // The first few of a smoothed value still carry where it began.
        learn(past, smooth, memorySamples);
        return undefined;
      }
      const off = sigmasOf(past, smooth);
      const least = Math.max(atLeast, (Math.abs(past.mean) * atLeastPercent) / 100);
      const far = Math.abs(off) > sigmas && Math.abs(smooth - past.mean) >= least;
      const deviates = far && (side === "either" || (side === "high") === off > 0);
      if (from !== "learned") {
        const accepted = deviates ? past.mean + (smooth - past.mean) / 1_000 : smooth;
        learn(past, accepted, memorySamples);
      }
      return deviates;
    };
    const picture = points.length > 1 ? new Picture(points) : undefined;
    let newest = 0;
    const judgeRatio = (): Verdict => {
      if (!picture?.isSound()) return undefined;
      const [own = Number.NaN, ...others] = picture.values;
      const middle = medianOf(others);
      return middle === 0 ? undefined : judge(own / middle, newest);
    };
    return {
      hear(slot, value, at) {
        if (typeof value !== "number") return undefined;
        newest = at;
        if (!picture) return judge(value, at);
        return picture.hear(slot, value, at) ? judgeRatio() : undefined;
      },
      get wakeAt() {
        return picture?.wakeAt ?? never;
      },
      wake: judgeRatio,
      save: () =>
        Number.isNaN(smooth)
          ? undefined
          : ({ slots: slots.map((one) => (one.n > 0 ? one : null)), smooth } satisfies Saved),
    };
  },
};

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
