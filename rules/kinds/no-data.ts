import { Observable, type OperatorFunction, type SchedulerLike } from "rxjs";
import type { NoDataCondition } from "../../facility/alarms/index.ts";
import type { AssetModel, Point } from "../../facility/assets/index.ts";
import type { RuleInstance } from "../instances.ts";
import type { Memory } from "../memory.ts";
import type { Change } from "../operators/delayed.ts";
import { KeyTimers } from "../operators/key-timers.ts";
import type { News } from "../operators/news.ts";
import { Watchers } from "../watchers.ts";

/**
 * Nothing usable heard from an asset for a time. The clock runs from the moment the rules start, so an asset that
 * never spoke is named too; rules that follow others go on from when those last heard the asset. A timer is moved
 * only when it rings, not with every message: most find a newer one.
 */
export function noData(
  instances: readonly RuleInstance<NoDataCondition>[],
  model: AssetModel,
  startsOn: (key: number) => boolean,
  scheduler: SchedulerLike,
  memory: Memory,
  heardAtStart: (point: number) => number = () => 0,
): OperatorFunction<News, Change> {
  const pointsOf = ({ asset, condition }: RuleInstance<NoDataCondition>): readonly Point[] =>
    asset.points.filter((point) => condition.points?.includes(point.type.name) ?? true);
  const watchers = new Watchers(
    model.points.length,
    instances.flatMap((instance, i) =>
      pointsOf(instance).map((point) => ({ point: point.index, watcher: i, detail: 0 })),
    ),
  );
  const forMs = Float64Array.from(instances, ({ condition }) => condition.forSeconds * 1_000);

  return (news$) =>
    new Observable((out) => {
      const start = scheduler.now();
      const keys = instances.map(({ key }) => key);
      const place = new Map(keys.map((key, i) => [key, i]));
      // Kept through an edit of rules, not through a restart: after that the gateways get their time to return.
      const heardAt = Float64Array.from(instances, (instance) =>
        Number(
          memory.recall("heard", instance.key) ??
            (Math.max(0, ...pointsOf(instance).map(({ index }) => heardAtStart(index))) || start),
        ),
      );
      memory.keep("heard", keys, (key) => heardAt[place.get(key)!]);
      const silent = Uint8Array.from(instances, ({ key }) => (startsOn(key) ? 1 : 0));
      const timers = new KeyTimers(scheduler, (i, now) => {
        const due = heardAt[i]! + forMs[i]!;
        if (due > now) return timers.set(i, due);
        silent[i] = 1;
        out.next({ key: instances[i]!.key, on: true, at: due, evidence: { at: heardAt[i]! } });
      });
      for (const [i] of instances.entries()) if (!silent[i]) timers.set(i, heardAt[i]! + forMs[i]!);
      const subscription = news$.subscribe({
        next: ({ batch, rows, count, now, primed }) => {
          if (primed) return;
          for (let r = 0; r < count; r++) {
            const row = rows[r]!;
            const point = batch.point[row]!;
            for (let w = watchers.first(point), end = watchers.end(point); w < end; w++) {
              const i = watchers.watcher[w]!;
              heardAt[i] = now;
              if (silent[i] === 0) continue;
              silent[i] = 0;
              out.next({
                key: instances[i]!.key,
                on: false,
                at: batch.at[row]!,
                evidence: { point: batch.points[point]!, value: batch.value(row), at: batch.at[row]! },
              });
              timers.set(i, now + forMs[i]!);
            }
          }
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
