import type { RuleType, Test } from "../../facility/alarms/index.ts";
import type { EquipmentType, PointType } from "../../facility/catalog/index.ts";
import { compileCel } from "../../rules/kinds/cel.ts";
import { oneOfEach } from "./timeline.ts";

type Value = number | boolean;
type Values = Record<string, Value>;

/** Values under which a rule is quiet, and such as trip it; `after` is in seconds since the trouble began. */
export interface Trips {
  readonly calm: (second: number) => Values;
  readonly trip: (after: number) => Values;
  /** Seconds between two readings: often enough for none to go stale. */
  readonly step: number;
  readonly tripSeconds: number;
  readonly calmSeconds: number;
}

/** Works out from a rule's own condition what trips it, so that a new rule of the catalogue has its timeline too. */
export function tripsOf(type: EquipmentType, { condition }: RuleType): Trips {
  const stale = (names: readonly string[]) =>
    Math.min(
      ...type.points.flatMap(({ name, staleAfterSeconds }) =>
        names.includes(name) ? staleAfterSeconds : [],
      ),
    );
  const fixed = (calm: Values, trip: Values, on: number, off: number): Trips => {
    const step = Math.max(1, Math.floor(stale(Object.keys(calm)) / 3));
    const tripSeconds = (Math.ceil(on / step) + 2) * step;
    return { calm: () => calm, trip: () => trip, step, tripSeconds, calmSeconds: off + 2 * step };
  };
  switch (condition.kind) {
    case "limit": {
      const { point, side, limit, hysteresis, onDelaySeconds, offDelaySeconds } = condition;
      const sign = side === "high" ? 1 : -1;
      const calm = { [point]: limit - sign * (hysteresis + 0.01) };
      return fixed(calm, { [point]: limit + sign * 0.01 }, onDelaySeconds, offDelaySeconds);
    }
    case "held": {
      const trip = Object.fromEntries(
        condition.all.map(({ point }) => [
          point,
          passing(condition.all.filter((test) => test.point === point)),
        ]),
      );
      const first = condition.all[0]!;
      const calm = { ...trip, [first.point]: failing(first) };
      return fixed(calm, trip, condition.forSeconds, condition.offDelaySeconds);
    }
    case "compound": {
      const { calm, trip } = solved(type, condition.when);
      return fixed(calm, trip, condition.forSeconds, condition.offDelaySeconds);
    }
    case "imbalance": {
      const level = Math.max(100, condition.meanAtLeast * 2);
      const calm = Object.fromEntries(condition.points.map((point) => [point, level]));
      const off = level * (1 - condition.limitPercent / 25);
      const trip = { ...calm, [condition.points[0]!]: off };
      return fixed(calm, trip, condition.onDelaySeconds, condition.offDelaySeconds);
    }
    case "rate": {
      const { point, side, limitPerMinute, overSeconds, onDelaySeconds, offDelaySeconds } = condition;
      const slope = ((side === "falling" ? -2 : 2) * limitPerMinute) / 60;
      const step = Math.max(1, Math.floor(stale([point]) / 3));
      const tripSeconds = 2 * overSeconds + onDelaySeconds;
      return {
        calm: (second) => ({ [point]: second < 10 ? 0 : slope * tripSeconds }),
        trip: (after) => ({ [point]: slope * after }),
        step,
        tripSeconds,
        calmSeconds: 2 * overSeconds + offDelaySeconds,
      };
    }
    case "window": {
      const { point, aggregate, side, limit, hysteresis, overSeconds, onDelaySeconds, offDelaySeconds } =
        condition;
      const isBoolean = type.points.find(({ name }) => name === point)?.kind === "boolean";
      const sign = side === "high" ? 1 : -1;
      const step = Math.max(1, Math.min(Math.floor(stale([point]) / 3), Math.floor(overSeconds / 120)));
      const beyond = limit + sign * (Math.abs(limit) + 1);
      const calm: Value = isBoolean ? false : limit - sign * (hysteresis + Math.abs(limit));
      // Starts are counted by turns, and a counter's sum by what it grows.
      const trip = (after: number): Value =>
        aggregate === "starts"
          ? Math.floor(after / step) % 2 === 0
          : aggregate === "sum"
            ? after * (Math.abs(limit) + 1)
            : isBoolean
              ? true
              : beyond;
      return {
        calm: () => ({ [point]: calm }),
        trip: (after) => ({ [point]: trip(after) }),
        step,
        tripSeconds: 2 * overSeconds + onDelaySeconds,
        calmSeconds: 3 * overSeconds + offDelaySeconds,
      };
    }
    case "event": {
      const code = condition.codes[0];
      if (typeof code !== "number") throw new Error("a code in words: give this rule a timeline by hand");
      const calm = { [condition.point]: Math.max(0, ...condition.codes.map(Number)) + 1 };
      return fixed(calm, { [condition.point]: code }, condition.onDelaySeconds, condition.offDelaySeconds);
    }
    default:
      throw new Error(`a rule of kind ${condition.kind}: say here how it is tripped`);
  }
}

const failing = (test: Test): Value => {
  if ("above" in test) return test.above - 1;
  if ("below" in test) return test.below + 1;
  return typeof test.is === "boolean" ? !test.is : Number(test.is) + 1;
};

/** A value that passes all tests on one point. */
function passing(tests: readonly Test[]): Value {
  const candidates = tests.flatMap((test): Value[] => {
    if ("above" in test) return [test.above + 0.01, test.above + 1];
    if ("below" in test) return [test.below - 0.01, test.below - 1];
    return [typeof test.is === "boolean" ? test.is : Number(test.is)];
  });
  const passes = (value: Value, test: Test): boolean =>
    "above" in test
      ? Number(value) > test.above
      : "below" in test
        ? Number(value) < test.below
        : value === test.is;
  const found = candidates.find((value) => tests.every((test) => passes(value, test)));
  if (found === undefined) throw new Error(`no value passes ${JSON.stringify(tests)}`);
  return found;
}

/** Tries the numbers that stand in a CEL text, a little more and a little less, and both truths of each contact. */
function solved(type: EquipmentType, when: string): { calm: Values; trip: Values } {
  const asset = [...oneOfEach([{ ...type, id: "it" }]).assets.values()][0]!;
  const program = compileCel(when, asset);
  if (!program.ok) throw new Error(program.problem);
  const numbers = [...when.matchAll(/-?\d+(?:\.\d+)?/g)].map(([text]) => Number(text));
  const tries = [...new Set([0, ...numbers.flatMap((n) => [n - 1, n, n + 1, -n - 1])])];
  const choices = program.value.points.map((name): readonly (readonly [string, Value])[] => {
    const point: PointType | undefined = type.points.find((one) => one.name === name);
    const values: readonly Value[] = point?.kind === "boolean" ? [false, true] : tries;
    return values.map((value) => [name, value] as const);
  });
  const found: { calm?: Values; trip?: Values } = {};
  const look = (chosen: readonly (readonly [string, Value])[]): void => {
    if (found.calm && found.trip) return;
    const next = choices[chosen.length];
    if (next) {
      for (const choice of next) look([...chosen, choice]);
      return;
    }
    const values = Object.fromEntries(chosen);
    if (program.value.run(values) === true) found.trip ??= values;
    else found.calm ??= values;
  };
  look([]);
  if (!found.calm || !found.trip) throw new Error(`nothing trips ${when}: give this rule a timeline by hand`);
  return { calm: found.calm, trip: found.trip };
}
