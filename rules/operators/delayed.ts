import { Observable, type OperatorFunction, type SchedulerLike } from "rxjs";
import type { Evidence } from "../../facility/alarms/index.ts";
import { KeyTimers } from "./key-timers.ts";

/** A rule's condition became true or untrue, at a source time, because of a value. */
export interface Change {
  readonly key: number;
  readonly on: boolean;
  /** ms since 1970 */
  readonly at: number;
  readonly evidence: Evidence;
}

export interface Delays {
  /** How long it must be true, and how long untrue, before that counts; ms. */
  readonly on: (key: number) => number;
  readonly off: (key: number) => number;
  /** May the key's values still be believed at this moment? A delay never runs out on values gone stale. */
  readonly fresh: (key: number, now: number) => boolean;
  readonly startsOn: (key: number) => boolean;
  readonly signs?: Signs;
}

/**
 * When each running delay began, by key, kept outside so that rules which take over in mid-delay go on counting
 * from the first sign instead of beginning again.
 */
export interface Signs {
  /** The first sign of this change that earlier rules saw, ms since 1970; undefined where they saw none. */
  before(key: number, on: boolean): number | undefined;
  seen(change: Change): void;
  gone(key: number): void;
}

const LOOK_AGAIN_MS = 1_000;

/**
 * ISA-18.2 on-delay and off-delay by key: a change passes once it has lasted its delay without a break, on a timer,
 * not on the next message. The delay counts from the source time of the first sign, so that a slow line adds nothing.
 */
export const delayed =
  (delays: Delays, scheduler: SchedulerLike): OperatorFunction<Change, Change> =>
  (raw$) =>
    new Observable((out) => {
      const said = new Map<number, boolean>();
      const pending = new Map<number, Change>();
      const isOn = (key: number): boolean => said.get(key) ?? delays.startsOn(key);
      const say = (change: Change): void => {
        said.set(change.key, change.on);
        out.next(change);
      };
      const timers = new KeyTimers(scheduler, (key, now) => {
        const change = pending.get(key);
        if (!change) return;
        if (!delays.fresh(key, now)) return timers.set(key, now + LOOK_AGAIN_MS);
        pending.delete(key);
        delays.signs?.gone(key);
        say({ ...change, at: change.at + (change.on ? delays.on(key) : delays.off(key)) });
      });
      const subscription = raw$.subscribe({
        next: (change) => {
          const { key } = change;
          if (change.on === isOn(key)) {
            // Back before the delay ran out: it never happened.
            if (pending.delete(key)) {
              timers.drop(key);
              delays.signs?.gone(key);
            }
            return;
          }
          if (pending.has(key)) return;
          const delay = change.on ? delays.on(key) : delays.off(key);
          if (delay === 0) return say(change);
          const first = delays.signs?.before(key, change.on) ?? change.at;
          const since = first < change.at ? { ...change, at: first } : change;
          pending.set(key, since);
          delays.signs?.seen(since);
          timers.set(key, since.at + delay);
        },
        error: (error: unknown) => out.error(error),
        complete: () => out.complete(),
      });
      return () => {
        subscription.unsubscribe();
        timers.close();
      };
    });
