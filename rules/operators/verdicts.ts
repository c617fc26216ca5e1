import { Observable, type OperatorFunction, type SchedulerLike } from "rxjs";
import type { Condition } from "../../facility/alarms/index.ts";
import type { AssetModel, Point } from "../../facility/assets/index.ts";
import type { RawValue, ReadingBatch } from "../../facility/readings/index.ts";
import type { RuleInstance } from "../instances.ts";
import type { Memory } from "../memory.ts";
import { type Change, delayed, rawStart } from "./delayed.ts";
import { Looks } from "./looks.ts";
import type { News, SeenAt } from "./news.ts";

/** What every kind of rule is made with. */
export interface Surroundings {
  readonly model: AssetModel;
  readonly seenAt: SeenAt;
  /** Conditions that were true when the house was last closed, by key. */
  readonly startsOn: (key: number) => boolean;
  readonly scheduler: SchedulerLike;
  readonly memory: Memory;
}

/** Is the condition true? Undefined: cannot tell yet, and nothing is raised or ended. */
export type Verdict = boolean | undefined;

/** How a kind of rule comes to its verdicts; state by place among its instances. */
export interface Judge {
  readonly points: (i: number) => readonly Point[];
  readonly hear: (
    i: number,
    slot: number,
    batch: ReadingBatch,
    row: number,
    was: boolean,
    primed: boolean,
  ) => Verdict;
  readonly onDelayMs: (i: number) => number;
  readonly offDelayMs: (i: number) => number;
  /** Verdicts that time brings, not a reading: told through `say` until the answer is called. */
  readonly begin?: (say: (i: number, verdict: Verdict, at: number) => void) => Waking;
}

/** `heard` is called after each value that was heard. */
export interface Waking {
  readonly heard: (i: number) => void;
  readonly end: () => void;
}

/**
 * The frame of every kind with delays: values go to the rules that look at them, a verdict that changed becomes a
 * change, and the on and off delays follow. One stream for all instances.
 */
export function verdicts<C extends Condition>(
  instances: readonly RuleInstance<C>[],
  judge: Judge,
  { model, seenAt, startsOn, scheduler, memory }: Surroundings,
): OperatorFunction<News, Change> {
  const looks = new Looks(model, instances, judge.points);
  const keys = Int32Array.from(instances.map(({ key }) => key));
  const placeOf = places(keys);
  const said = new Uint8Array(instances.length);
  for (let i = 0; i < keys.length; i++) said[i] = rawStart(memory, keys[i]!, startsOn) ? 1 : 0;

  const judged: OperatorFunction<News, Change> = (news$) =>
    new Observable((out) => {
      const tell = (i: number, verdict: Verdict, at: number, evidence: Change["evidence"]): void => {
        said[i] = verdict ? 1 : 0;
        out.next({ key: keys[i]!, on: verdict === true, at, evidence });
      };
      const waking = judge.begin?.((i, verdict, at) => {
        if (verdict !== undefined && (said[i] === 1) !== verdict) tell(i, verdict, at, { at });
      });
      const subscription = news$.subscribe({
        next: (news) =>
          looks.show(news, (i, slot, batch, row) => {
            const was = said[i] === 1;
            const verdict = judge.hear(i, slot, batch, row, was, news.primed);
            if (verdict !== undefined && was !== verdict) {
              const at = batch.at[row]!;
              const value: RawValue = batch.value(row);
              tell(i, verdict, at, { point: model.pointIds[batch.point[row]!]!, value, at });
            }
            waking?.heard(i);
          }),
        error: (error: unknown) => out.error(error),
        complete: () => out.complete(),
      });
      return () => {
        subscription.unsubscribe();
        waking?.end();
      };
    });

  return (news$) =>
    news$.pipe(
      judged,
      delayed(
        {
          on: (key) => judge.onDelayMs(placeOf[key]!),
          off: (key) => judge.offDelayMs(placeOf[key]!),
          fresh: (key, now) => looks.fresh(placeOf[key]!, seenAt, now),
          startsOn,
          keys,
          memory,
        },
        scheduler,
      ),
    );
}

/** The way back from a key to its place among its kind; what is no key of theirs is 0. */
export function places(keys: Int32Array): Int32Array {
  const of = new Int32Array(keys.reduce((most, key) => Math.max(most, key), -1) + 1);
  for (let i = 0; i < keys.length; i++) of[keys[i]!] = i;
  return of;
}
