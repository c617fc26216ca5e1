import { Observable, type OperatorFunction, type SchedulerLike } from "rxjs";
import type { Evidence } from "../../facility/alarms/index.ts";
import type { Memory } from "../memory.ts";
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
  readonly keys: Iterable<number>;
  /** A delay half run goes on after a restart or an edit of other rules. */
  readonly memory: Memory;
}

/** What the condition was when last looked at: a delay half run knows better than what was said. */
export const rawStart = (memory: Memory, key: number, startsOn: (key: number) => boolean): boolean =>
  recallPending(memory, key)?.on ?? startsOn(key);

// What `keep` below wrote under the same definition; its shape is not asked again.
const recallPending = (memory: Memory, key: number): Change | undefined =>
  memory.recall("delay", key) as Change | undefined;

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
        say({ ...change, at: change.at + (change.on ? delays.on(key) : delays.off(key)) });
      });
      for (const key of delays.keys) {
        const half = recallPending(delays.memory, key);
        if (!half || half.on === isOn(key)) continue;
        // Keys are given anew by each process.
        pending.set(key, { ...half, key });
        timers.set(key, half.at + (half.on ? delays.on(key) : delays.off(key)));
      }
      delays.memory.keep("delay", delays.keys, (key) => pending.get(key));
      const subscription = raw$.subscribe({
        next: (change) => {
          const { key } = change;
          if (change.on === isOn(key)) {
            // Back before the delay ran out: it never happened.
            if (pending.delete(key)) timers.drop(key);
            return;
          }
          if (pending.has(key)) return;
          const delay = change.on ? delays.on(key) : delays.off(key);
          if (delay === 0) return say(change);
          pending.set(key, change);
          timers.set(key, change.at + delay);
        },
        error: (error: unknown) => out.error(error),
        complete: () => out.complete(),
      });
      return () => {
        subscription.unsubscribe();
        timers.close();
      };
    });
