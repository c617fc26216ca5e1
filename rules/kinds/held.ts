import { Observable, type OperatorFunction, type SchedulerLike } from "rxjs";
import type { HeldCondition } from "../../facility/alarms/index.ts";
import type { AssetModel, Point } from "../../facility/assets/index.ts";
import { GOOD } from "../../facility/readings/index.ts";
import type { RuleInstance } from "../instances.ts";
import type { Memory } from "../memory.ts";
import { type Change, delayed, rawStart } from "../operators/delayed.ts";
import type { News, SeenAt } from "../operators/news.ts";
import { Watchers } from "../watchers.ts";
import { compileTest } from "./test.ts";

const UNKNOWN = 2;

/**
 * A state held for a time: all tests true together, without a break. A test on a point not heard yet is unknown, and
 * an unknown one neither raises nor ends anything.
 */
export function held(
  instances: readonly RuleInstance<HeldCondition>[],
  model: AssetModel,
  seenAt: SeenAt,
  startsOn: (key: number) => boolean,
  scheduler: SchedulerLike,
  memory: Memory,
): OperatorFunction<News, Change> {
  const tests: { instance: number; point: Point; passes: (value: number | string | null) => boolean }[] = [];
  const firstTest: number[] = [];
  for (const [i, { asset, condition }] of instances.entries()) {
    firstTest.push(tests.length);
    for (const test of condition.all)
      tests.push({
        instance: i,
        point: asset.points.find((point) => point.type.name === test.point)!,
        passes: compileTest(test),
      });
  }
  firstTest.push(tests.length);
  const outcome = new Uint8Array(tests.length).fill(UNKNOWN);
  const together = Uint8Array.from(instances, ({ key }) => (rawStart(memory, key, startsOn) ? 1 : 0));
  const goodOnly = Uint8Array.from(instances, ({ rule }) => (rule.quality === "good" ? 1 : 0));
  for (const [i, { key }] of instances.entries()) {
    const known = memory.recall("tests", key);
    if (typeof known === "string")
      for (let t = firstTest[i]!; t < firstTest[i + 1]!; t++)
        outcome[t] = Number(known[t - firstTest[i]!] ?? UNKNOWN);
  }
  const watchers = new Watchers(
    model.points.length,
    tests.map(({ point, instance }, detail) => ({ point: point.index, watcher: instance, detail })),
  );
  const place = new Map(instances.map(({ key }, i) => [key, i]));
  const keys = instances.map(({ key }) => key);
  memory.keep("tests", keys, (key) => {
    const i = place.get(key)!;
    return outcome.subarray(firstTest[i]!, firstTest[i + 1]!).join("");
  });
  const allTrue = (i: number): 0 | 1 | 2 => {
    let all: 1 | 2 = 1;
    for (let t = firstTest[i]!; t < firstTest[i + 1]!; t++) {
      if (outcome[t] === 0) return 0;
      if (outcome[t] === UNKNOWN) all = UNKNOWN;
    }
    return all;
  };

  const turns: OperatorFunction<News, Change> = (news$) =>
    new Observable((out) =>
      news$.subscribe({
        next: ({ batch, rows, count }) => {
          for (let r = 0; r < count; r++) {
            const row = rows[r]!;
            const point = batch.point[row]!;
            for (let w = watchers.first(point), end = watchers.end(point); w < end; w++) {
              const t = watchers.detail[w]!;
              const i = watchers.watcher[w]!;
              if (goodOnly[i] === 1 && batch.quality[row] !== GOOD) continue;
              const value = batch.value(row);
              const passes = tests[t]!.passes(value) ? 1 : 0;
              if (passes === outcome[t]) continue;
              outcome[t] = passes;
              const now = allTrue(i);
              if (now === UNKNOWN || now === together[i]) continue;
              together[i] = now;
              const at = batch.at[row]!;
              out.next({
                key: instances[i]!.key,
                on: now === 1,
                at,
                evidence: { point: tests[t]!.point.id, value, at },
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
      turns,
      delayed(
        {
          on: (key) => instances[place.get(key)!]!.condition.forSeconds * 1_000,
          off: (key) => instances[place.get(key)!]!.condition.offDelaySeconds * 1_000,
          fresh: (key, now) => {
            const i = place.get(key)!;
            for (let t = firstTest[i]!; t < firstTest[i + 1]!; t++) {
              const { point } = tests[t]!;
              if (now - seenAt[point.index]! > point.type.staleAfterSeconds * 1_000) return false;
            }
            return true;
          },
          startsOn,
          keys,
          memory,
        },
        scheduler,
      ),
    );
}
