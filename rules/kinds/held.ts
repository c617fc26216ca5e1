import { Observable, type OperatorFunction, type SchedulerLike } from "rxjs";
import type { HeldCondition, Test } from "../../facility/alarms/index.ts";
import type { AssetModel, Point } from "../../facility/assets/index.ts";
import type { RuleInstance } from "../instances.ts";
import { type Change, delayed, type Signs } from "../operators/delayed.ts";
import type { News, SeenAt } from "../operators/news.ts";
import { Watchers } from "../watchers.ts";

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
  signs?: Signs,
): OperatorFunction<News, Change> {
  const tests: { instance: number; point: Point; passes: (value: number | string | null) => boolean }[] = [];
  const firstTest: number[] = [];
  for (const [i, { asset, condition }] of instances.entries()) {
    firstTest.push(tests.length);
    for (const test of condition.all)
      tests.push({
        instance: i,
        point: asset.points.find((point) => point.type.name === test.point)!,
        passes: compile(test),
      });
  }
  firstTest.push(tests.length);
  const outcome = new Uint8Array(tests.length).fill(UNKNOWN);
  const together = Uint8Array.from(instances, ({ key }) => (startsOn(key) ? 1 : 0));
  const watchers = new Watchers(
    model.points.length,
    tests.map(({ point, instance }, detail) => ({ point: point.index, watcher: instance, detail })),
  );
  const place = new Map(instances.map(({ key }, i) => [key, i]));
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
              const value = batch.value(row);
              const passes = tests[t]!.passes(value) ? 1 : 0;
              if (passes === outcome[t]) continue;
              outcome[t] = passes;
              const i = watchers.watcher[w]!;
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
          ...(signs ? { signs } : {}),
        },
        scheduler,
      ),
    );
}

function compile(test: Test): (value: number | string | null) => boolean {
  if ("above" in test) return (value) => typeof value === "number" && value > test.above;
  if ("below" in test) return (value) => typeof value === "number" && value < test.below;
  // Booleans are stored as 0 and 1.
  const wanted = typeof test.is === "boolean" ? Number(test.is) : test.is;
  return (value) => value === wanted;
}
