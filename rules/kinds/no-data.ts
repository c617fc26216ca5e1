import { Observable, type OperatorFunction } from "rxjs";
import type { NoDataCondition } from "../../facility/alarms/index.ts";
import type { Point } from "../../facility/assets/index.ts";
import type { RuleInstance } from "../instances.ts";
import type { Change } from "../operators/delayed.ts";
import { KeyTimers } from "../operators/key-timers.ts";
import { type Look, Looks } from "../operators/looks.ts";
import type { News } from "../operators/news.ts";
import { places, type Surroundings } from "../operators/verdicts.ts";

/**
 * Nothing usable heard from an asset for a time. The clock runs from the moment the rules start, so an asset that
 * never spoke is named too, unless the rule waits for a first word; rules that follow others go on from when those
 * last heard the asset. A timer is moved only when it rings, not with every message: most find a newer one.
 * @param heardAtStart when a point was last heard before these rules, 0 where that does not count
 * @param everHeard whether anything was ever heard of a point
 */
export function noData(
  instances: readonly RuleInstance<NoDataCondition>[],
  { model, startsOn, scheduler, memory }: Omit<Surroundings, "seenAt">,
  heardAtStart: (point: number) => number = () => 0,
  everHeard: (point: number) => boolean = (point) => heardAtStart(point) > 0,
): OperatorFunction<News, Change> {
  const pointsOf = ({ asset, condition }: RuleInstance<NoDataCondition>): readonly Point[] =>
    asset.points.filter((point) => condition.points?.includes(point.type.name) ?? true);
  const looks = new Looks(model, instances, (i) => pointsOf(instances[i]!));
  const forMs = Float64Array.from(instances, ({ condition }) => condition.forSeconds * 1_000);

  return (news$) =>
    new Observable((out) => {
      const start = scheduler.now();
      const keys = Int32Array.from(instances.map(({ key }) => key));
      const placeOf = places(keys);
      // Kept through an edit of rules, not through a restart: after that the gateways get their time to return.
      const heardAt = Float64Array.from(instances, (instance) =>
        Number(
          memory.recall("heard", instance.key) ??
            (Math.max(0, ...pointsOf(instance).map(({ index }) => heardAtStart(index))) || start),
        ),
      );
      const silent = Uint8Array.from(instances, ({ key }) => (startsOn(key) ? 1 : 0));
      const waiting = Uint8Array.from(instances, (instance) =>
        instance.condition.onceHeard &&
        memory.recall("heard", instance.key) === undefined &&
        !startsOn(instance.key) &&
        !pointsOf(instance).some(({ index }) => everHeard(index))
          ? 1
          : 0,
      );
      memory.keep("heard", keys, (key) => (waiting[placeOf[key]!] ? undefined : heardAt[placeOf[key]!]));
      const timers = new KeyTimers(scheduler, (i, now) => {
        const due = heardAt[i]! + forMs[i]!;
        if (due > now) return timers.set(i, due);
        silent[i] = 1;
        out.next({ key: instances[i]!.key, on: true, at: due, evidence: { at: heardAt[i]! } });
      });
      for (const [i] of instances.entries())
        if (!silent[i] && !waiting[i]) timers.set(i, heardAt[i]! + forMs[i]!);
      const hear: Look = (i, _slot, batch, row, { now }) => {
        heardAt[i] = now;
        if (waiting[i]) {
          waiting[i] = 0;
          timers.set(i, now + forMs[i]!);
        }
        if (silent[i] === 0) return;
        silent[i] = 0;
        const at = batch.at[row]!;
        const point = model.pointIds[batch.point[row]!]!;
        out.next({ key: keys[i]!, on: false, at, evidence: { point, value: batch.value(row), at } });
        timers.set(i, now + forMs[i]!);
      };
      const subscription = news$.subscribe({
        next: (news) => {
          if (!news.primed) looks.show(news, hear);
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
