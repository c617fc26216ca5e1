import type { SchedulerLike } from "rxjs";
import type { Condition } from "../../facility/alarms/index.ts";
import type { RuleInstance } from "../instances.ts";
import { KeyTimers } from "./key-timers.ts";
import { type Judge, places, type Surroundings } from "./verdicts.ts";
import { never, type Watch, type WatchKind } from "./watch.ts";

/** A kind whose rules each have a watch of their own. Watches that wait for a moment share one timer. */
export function judged<C extends Condition>(
  kind: WatchKind<C>,
  instances: readonly RuleInstance<C>[],
  { model, memory, scheduler }: Pick<Surroundings, "model" | "memory" | "scheduler">,
): Judge {
  const zones = new Map(model.sites.map(({ id, timeZone }) => [id, timeZone]));
  const known = new Uint8Array(instances.length);
  const watches = instances.map(({ asset, condition, key }, i): Watch => {
    const saved = memory.recall("watch", key);
    if (saved !== undefined) known[i] = 1;
    const points = kind.points(condition, asset, model);
    return kind.watch(condition, { asset, model, timeZone: zones.get(asset.site) ?? "UTC", points }, saved);
  });
  const keys = Int32Array.from(instances.map(({ key }) => key));
  const placeOf = places(keys);
  memory.keep("watch", keys, (key) => watches[placeOf[key]!]!.save());
  return {
    points: (i) => kind.points(instances[i]!.condition, instances[i]!.asset, model),
    onDelayMs: (i) => kind.onDelayMs(instances[i]!.condition),
    offDelayMs: (i) => kind.offDelayMs(instances[i]!.condition),
    hear(i, slot, batch, row, _was, primed) {
      // It was heard before, and is in what the watch remembers.
      if (primed && known[i] === 1) return undefined;
      const number = batch.number[row]!;
      return watches[i]!.hear(slot, Number.isNaN(number) ? batch.value(row) : number, batch.at[row]!);
    },
    begin: (say) => awake(watches, scheduler, say),
  };
}

/** Wakes each watch at its moment, and asks after everything heard whether that has moved. */
function awake(
  watches: readonly Watch[],
  scheduler: SchedulerLike,
  say: Parameters<NonNullable<Judge["begin"]>>[0],
) {
  const armed = new Float64Array(watches.length).fill(never);
  const arm = (i: number): void => {
    const at = watches[i]!.wakeAt;
    if (at === armed[i]) return;
    armed[i] = at;
    if (at === never) timers.drop(i);
    else timers.set(i, at);
  };
  const timers = new KeyTimers(scheduler, (i, now) => {
    armed[i] = never;
    say(i, watches[i]!.wake(now), now);
    arm(i);
  });
  for (let i = 0; i < watches.length; i++) arm(i);
  return { heard: arm, end: () => timers.close() };
}
