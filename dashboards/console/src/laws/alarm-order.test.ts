import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byDeadline, byUrgency, dueAt, openStates, passes, priorities, worst } from "./alarm-order.ts";
import { alarm } from "./fixtures.ts";

const order = (list: ReturnType<typeof alarm>[], by: typeof byUrgency) =>
  list.toSorted(by).map(({ id }) => id);

describe("most urgent first", () => {
  it("puts the unseen before the seen, then priority, then true before returned, then the newest", () => {
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
      "new high",
      "old high",
      "unseen low",
      "seen critical",
      "returned critical",
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

it("sorts what needs a person by its deadline, not by its priority", () => {
  const entrapment = alarm({ id: "entrapment", priority: "critical", raisedAt: 0, respondWithinMinutes: 3 });
  const overdue = alarm({ id: "overdue low", priority: "low", raisedAt: -9e6, respondWithinMinutes: 120 });
  const taken = alarm({ id: "taken", state: "acknowledged", raisedAt: -9e9 });
  expect(dueAt(entrapment)).toBe(180_000);
  expect(order([taken, entrapment, overdue], byDeadline)).toEqual(["overdue low", "entrapment", "taken"]);
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
