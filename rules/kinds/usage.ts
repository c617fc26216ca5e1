import type { UsageCondition } from "../../facility/alarms/index.ts";
import { asleep, named, type WatchKind } from "../operators/watch.ts";

interface Saved {
  /** What earlier lives of the counter had counted before it fell back. */
  readonly before: number;
  readonly last: number | null;
}

/** Accumulated use: true once the counter has gone the limit since the given reading, over resets and roll-overs. */
export const usage: WatchKind<UsageCondition> = {
  points: ({ point }, asset) => named(asset, [point]),
  onDelayMs: () => 0,
  offDelayMs: () => 0,
  watch({ limit, since }, _context, saved) {
    // What `save` gave under the same definition.
    const known = saved as Saved | undefined;
    let before = known?.before ?? 0;
    let last = known?.last ?? null;
    return {
      ...asleep,
      hear(_slot, value) {
        if (typeof value !== "number") return undefined;
        // A counter never falls by itself; less than half of what it was is a reset, a little less is noise.
        if (last !== null && value < last / 2) before += last;
        last = value;
        return before + value - since >= limit;
      },
      save: () => (last === null ? undefined : ({ before, last } satisfies Saved)),
    };
  },
};
