import { Observable, type OperatorFunction, type SchedulerLike } from "rxjs";
import { type Schedule, scheduleAt } from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import type { Instant } from "../../facility/units/index.ts";
import type { RuleInstance } from "../instances.ts";
import type { Change } from "./delayed.ts";
import { KeyTimers } from "./key-timers.ts";

interface Hours {
  readonly schedule: Schedule;
  readonly timeZone: string;
  watched: boolean;
  /** The newest word on the condition, told or not. */
  last: Change | undefined;
  told: boolean;
}

/**
 * Keeps rules with a schedule to their hours: outside them nothing is raised and what is raised ends; when they begin
 * a condition that is true then is raised then. Rules without one pass untouched.
 */
export function scheduled(
  instances: readonly RuleInstance[],
  model: AssetModel,
  startsOn: (key: number) => boolean,
  scheduler: SchedulerLike,
): OperatorFunction<Change, Change> {
  const zones = new Map(model.sites.map(({ id, timeZone }) => [id, timeZone]));
  const timed = instances.filter(({ rule }) => rule.schedule !== undefined);
  if (timed.length === 0) return (changes$) => changes$;
  return (changes$) =>
    new Observable((out) => {
      const now = scheduler.now() as Instant;
      const hours = new Map<number, Hours>();
      const timers = new KeyTimers(scheduler, (key, at) => {
        const own = hours.get(key)!;
        const { watched, askAgainAt } = scheduleAt(own.schedule, own.timeZone, at as Instant);
        timers.set(key, askAgainAt);
        if (watched === own.watched) return;
        own.watched = watched;
        const true_ = own.last?.on ?? own.told;
        const wanted = watched && true_;
        if (wanted === own.told) return;
        own.told = wanted;
        out.next({ ...(own.last ?? { key, evidence: {} }), key, on: wanted, at });
      });
      for (const { key, asset, rule } of timed) {
        const timeZone = zones.get(asset.site) ?? "UTC";
        const { watched, askAgainAt } = scheduleAt(rule.schedule!, timeZone, now);
        const on = startsOn(key);
        hours.set(key, {
          schedule: rule.schedule!,
          timeZone,
          watched: on || watched,
          last: on ? { key, on, at: now, evidence: {} } : undefined,
          told: on,
        });
        // The hours may have ended while the program was away: then what is raised ends at once.
        timers.set(key, on && !watched ? now : askAgainAt);
      }
      const subscription = changes$.subscribe({
        next: (change) => {
          const own = hours.get(change.key);
          if (!own) return out.next(change);
          own.last = change;
          const wanted = change.on && own.watched;
          if (wanted === own.told) return;
          own.told = wanted;
          out.next(change);
        },
        error: (error: unknown) => out.error(error),
        complete: () => out.complete(),
      });
      return () => {
        subscription.unsubscribe();
        timers.close();
      };
    });
}
