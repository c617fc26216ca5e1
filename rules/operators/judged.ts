import { Observable, type OperatorFunction, type SchedulerLike } from "rxjs";
import type { Condition } from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import { GOOD } from "../../facility/readings/index.ts";
import type { RuleInstance } from "../instances.ts";
import type { Memory } from "../memory.ts";
import { Watchers } from "../watchers.ts";
import { type Change, delayed, rawStart } from "./delayed.ts";
import { KeyTimers } from "./key-timers.ts";
import type { News, SeenAt } from "./news.ts";
import type { Verdict, WatchKind } from "./watch.ts";

/**
 * All rules of one kind as one stream: each reading goes to the watches of its point, a changed verdict becomes a
 * change, and the kind's delays follow. Watches that wait for a moment share one timer.
 */
export function judged<C extends Condition>(
  kind: WatchKind<C>,
  instances: readonly RuleInstance<C>[],
  model: AssetModel,
  seenAt: SeenAt,
  startsOn: (key: number) => boolean,
  scheduler: SchedulerLike,
  memory: Memory,
): OperatorFunction<News, Change> {
  const zones = new Map(model.sites.map(({ id, timeZone }) => [id, timeZone]));
  const points = instances.map(({ asset, condition }) => kind.points(condition, asset, model));
  const known = instances.map(({ key }) => memory.recall("watch", key));
  const watches = instances.map(({ asset, condition }, i) =>
    kind.watch(
      condition,
      { asset, model, timeZone: zones.get(asset.site) ?? "UTC", points: points[i]! },
      known[i],
    ),
  );
  const goodOnly = Uint8Array.from(instances, ({ rule }) => (rule.quality === "good" ? 1 : 0));
  const watchers = new Watchers(
    model.points.length,
    points.flatMap((own, watcher) => own.map((point, detail) => ({ point: point.index, watcher, detail }))),
  );
  const place = new Map(instances.map(({ key }, i) => [key, i]));
  const keys = instances.map(({ key }) => key);
  memory.keep("watch", keys, (key) => watches[place.get(key)!]!.save());

  const verdicts: OperatorFunction<News, Change> = (news$) =>
    new Observable((out) => {
      const said = Uint8Array.from(instances, ({ key }) => (rawStart(memory, key, startsOn) ? 1 : 0));
      const armed = new Float64Array(instances.length).fill(Number.POSITIVE_INFINITY);
      const arm = (i: number) => {
        const at = watches[i]!.wakeAt;
        if (at === armed[i]) return;
        armed[i] = at;
        if (at === Number.POSITIVE_INFINITY) timers.drop(i);
        else timers.set(i, at);
      };
      const judge = (
        i: number,
        verdict: Verdict,
        at: number,
        point: number | undefined,
        value?: number | string | null,
      ) => {
        if (verdict !== undefined && (said[i] === 1) !== verdict) {
          said[i] = verdict ? 1 : 0;
          const evidence =
            point === undefined
              ? { at }
              : { point: model.pointIds[point]!, at, ...(value === undefined ? {} : { value }) };
          out.next({ key: keys[i]!, on: verdict, at, evidence });
        }
        arm(i);
      };
      const timers = new KeyTimers(scheduler, (i, now) => {
        armed[i] = Number.POSITIVE_INFINITY;
        judge(i, watches[i]!.wake(now), now, undefined);
      });
      for (const i of instances.keys()) arm(i);
      const subscription = news$.subscribe({
        next: ({ batch, rows, count, primed }) => {
          for (let r = 0; r < count; r++) {
            const row = rows[r]!;
            const point = batch.point[row]!;
            for (let w = watchers.first(point), end = watchers.end(point); w < end; w++) {
              const i = watchers.watcher[w]!;
              if (goodOnly[i] === 1 && batch.quality[row] !== GOOD) continue;
              // It was heard before, and is in what the watch remembers.
              if (primed && known[i] !== undefined) continue;
              const number = batch.number[row]!;
              const value = Number.isNaN(number) ? batch.value(row) : number;
              const at = batch.at[row]!;
              judge(i, watches[i]!.hear(watchers.detail[w]!, value, at), at, point, value);
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

  return (news$) =>
    news$.pipe(
      verdicts,
      delayed(
        {
          on: (key) => kind.onDelayMs(instances[place.get(key)!]!.condition),
          off: (key) => kind.offDelayMs(instances[place.get(key)!]!.condition),
          fresh: (key, now) =>
            points[place.get(key)!]!.every(
              (point) => now - seenAt[point.index]! <= point.type.staleAfterSeconds * 1_000,
            ),
          startsOn,
          keys,
          memory,
        },
        scheduler,
      ),
    );
}
