import type { RateCondition } from "../../facility/alarms/index.ts";
import { asleep, delaysOf, named, type WatchKind } from "../operators/watch.ts";

/** Samples kept of a stretch; a faster point is thinned to that many, which moves a slope by at most 1/60 of it. */
const KEPT = 60;

/** Rate of change: the newest value against the one a stretch ago, per minute. A counter that jumps back starts anew. */
export const rate: WatchKind<RateCondition> = {
  points: ({ point }, asset) => named(asset, [point]),
  ...delaysOf,
  watch({ overSeconds, side, limitPerMinute }, { points }, saved) {
    const over = overSeconds * 1_000;
    const [type] = points.map((point) => point.type);
    const counts = type?.kind === "number" && type.counter;
    // What `save` gave under the same definition.
    const past = (saved as { at: number; value: number }[] | undefined) ?? [];
    return {
      ...asleep,
      hear(_slot, value, at) {
        if (typeof value !== "number") return undefined;
        const last = past.at(-1);
        if (counts && last && value < last.value) past.length = 0;
        // A gap as long as the stretch says nothing about the slope inside it.
        if (last && at - last.at > over) past.length = 0;
        if (past.length === 0 || at - past.at(-1)!.at >= over / KEPT) past.push({ at, value });
        while (past.length > 1 && past[1]!.at <= at - over) past.shift();
        const from = past[0]!;
        if (at - from.at < over) return undefined;
        const perMinute = ((value - from.value) / (at - from.at)) * 60_000;
        switch (side) {
          case "rising":
            return perMinute > limitPerMinute;
          case "falling":
            return perMinute < -limitPerMinute;
          case "either":
            return Math.abs(perMinute) > limitPerMinute;
          default:
            return side satisfies never;
        }
      },
      save: () => (past.length > 0 ? past : undefined),
    };
  },
};
