import type { HeldCondition } from "../../facility/alarms/index.ts";
import type { RuleInstance } from "../instances.ts";
import type { Memory } from "../memory.ts";
import { type Judge, places } from "../operators/verdicts.ts";
import { named } from "../operators/watch.ts";
import { compileTest } from "./test.ts";

const UNKNOWN = 2;

/**
 * A state held for a time: all tests true together, without a break. A test on a point not heard yet is unknown, and
 * an unknown one neither raises nor ends anything.
 */
export function held(instances: readonly RuleInstance<HeldCondition>[], memory: Memory): Judge {
  const firstTest = new Int32Array(instances.length + 1);
  const tests = instances.flatMap(({ condition }, i) => {
    firstTest[i + 1] = firstTest[i]! + condition.all.length;
    return condition.all.map(testOf);
  });
  const outcome = new Uint8Array(tests.length).fill(UNKNOWN);
  const keys = Int32Array.from(instances.map(({ key }) => key));
  const placeOf = places(keys);
  for (let i = 0; i < keys.length; i++) {
    const known = memory.recall("tests", keys[i]!);
    if (typeof known !== "string") continue;
    for (let t = firstTest[i]!; t < firstTest[i + 1]!; t++)
      outcome[t] = Number(known[t - firstTest[i]!] ?? UNKNOWN);
  }
  memory.keep("tests", keys, (key) => {
    const i = placeOf[key]!;
    return outcome.subarray(firstTest[i]!, firstTest[i + 1]!).join("");
  });
  return {
    // By test: a point that two tests ask for stands here twice, and is heard by both.
    points: (i) =>
      named(
        instances[i]!.asset,
        instances[i]!.condition.all.map(({ point }) => point),
      ),
    onDelayMs: (i) => instances[i]!.condition.forSeconds * 1_000,
    offDelayMs: (i) => instances[i]!.condition.offDelaySeconds * 1_000,
    hear(i, slot, batch, row) {
      const test = firstTest[i]! + slot;
      const passes = tests[test]!(batch.value(row)) ? 1 : 0;
      if (passes === outcome[test]) return undefined;
      outcome[test] = passes;
      let all: boolean | undefined = true;
      for (let t = firstTest[i]!; t < firstTest[i + 1]!; t++) {
        if (outcome[t] === 0) return false;
        if (outcome[t] === UNKNOWN) all = undefined;
      }
      return all;
    },
  };
}

type Compiled = ReturnType<typeof compileTest>;
/** Rules of a type share their tests: 10 000 pumps compile each once. */
const compiled = new WeakMap<HeldCondition["all"][number], Compiled>();
function testOf(test: HeldCondition["all"][number]): Compiled {
  const known = compiled.get(test);
  if (known) return known;
  const made = compileTest(test);
  compiled.set(test, made);
  return made;
}
