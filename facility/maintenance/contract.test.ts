import { describe, expect, it } from "vitest";
import { type AssetId, instant, text } from "../units/index.ts";
import { agreedArrival } from "./agreed-arrival.ts";
import { Contract, type ContractInput, clocksOf, scorecardOf } from "./contract.ts";
import type { Order } from "./order.ts";
import { OrderAct, type OrderActInput } from "./order-acts.ts";
import { openOrder, stepOrder } from "./order-law.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const contract = (more: Partial<ContractInput> = {}): Contract =>
  Contract.parse({
    id: "lifts",
    site: "s",
    vendor: "Kangda Lift Service 康达电梯维保",
    title: text("Lift maintenance", "电梯维保"),
    systems: ["lift"],
    from: "2026-01-01",
    until: "2026-12-31",
    arriveMinutes: { critical: 30, high: 60 },
    repairHours: { critical: 4, high: 24 },
    penaltyCny: 500,
    ...more,
  });

type At = readonly [minute: number, act: OrderActInput];
/** An order of high priority on lift 1, opened at an hour, with what was done so many minutes after. */
function order(id: string, openedAtHour: number, acts: readonly At[], more: object = {}): Order {
  const openedAt = openedAtHour * HOUR;
  const open = openOrder({
    on: "open",
    at: instant(openedAt),
    by: "desk",
    id,
    request: {
      key: id,
      site: "s",
      asset: "s.lift-1" as AssetId,
      title: text("Door", "层门"),
      priority: "high",
      source: { kind: "alarm", id: `s.lift-1.${id}` },
      ...more,
    },
  });
  return acts.reduce(
    (now, [minute, act]) =>
      stepOrder(now, {
        on: "act",
        at: instant(openedAt + minute * 60_000),
        by: "zhou",
        act: OrderAct.parse(act),
      }),
    open,
  );
}
const assign: OrderActInput = { do: "assign", to: "zhou" };
const done = (arrive: number, repaired: number): readonly At[] => [
  [1, assign],
  [arrive, { do: "start" }],
  [repaired, { do: "finish" }],
];

describe("what a contract's people really did", () => {
  it("counts arrival and repair against its clocks, what came back, visits and what a miss costs", () => {
    const now = 100 * DAY;
    const other = { title: text("Light", "照明") };
    const orders = [
      order("in-time", 0, done(40, 10 * 60)),
      // Late by arrival, and the same fault within thirty days of the one before.
      order("late", 10 * 24, done(90, 20 * 60)),
      // Seven hours of the thirty were spent on waiting for parts, which no clock of the contract counts.
      order(
        "held",
        40 * 24,
        [
          [1, assign],
          [30, { do: "start" }],
          [60, { do: "hold", why: "parts", words: "door operator" }],
          [60 + 7 * 60, { do: "resume" }],
          [30 * 60, { do: "finish" }],
        ],
        other,
      ),
      // No repair: it is a visit of the plan.
      order("plan", 50 * 24, done(500, 600), { source: { kind: "plan", id: "half-month" } }),
    ];
    const rescues = [
      { tookMinutes: 18, late: false },
      // In time by the plan, and late by a contract that asks for less.
      { tookMinutes: 34, late: false },
      { tookMinutes: undefined, late: true },
    ];
    const visits = [{ inTime: true }, { inTime: true }, { inTime: false }];
    expect(scorecardOf(contract(), orders, visits, now, rescues)).toEqual({
      orders: 3,
      meanArrivalMinutes: (40 + 90 + 30) / 3,
      arrivedInTime: 2 / 3,
      repairedInTime: 1,
      meanRepairHours: (10 + 20 + 23) / 3,
      firstTimeFix: 1 - 1 / 3,
      repeats: 1,
      visitsDue: 3,
      visitsInTime: 2,
      penaltiesCny: 500,
      rescues: 3,
      meanRescueMinutes: 26,
      rescuesInTime: 1 / 3,
    });
  });

  it("says nothing where there is nothing to say", () => {
    expect(scorecardOf(contract(), [], [], 0)).toMatchObject({
      orders: 0,
      meanArrivalMinutes: undefined,
      arrivedInTime: undefined,
      firstTimeFix: undefined,
      penaltiesCny: 0,
      rescues: 0,
      rescuesInTime: undefined,
    });
  });

  it("runs both clocks on while nobody has come, and none that the contract does not name", () => {
    const waiting = order("waiting", 0, [[1, assign]]);
    expect(clocksOf(contract(), waiting, 59 * 60_000)).toMatchObject({
      arrive: { limitMinutes: 60, tookMinutes: undefined, broken: false },
      penaltyCny: 0,
    });
    expect(clocksOf(contract(), waiting, 25 * HOUR)).toMatchObject({
      arrive: { broken: true },
      repair: { limitHours: 24, tookHours: undefined, broken: true },
      penaltyCny: 1_000,
    });
    const low = order("low", 0, [], { priority: "low" });
    expect(clocksOf(contract(), low, DAY)).toEqual({ arrive: undefined, repair: undefined, penaltyCny: 0 });
  });
});

describe("how soon a contractor must be there", () => {
  const zhou = { id: "kangda.zhou", company: text("Kangda Lift Service", "康达电梯维保") };
  const alarm = { asset: "s.lift-1", site: "s", system: "lift", priority: "critical" } as const;
  const says = (contracts: readonly Contract[], who: typeof zhou | { id: string } = zhou) =>
    agreedArrival(contracts, who, alarm, "2026-06-01")?.minutes;

  it("is what the contract in force with him says for the alarm's priority", () => {
    expect(agreedArrival([contract()], zhou, alarm, "2026-06-01")).toEqual({
      minutes: 30,
      contract: "lifts",
      title: text("Lift maintenance", "电梯维保"),
    });
    expect(agreedArrival([contract()], zhou, { ...alarm, priority: "high" }, "2026-06-01")?.minutes).toBe(60);
    expect(says([contract({ vendor: "康达电梯维保" })])).toBe(30);
    expect(says([contract({ vendor: "Somebody", contact: "kangda.zhou" })], { id: "kangda.zhou" })).toBe(30);
    expect(
      says([contract(), contract({ id: "one", assets: ["s.lift-1"], arriveMinutes: { critical: 20 } })]),
    ).toBe(20);
  });

  it.each([
    ["another company's", { vendor: "Lift Service" }],
    ["ended", { until: "2026-05-31" }],
    ["not begun", { from: "2026-06-02" }],
    ["of another system", { systems: ["fire"] }],
    ["of another asset", { assets: ["s.lift-2"] }],
    ["of another site", { site: "t" }],
    ["without a time for this priority", { arriveMinutes: { low: 600 } }],
  ] as const)("is not said by a contract that is %s", (_, more) => {
    expect(says([contract(more as Partial<ContractInput>)])).toBeUndefined();
  });
});
