import type { LatestValue, PointView } from "../../../../api/contract/index.ts";

/** The newest value of each point; one change wakes only who watches that point. */
export interface ValueStore {
  get(point: string): LatestValue | undefined;
  /** Deltas and REST answers may arrive late: an older source time never replaces a newer one. */
  take(values: readonly LatestValue[]): void;
  /** A snapshot is the server's truth of this moment, whatever was held before. */
  replace(values: readonly LatestValue[]): void;
  watch(point: string, wake: () => void): () => void;
}

/** What a list of points brings along: each one's newest value, where it has one. */
export const valuesOf = (points: readonly PointView[]): LatestValue[] =>
  points.flatMap(({ latest }) => (latest ? [latest] : []));

/** Most of a snapshot is known already when it follows the page's own answers: what is the same wakes nobody. */
const isSame = (one: LatestValue, held: LatestValue | undefined): boolean =>
  held !== undefined &&
  one.at === held.at &&
  one.receivedAt === held.receivedAt &&
  one.value === held.value &&
  one.quality === held.quality;

/** So many are woken in one turn, however much a snapshot changes: a hand at work does not wait for a whole page of digits. */
const TURN = 24;

/**
 * What comes after a pause is shown at once; while more keeps coming, what has changed is gathered and shown together.
 * @param later runs the given work once: `soon` in the next turn, `calm` after the shortest time between two drawings
 */
export function createValueStore(later: (work: () => void, when: "soon" | "calm") => void): ValueStore {
  const values = new Map<string, LatestValue>();
  const watchers = new Map<string, Set<() => void>>();
  const changed = new Set<string>();
  let resting = false;
  const show = () => {
    resting = changed.size > 0;
    if (!resting) return;
    const points = [...changed];
    changed.clear();
    wakeFrom(points, 0);
  };
  const wakeFrom = (points: readonly string[], first: number) => {
    let woken = 0;
    let next = first;
    while (next < points.length && woken < TURN)
      for (const wake of watchers.get(points[next++] as string) ?? []) {
        wake();
        woken++;
      }
    if (next < points.length) later(() => wakeFrom(points, next), "soon");
    else later(show, "calm");
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
      for (const value of list) if (!isSame(value, values.get(value.point))) set(value);
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
