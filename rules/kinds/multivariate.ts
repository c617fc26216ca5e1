import type { MultivariateCondition } from "../../facility/alarms/index.ts";
import type { Asset, Point } from "../../facility/assets/index.ts";
import { Averages, featuresOf, isBeyond, learnNormal, type Normal } from "../learning/normal.ts";
import { Picture } from "../operators/picture.ts";
import { delaysOf, named, type Verdict, type WatchKind } from "../operators/watch.ts";

interface Saved {
  /** What has been seen while learning; empty afterwards. */
  readonly samples: readonly (readonly number[])[];
  readonly normal: Normal | null;
  readonly before: readonly number[] | null;
  readonly recent: readonly (readonly number[])[];
}

const numbers = (asset: Asset): Point[] =>
  asset.points.filter(({ type }) => type.kind === "number" && !type.counter);

/** Many values together against a normal that it learns from its first samples. */
export const multivariate: WatchKind<MultivariateCondition> = {
  points: ({ points }, asset) => (points ? named(asset, points) : numbers(asset)),
  ...delaysOf,
  watch({ learnSamples, smoothSamples, factor }, { points }, saved) {
    // What `save` gave under the same definition.
    const known = saved as Saved | undefined;
    const samples: number[][] = known?.samples.map((row) => [...row]) ?? [];
    let normal = known?.normal ?? undefined;
    let before: ArrayLike<number> | undefined = known?.before ?? undefined;
    const picture = new Picture(points);
    const averages = new Averages(points.length * 2, smoothSamples, known?.recent);
    const judge = (): Verdict => {
      if (!picture.isSound()) return undefined;
      const sample = [...picture.values];
      const average = averages.push(featuresOf(sample, before ?? sample));
      before = sample;
      if (!normal) {
        samples.push(sample);
        if (samples.length >= learnSamples) {
          normal = learnNormal(samples, { window: smoothSamples, factor });
          samples.length = 0;
        }
        return undefined;
      }
      return average ? isBeyond(normal, average) : undefined;
    };
    return {
      hear: (slot, value, at) =>
        typeof value === "number" && picture.hear(slot, value, at) ? judge() : undefined,
      get wakeAt() {
        return picture.wakeAt;
      },
      wake: judge,
      save: () =>
        before
          ? ({
              samples,
              normal: normal ?? null,
              before: Array.from(before),
              recent: averages.rows(),
            } satisfies Saved)
          : undefined,
    };
  },
};
