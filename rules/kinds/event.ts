import type { EventCondition } from "../../facility/alarms/index.ts";
import { asleep, delaysOf, named, type WatchKind } from "../operators/watch.ts";

/** A code the device itself reports: true while it shows one of them. */
export const event: WatchKind<EventCondition> = {
  points: ({ point }, asset) => named(asset, [point]),
  ...delaysOf,
  watch({ codes }) {
    const wanted = new Set<number | string>(codes);
    return {
      ...asleep,
      hear: (_slot, value) => (value === null ? undefined : wanted.has(value)),
      save: () => undefined,
    };
  },
};
