import { merge, type Observable, type OperatorFunction, type SchedulerLike, share } from "rxjs";
import type { Condition } from "../facility/alarms/index.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import type { ReadingSlice } from "../facility/readings/index.ts";
import { ofKind, type RuleInstance } from "./instances.ts";
import { compound } from "./kinds/compound.ts";
import { deviation } from "./kinds/deviation.ts";
import { event } from "./kinds/event.ts";
import { held } from "./kinds/held.ts";
import { imbalance } from "./kinds/imbalance.ts";
import { limit } from "./kinds/limit.ts";
import { multivariate } from "./kinds/multivariate.ts";
import { noData } from "./kinds/no-data.ts";
import { rate } from "./kinds/rate.ts";
import { sequence } from "./kinds/sequence.ts";
import { usage } from "./kinds/usage.ts";
import { window } from "./kinds/window.ts";
import { Memory } from "./memory.ts";
import type { Change } from "./operators/delayed.ts";
import { judged } from "./operators/judged.ts";
import { news } from "./operators/news.ts";
import { scheduled } from "./operators/scheduled.ts";
import { type Judge, type Surroundings, verdicts } from "./operators/verdicts.ts";
import type { WatchKind } from "./operators/watch.ts";

/** Older than this when it arrives, a reading raises nothing. */
export const MAX_AGE_MS = 60_000;

export interface EngineOptions {
  readonly model: AssetModel;
  readonly instances: readonly RuleInstance[];
  /** Live: `asyncScheduler`; tests and backtests hand in virtual time. */
  readonly scheduler: SchedulerLike;
  /** Conditions that were true when the house was last closed, by key. */
  readonly startsOn?: (key: number) => boolean;
  /** When each point was last heard, ms since 1970, 0 for never: for rules that take over a running plant. */
  readonly heardAt?: (point: number) => number;
  /** Whether anything was ever heard of a point; left out, what `heardAt` says counts. */
  readonly everHeard?: (point: number) => boolean;
  /** Older than this when it arrives, a reading raises nothing. */
  readonly maxAgeMs?: number;
  /** Where state is left and found; a fresh one forgets. */
  readonly memory?: Memory;
  /** History is what is asked for: what was replayed then counts as it does now. */
  readonly history?: boolean;
  /** The newest source time by point, handed on where an engine follows another. */
  readonly seenAt?: Float64Array;
}

/**
 * Readings in, changes of conditions out. One stream a rule kind, state by key: an instance costs a few bytes,
 * not a subscription.
 */
export function evaluate(options: EngineOptions): OperatorFunction<ReadingSlice, Change> {
  const { model, scheduler, startsOn = () => false, maxAgeMs = MAX_AGE_MS } = options;
  const instances = options.instances.filter(({ rule }) => rule.enabled !== false);
  const memory = options.memory ?? new Memory(options.instances);
  return (slices$: Observable<ReadingSlice>) => {
    const seenAt = options.seenAt ?? new Float64Array(model.points.length);
    const news$ = slices$.pipe(news(seenAt, maxAgeMs, scheduler, options.history), share());
    const around: Surroundings = { model, seenAt, startsOn, scheduler, memory };
    const judgedBy = <K extends Condition["kind"]>(
      kind: K,
      judgeOf: (own: readonly RuleInstance<Extract<Condition, { kind: K }>>[]) => Judge,
    ): Observable<Change>[] => {
      const own = ofKind(instances, kind);
      return own.length === 0 ? [] : [news$.pipe(verdicts(own, judgeOf(own), around))];
    };
    const watchedBy = <K extends Condition["kind"]>(
      kind: K,
      how: WatchKind<Extract<Condition, { kind: K }>>,
    ) => judgedBy(kind, (own) => judged(how, own, around));
    const silences = ofKind(instances, "no-data");
    return merge(
      ...judgedBy("limit", limit),
      ...judgedBy("held", (own) => held(own, memory)),
      ...(silences.length === 0
        ? []
        : [news$.pipe(noData(silences, around, options.heardAt, options.everHeard))]),
      ...watchedBy("rate", rate),
      ...watchedBy("window", window),
      ...watchedBy("deviation", deviation),
      ...watchedBy("imbalance", imbalance),
      ...watchedBy("usage", usage),
      ...watchedBy("multivariate", multivariate),
      ...watchedBy("event", event),
      ...watchedBy("compound", compound),
      ...watchedBy("sequence", sequence),
    ).pipe(scheduled(instances, model, startsOn, scheduler));
  };
}
