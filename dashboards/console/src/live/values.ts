import type { LatestValue } from "../../../../api/contract/index.ts";

/** The newest value of each point; one change wakes only who watches that point. */
export interface ValueStore {
  get(point: string): LatestValue | undefined;
  /** Deltas and REST answers may arrive late: an older source time never replaces a newer one. */
  take(values: readonly LatestValue[]): void;
  /** A snapshot is the server's truth of this moment, whatever was held before. */
  replace(values: readonly LatestValue[]): void;
  watch(point: string, wake: () => void): () => void;
}

/**
 * What comes after a pause is shown at once; while more keeps coming, what has changed is gathered and shown together.
 * @param later runs the given work after the shortest time between two drawings, once
 */
export function createValueStore(later: (work: () => void) => void): ValueStore {
  const values = new Map<string, LatestValue>();
  const watchers = new Map<string, Set<() => void>>();
  const changed = new Set<string>();
  let resting = false;
  const show = () => {
    resting = changed.size > 0;
    if (!resting) return;
    const points = [...changed];
    changed.clear();
    for (const point of points) for (const wake of watchers.get(point) ?? []) wake();
    later(show);
  };
  const set = (value: LatestValue) => {
    values.set(value.point, value);
    changed.add(value.point);
  };
  return {
    get: (point) => values.get(point),
    take(list) {
      for (const value of list) {
        const held = values.get(value.point);
        if (!held || value.at > held.at || (value.at === held.at && value.receivedAt > held.receivedAt))
          set(value);
      }
      if (!resting) show();
    },
    replace(list) {
      for (const value of list) set(value);
      if (!resting) show();
    },
    watch(point, wake) {
      const set = watchers.get(point) ?? new Set();
      watchers.set(point, set.add(wake));
      return () => {
        set.delete(wake);
        if (set.size === 0) watchers.delete(point);
      };
    },
  };
}
