import { Observable, type OperatorFunction, type SchedulerLike } from "rxjs";
import type { LimitCondition } from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import { GOOD } from "../../facility/readings/index.ts";
import type { RuleInstance } from "../instances.ts";
import type { Memory } from "../memory.ts";
import { type Change, delayed, rawStart } from "../operators/delayed.ts";
import type { News, SeenAt } from "../operators/news.ts";
import { Watchers } from "../watchers.ts";

/**
 * Limit with hysteresis and delays (ISA-18.2 deadband, on-delay, off-delay). High: true above the limit, untrue at or
 * below limit − hysteresis; low mirrors it. One stream for all instances, state by position.
 */
export function limit(
  instances: readonly RuleInstance<LimitCondition>[],
  model: AssetModel,
  seenAt: SeenAt,
  startsOn: (key: number) => boolean,
  scheduler: SchedulerLike,
  memory: Memory,
): OperatorFunction<News, Change> {
  const points = instances.map(
    ({ asset, condition }) => asset.points.find((point) => point.type.name === condition.point)!,
  );
  // Low limits are watched as high ones of the negated value, so that the loop has one comparison.
  const sign = Float64Array.from(instances, ({ condition }) => (condition.side === "high" ? 1 : -1));
  const onAbove = Float64Array.from(instances, ({ condition }, i) => sign[i]! * condition.limit);
  const offAtMost = Float64Array.from(instances, ({ condition }, i) => onAbove[i]! - condition.hysteresis);
  const beyond = Uint8Array.from(instances, ({ key }) => (rawStart(memory, key, startsOn) ? 1 : 0));
  const goodOnly = Uint8Array.from(instances, ({ rule }) => (rule.quality === "good" ? 1 : 0));
  const watchers = new Watchers(
    model.points.length,
    points.map((point, i) => ({ point: point.index, watcher: i, detail: 0 })),
  );
  const place = new Map(instances.map(({ key }, i) => [key, i]));
  const staleMs = Float64Array.from(points, ({ type }) => type.staleAfterSeconds * 1_000);

  const crossings: OperatorFunction<News, Change> = (news$) =>
    new Observable((out) =>
      news$.subscribe({
        next: ({ batch, rows, count }) => {
          for (let r = 0; r < count; r++) {
            const row = rows[r]!;
            const point = batch.point[row]!;
            const value = batch.number[row]!;
            if (Number.isNaN(value)) continue;
            for (let w = watchers.first(point), end = watchers.end(point); w < end; w++) {
              const i = watchers.watcher[w]!;
              if (goodOnly[i] === 1 && batch.quality[row] !== GOOD) continue;
              const signed = value * sign[i]!;
              const was = beyond[i]!;
              const is = was === 1 ? (signed > offAtMost[i]! ? 1 : 0) : signed > onAbove[i]! ? 1 : 0;
              if (is === was) continue;
              beyond[i] = is;
              const at = batch.at[row]!;
              out.next({
                key: instances[i]!.key,
                on: is === 1,
                at,
                evidence: { point: points[i]!.id, value, at },
              });
            }
          }
        },
        error: (error: unknown) => out.error(error),
        complete: () => out.complete(),
      }),
    );

  return (news$) =>
    news$.pipe(
      crossings,
      delayed(
        {
          on: (key) => instances[place.get(key)!]!.condition.onDelaySeconds * 1_000,
          off: (key) => instances[place.get(key)!]!.condition.offDelaySeconds * 1_000,
          fresh: (key, now) => {
            const i = place.get(key)!;
            return now - seenAt[points[i]!.index]! <= staleMs[i]!;
          },
          startsOn,
          keys: instances.map(({ key }) => key),
          memory,
        },
        scheduler,
      ),
    );
}
