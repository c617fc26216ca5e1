import { describe, expect, it } from "vitest";
import type { OrderSummary, RunSummary } from "../../../../api/contract/index.ts";
import { alarm } from "./fixtures.ts";
import { needId, needsOf, type Paper } from "./needs.ts";

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const name = { en: "a", zh: "甲" };
const order = (change: Partial<OrderSummary>): OrderSummary => ({
  id: "WO-1",
  site: "s",
  asset: null,
  assetName: null,
  place: null,
  title: name,
  priority: "medium",
  source: { kind: "person", id: "desk" },
  contract: null,
  visit: null,
  state: "assigned",
  assignedTo: "li",
  assignedName: name,
  plannedFor: null,
  openedAt: NOW - HOUR,
  openedBy: "desk",
  openedName: name,
  dueBy: null,
  overdue: false,
  doneAt: null,
  changedAt: NOW,
  reopened: 0,
  cost: 0,
  version: 1,
  ...change,
});
const run = (change: Partial<RunSummary>): RunSummary => ({
  id: "run",
  site: "s",
  plan: "fire",
  title: name,
  version: 1,
  grade: "A",
  drill: false,
  state: "running",
  where: name,
  triggers: 1,
  detectedAt: NOW,
  startedAt: NOW,
  endedAt: null,
  commander: null,
  due: [{ step: "verify", title: name, duty: null, roles: [], takenBy: null, at: NOW + HOUR, late: false }],
  score: { met: 0, missed: 0, percent: null },
  sequence: 1,
  ...change,
});
const paper = (change: Partial<Paper>): Paper => ({
  id: "paper",
  kind: "certificate",
  title: name,
  holder: name,
  expired: false,
  days: 20,
  ...change,
});
const nothing = { alarms: [], runs: [], orders: [], papers: [] };

describe("what needs a person", () => {
  it("comes by what presses most: a step of a real run, a critical alarm, late work, every alarm, a paper that ended, the rest", () => {
    const needs = needsOf(
      {
        alarms: [
          alarm({ id: "low", priority: "low", raisedAt: NOW }),
          alarm({ id: "critical", priority: "critical", raisedAt: NOW }),
        ],
        runs: [run({}), run({ id: "drill", drill: true })],
        orders: [order({ id: "late", priority: "critical", overdue: true, dueBy: NOW - HOUR })],
        papers: [paper({ id: "ends" }), paper({ id: "ended", expired: true, days: -3 })],
      },
      "li",
      NOW,
    );
    expect(needs.map(needId)).toEqual([
      "run verify",
      "critical",
      "late",
      "drill verify",
      "low",
      "ended",
      "ends",
    ]);
  });

  it("asks for an order only where it is late, near, or one's own; never for one that is done", () => {
    const ids = (me: string | undefined, ...orders: OrderSummary[]) =>
      needsOf({ ...nothing, orders }, me, NOW).map(needId);
    const far = order({ id: "far", dueBy: NOW + 72 * HOUR });
    expect(ids("li", far)).toEqual(["far"]);
    expect(ids("wang", far)).toEqual([]);
    expect(
      ids(
        "wang",
        order({ id: "near", dueBy: NOW + 5 * HOUR }),
        order({ id: "done", state: "done", overdue: true }),
      ),
    ).toEqual(["near"]);
    expect(ids(undefined, order({ id: "planned", plannedFor: NOW + HOUR }))).toEqual(["planned"]);
  });

  it("asks for work that was asked for and that nobody has looked at yet, whoever looks", () => {
    const asked = { state: "requested", assignedTo: null, source: { kind: "resident", id: "RQ-1" } } as const;
    const ids = (change: Partial<OrderSummary>) =>
      needsOf({ ...nothing, orders: [order({ ...asked, ...change })] }, "wang", NOW).map(needId);
    expect(ids({})).toEqual(["WO-1"]);
    expect(ids({ source: { kind: "plan", id: "p" } })).toEqual([]);
    expect(ids({ dueBy: NOW + 72 * HOUR })).toEqual([]);
    expect(ids({ state: "planned", plannedFor: NOW + 72 * HOUR })).toEqual([]);
  });

  it("leaves out a run that is suspended, or that waits for nobody", () => {
    expect(needsOf({ ...nothing, runs: [run({ state: "suspended" }), run({ due: [] })] }, "li", NOW)).toEqual(
      [],
    );
  });
});
