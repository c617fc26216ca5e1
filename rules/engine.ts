import { merge, type Observable, type OperatorFunction, type SchedulerLike, share } from "rxjs";
import type { AssetModel } from "../facility/assets/index.ts";
import type { ReadingSlice } from "../facility/readings/index.ts";
import type { FirstSigns } from "./first-signs.ts";
import { ofKind, type RuleInstance } from "./instances.ts";
import { held } from "./kinds/held.ts";
import { limit } from "./kinds/limit.ts";
import { noData } from "./kinds/no-data.ts";
import type { Change } from "./operators/delayed.ts";
import { news } from "./operators/news.ts";

export interface EngineOptions {
  readonly model: AssetModel;
  readonly instances: readonly RuleInstance[];
  /** Live: `asyncScheduler`; tests and backtests hand in virtual time. */
  readonly scheduler: SchedulerLike;
  /** Conditions that were true when the house was last closed, by key. */
  readonly startsOn?: (key: number) => boolean;
  /** When each point was last heard, ms since 1970, 0 for never: for rules that take over a running plant. */
  readonly heardAt?: (point: number) => number;
  /** Delays under way, kept outside so that the next model's rules go on with them. */
  readonly signs?: FirstSigns;
  /** Older than this when it arrives, a reading raises nothing. */
  readonly maxAgeMs?: number;
}

/**
 * Readings in, changes of conditions out. One stream a rule kind, state by key: an instance costs a few bytes,
 * not a subscription.
 */
export function evaluate(options: EngineOptions): OperatorFunction<ReadingSlice, Change> {
  const { model, instances, scheduler, startsOn = () => false, maxAgeMs = 60_000 } = options;
  const signs = options.signs?.of(instances);
  return (slices$: Observable<ReadingSlice>) => {
    const seenAt = new Float64Array(model.points.length);
    const news$ = slices$.pipe(news(seenAt, maxAgeMs, scheduler), share());
    return merge(
      news$.pipe(limit(ofKind(instances, "limit"), model, seenAt, startsOn, scheduler, signs)),
      news$.pipe(held(ofKind(instances, "held"), model, seenAt, startsOn, scheduler, signs)),
      news$.pipe(noData(ofKind(instances, "no-data"), model, startsOn, scheduler, options.heardAt)),
    );
  };
}
