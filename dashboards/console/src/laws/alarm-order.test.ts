import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byDeadline, byUrgency, dueAt, openStates, passes, priorities, worst } from "./alarm-order.ts";
import { alarm } from "./fixtures.ts";

const order = (list: ReturnType<typeof alarm>[], by: typeof byUrgency) =>
  list.toSorted(by).map(({ id }) => id);

describe("most urgent first", () => {
  it("puts what presses most first: a step down once somebody has it, two once it is over", () => {
    const list = [
      alarm({ id: "seen critical", priority: "critical", state: "acknowledged" }),
      alarm({ id: "returned critical", priority: "critical", state: "returned" }),
      alarm({ id: "old high", raisedAt: 1 }),
      alarm({ id: "new high", raisedAt: 2 }),
      alarm({ id: "unseen critical", priority: "critical" }),
      alarm({ id: "unseen low", priority: "low", raisedAt: 99 }),
    ];
    expect(order(list, byUrgency)).toEqual([
      "unseen critical",
      "seen critical",
      "new high",
      "old high",
      "returned critical",
      "unseen low",
    ]);
  });

  it("is the same order whatever the order of arrival", () => {
    const one = fc.record({
      priority: fc.constantFrom(...priorities),
      state: fc.constantFrom(...openStates),
      raisedAt: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (parts) => {
        const list = parts.map((part, i) => alarm({ ...part, id: String(i), sequence: i }));
        expect(order(list.toReversed(), byUrgency)).toEqual(order(list, byUrgency));
      }),
    );
  });
});

it("sorts what needs a person by pressure, and what presses alike by its deadline", () => {
  const entrapment = alarm({ id: "entrapment", priority: "critical", raisedAt: 0, respondWithinMinutes: 3 });
  const new10 = alarm({ id: "new, 10 min to respond", raisedAt: 100_000, respondWithinMinutes: 10 });
  const old60 = alarm({ id: "old, 60 min to respond", raisedAt: 0, respondWithinMinutes: 60 });
  const taken = alarm({ id: "taken", state: "acknowledged", raisedAt: -9e9 });
  expect(dueAt(entrapment)).toBe(180_000);
  expect(order([taken, old60, new10, entrapment], byDeadline)).toEqual([
    "entrapment",
    "new, 10 min to respond",
    "old, 60 min to respond",
    "taken",
  ]);
});

it("marks a tile with its worst alarm, also when that one is acknowledged", () => {
  const seen = alarm({ id: "seen critical", priority: "critical", state: "acknowledged" });
  expect(worst([alarm({ id: "low", priority: "low" }), seen])).toBe(seen);
  expect(worst([])).toBeUndefined();
});

describe("filters", () => {
  const all = { priority: [], state: [], system: [], q: "" };
  it.each([
    ["nothing chosen", all, true],
    ["its priority", { ...all, priority: ["high" as const] }, true],
    ["another priority", { ...all, priority: ["low" as const] }, false],
    ["another state", { ...all, state: ["returned" as const] }, false],
    ["another system", { ...all, system: ["fire" as const] }, false],
    ["part of its English title", { ...all, q: "RUNS dry" }, true],
    ["its place in Chinese", { ...all, q: "1 号楼" }, true],
    ["part of its id", { ...all, q: "booster-2" }, true],
    ["something else", { ...all, q: "lift" }, false],
  ])("%s", (_, filter, through) => {
    expect(passes(alarm({}), filter)).toBe(through);
  });
});
