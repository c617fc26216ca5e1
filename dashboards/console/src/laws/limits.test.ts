import { describe, expect, it } from "vitest";
import { pressure, rule, running } from "./fixtures.ts";
import { broken, conditionText, limitsOf, pointsOf, priorityOfState, roundUp, scaleOf } from "./limits.ts";

const dry = rule({
  condition: {
    kind: "held",
    all: [
      { point: "running", is: true },
      { point: "suction_pressure_kPa", below: 20 },
    ],
    forSeconds: 10,
  },
});
const high = rule({
  id: "high",
  priority: "medium",
  condition: { kind: "limit", point: "suction_pressure_kPa", side: "high", limit: 800, onDelaySeconds: 0 },
});
const points = [
  { id: "a.running", name: "running", type: running, latest: null },
  { id: "a.suction_pressure_kPa", name: "suction_pressure_kPa", type: pressure, latest: null },
];

it("reads limits out of both kinds of rule", () => {
  expect(limitsOf([dry, high]).map(({ side, limit, priority }) => [side, limit, priority])).toEqual([
    ["low", 20, "high"],
    ["high", 800, "medium"],
  ]);
  expect(pointsOf(dry)).toEqual(["running", "suction_pressure_kPa"]);
});

describe("a broken limit", () => {
  const limits = limitsOf([dry, high]);
  it.each([
    ["a running pump without water", 5, true, "high"],
    ["a stopped pump without pressure", 5, false, undefined],
    ["a pump that nothing is known of", 5, undefined, undefined],
    ["water in the corridor", 100, true, undefined],
    ["too much pressure, whether it runs or not", 900, false, "medium"],
  ] as const)("%s", (_, value, runs, priority) => {
    expect(broken(value, limits, () => runs)?.priority).toBe(priority);
  });
});

it("says a condition as a sentence in both languages", () => {
  expect(conditionText(dry, points, "en")).toBe(
    "Pump: running and Suction pressure below 20.0 kPa, for 10 s",
  );
  expect(conditionText(dry, points, "zh")).toBe("水泵：运行，且进水压力低于 20.0 kPa，持续 10 秒");
  expect(conditionText(high, points, "en")).toBe("Suction pressure above 800.0 kPa");
  const silent = rule({ condition: { kind: "no-data", forSeconds: 30 } });
  expect(conditionText(silent, points, "zh")).toBe("30 秒未收到数据");
});

it("shows a kind of condition that it does not know as it came", () => {
  expect(conditionText(rule({ condition: { kind: "tarot" } }), points, "en")).toBe('{"kind":"tarot"}');
  expect(limitsOf([rule({ condition: { kind: "tarot" } })])).toEqual([]);
});

it("gives a lamp the priority of the rule that watches just this state", () => {
  const fire = rule({
    priority: "critical",
    condition: { kind: "held", all: [{ point: "fire", is: true }] },
  });
  expect(priorityOfState([fire], "fire", true)).toBe("critical");
  expect(priorityOfState([fire], "fire", false)).toBeUndefined();
  expect(priorityOfState([dry], "running", true)).toBeUndefined();
});

it.each([
  [0, 1],
  [1, 1],
  [1.2, 2],
  [612, 1000],
  [400, 500],
  [0.03, 0.05],
])("rounds %d up to %d", (n, up) => {
  expect(roundUp(n)).toBeCloseTo(up, 9);
});

describe("the scale of a bar", () => {
  const limit = (side: "low" | "high", n: number) =>
    limitsOf([rule({ condition: { kind: "limit", point: "v", side, limit: n } })]);
  it("starts at zero and leaves room above", () => {
    expect(scaleOf(128, limit("low", 20))).toEqual([0, 200]);
  });
  it("shows the corridor between two limits, and whatever lies beyond", () => {
    const corridor = [...limit("low", 198), ...limit("high", 236)];
    expect(scaleOf(226, corridor)).toEqual([179, 255]);
    expect(scaleOf(120, corridor)).toEqual([120, 255]);
  });
});
