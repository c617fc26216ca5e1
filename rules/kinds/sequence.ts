import type { SequenceCondition } from "../../facility/alarms/index.ts";
import { asleep, named, type WatchKind } from "../operators/watch.ts";
import { compileTest } from "./test.ts";

interface Saved {
  readonly first: boolean | null;
  readonly next: boolean | null;
  readonly began: number | null;
  readonly on: boolean;
}

/**
 * A, then B within a time: true from B until B ends. Or A, and B does not come: true once the time has run out on a
 * timer, until B comes or A ends.
 */
export const sequence: WatchKind<SequenceCondition> = {
  points: ({ first, next }, asset) => named(asset, [first.point, next.point]),
  // That B has not come is a condition held for the time: the delay is its timer, with its care for stale values.
  onDelayMs: ({ alarm, withinSeconds }) => (alarm === "when-it-does-not" ? withinSeconds * 1_000 : 0),
  offDelayMs: ({ offDelaySeconds }) => offDelaySeconds * 1_000,
  watch({ first, next, withinSeconds, alarm }, _context, saved) {
    const tests = [compileTest(first), compileTest(next)];
    // What `save` gave under the same definition.
    const known = saved as Saved | undefined;
    const is: (boolean | null)[] = [known?.first ?? null, known?.next ?? null];
    let began = known?.began ?? null;
    let on = known?.on ?? false;
    return {
      ...asleep,
      hear(slot, value, at) {
        if (value === null) return undefined;
        const was = is[slot];
        const now = tests[slot]!(value);
        is[slot] = now;
        if (alarm === "when-it-does-not")
          return is[0] === null || is[1] === null ? undefined : is[0] && !is[1];
        // Only a turn to true begins: what was true when first heard began nobody knows when.
        if (slot === 0 && now && was === false) began = at;
        if (slot === 1) {
          if (now && was === false && began !== null && at - began <= withinSeconds * 1_000) on = true;
          if (!now) on = false;
        }
        return is[1] === null ? undefined : on;
      },
      save: () => ({ first: is[0] ?? null, next: is[1] ?? null, began, on }) satisfies Saved,
    };
  },
};
