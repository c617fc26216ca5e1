import type { ImbalanceCondition } from "../../facility/alarms/index.ts";
import { Picture } from "../operators/picture.ts";
import { delaysOf, named, type Verdict, type WatchKind } from "../operators/watch.ts";

/** Imbalance between siblings: the largest distance from their mean, in percent of it (NEMA MG 1 §12.45). */
export const imbalance: WatchKind<ImbalanceCondition> = {
  points: (condition, asset) => named(asset, condition.points),
  ...delaysOf,
  watch({ limitPercent, hysteresisPercent, meanAtLeast }, { points }) {
    const picture = new Picture(points);
    let on = false;
    const judge = (): Verdict => {
      if (!picture.isSound()) return undefined;
      const { values } = picture;
      let sum = 0;
      for (const value of values) sum += value;
      const mean = sum / values.length;
      let far = 0;
      for (const value of values) far = Math.max(far, Math.abs(value - mean));
      const size = Math.abs(mean);
      const percent = size > 0 ? (far / size) * 100 : 0;
      on = size >= meanAtLeast && percent > (on ? limitPercent - hysteresisPercent : limitPercent);
      return on;
    };
    return {
      hear: (slot, value, at) =>
        typeof value === "number" && picture.hear(slot, value, at) ? judge() : undefined,
      get wakeAt() {
        return picture.wakeAt;
      },
      wake: judge,
      save: () => undefined,
    };
  },
};
