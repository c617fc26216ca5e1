import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recurrence } from "../../rules/maintenance/recurrence.ts";
import { type AssetId, text } from "../units/index.ts";
import { daysBetween, plusDays } from "./days.ts";
import { Plan, type PlanInput } from "./plan.ts";
import { planAhead } from "./plan-ahead.ts";
import { type CrewCalendar, isDayOff, type PlanStanding } from "./standing.ts";

const crew: CrewCalendar = {
  workdays: [1, 2, 3, 4, 5],
  holidays: new Set(["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"]),
  hoursADay: 8,
};
const plan = (id: string, trigger: PlanInput["trigger"], more: Partial<PlanInput> = {}): Plan =>
  Plan.parse({
    id,
    site: "s",
    asset: `s.${id.split("/")[0]}` as AssetId,
    title: text(id, id),
    basis: "practice",
    trigger,
    ...more,
  });
const every = (rrule: string, more: object = {}): PlanInput["trigger"] => ({
  by: "calendar",
  rrule,
  start: "2026-01-01",
  from: "completed",
  ...more,
});
const ahead = (
  standings: PlanStanding[],
  until = "2027-01-01",
  today = "2026-09-01",
  place = (asset: string) => asset,
) => planAhead({ standings, today, until, crew, recurrence, placeOf: place });

describe("planning ahead", () => {
  it("keeps a law's interval, weekends and the National Day week among it, and says why", () => {
    const lift = plan("lift/half-month", every("FREQ=DAILY;INTERVAL=15", { atMostDaysApart: 15 }), {
      basis: "law",
      source: "TSG T5002 (domain facts §1)",
    });
    const visits = ahead([{ plan: lift, lastDone: "2026-08-28" }]);
    let last = "2026-08-28";
    for (const { day } of visits) {
      expect(daysBetween(last, day)).toBeLessThanOrEqual(15);
      expect(isDayOff(crew, day)).toBe(false);
      last = day;
    }
    const moved = visits.find(({ why }) => why.some(({ en }) => en.includes("day off")));
    expect(moved?.why.map(({ en }) => en)).toEqual([
      expect.stringContaining("Counted from"),
      expect.stringContaining("At most 15 days apart (TSG T5002)"),
      expect.stringContaining("is a day off: moved to"),
    ]);
  });

  it("counts from a turn that was called off, instead of asking for it again and again", () => {
    const skipped = { due: "2026-09-12", on: "2026-09-10" };
    const law = every("FREQ=DAILY;INTERVAL=15", { atMostDaysApart: 15 });
    const lift = plan("lift/half-month", law, { basis: "law" });
    const [next] = ahead([{ plan: lift, lastDone: "2026-08-28", skipped }], "2027-01-01", "2026-09-11");
    expect(next).toMatchObject({ due: "2026-09-25" });
    expect(next?.why[0]?.en).toBe("The turn of 2026-09-12 was called off: due 2026-09-27.");
    // Once it was done again, the turn that was called off is history.
    const [then] = ahead([{ plan: lift, lastDone: "2026-09-21", skipped }], "2027-01-01", "2026-09-22");
    expect(then?.due).toBe("2026-09-30");
  });

  it("does the lesser visits inside the greater ones, through all levels", () => {
    const levels = [
      plan("l/half-month", every("FREQ=DAILY;INTERVAL=15", { atMostDaysApart: 15 }), { basis: "law" }),
      plan("l/quarter", every("FREQ=MONTHLY;INTERVAL=3"), { basis: "law", includes: ["l/half-month"] }),
      plan("l/half-year", every("FREQ=MONTHLY;INTERVAL=6"), { basis: "law", includes: ["l/quarter"] }),
    ];
    const visits = ahead(
      levels.map((one) => ({ plan: one, lastDone: "2026-08-31" })),
      "2027-09-01",
    );
    const half = visits.filter((visit) => visit.plan === "l/half-year");
    expect(half.length).toBeGreaterThanOrEqual(2);
    expect(half[0]?.covers.map((one) => one.plan)).toEqual(["l/quarter", "l/half-month"]);
    // Nobody comes twice to one asset on one day, nor for a quarter within the fortnight of a half-year.
    const days = visits.map(({ day }) => day);
    expect(new Set(days).size).toBe(days.length);
    const quarters = visits.filter((visit) => visit.plan === "l/quarter");
    for (const { day } of quarters)
      for (const other of half) expect(Math.abs(daysBetween(day, other.day))).toBeGreaterThan(30);
  });

  it("does the least visit inside the greatest also where the level between them is far off", () => {
    const levels = [
      { id: "l/half-month", rrule: "FREQ=DAILY;INTERVAL=15", includes: [], lastDone: "2026-08-28" },
      {
        id: "l/quarter",
        rrule: "FREQ=MONTHLY;INTERVAL=3",
        includes: ["l/half-month"],
        lastDone: "2026-08-28",
      },
      {
        id: "l/half-year",
        rrule: "FREQ=MONTHLY;INTERVAL=6",
        includes: ["l/quarter"],
        lastDone: "2026-03-11",
      },
    ];
    const visits = ahead(
      levels.map(({ id, rrule, includes, lastDone }) => ({
        plan: plan(id, every(rrule), { basis: "law", includes }),
        lastDone,
      })),
      "2026-09-30",
    );
    expect(visits[0]).toMatchObject({ plan: "l/half-year" });
    expect(visits[0]?.covers.map((one) => one.plan)).toEqual(["l/quarter", "l/half-month"]);
    const days = visits.map(({ day }) => day);
    expect(new Set(days).size).toBe(days.length);
  });

  it("merges visits to one place where their windows meet", () => {
    const one = plan("a/m", every("FREQ=MONTHLY"));
    const two = plan("b/m", every("FREQ=MONTHLY"));
    const visits = ahead(
      [
        { plan: one, lastDone: "2026-08-10" },
        { plan: two, lastDone: "2026-08-13" },
      ],
      "2026-09-30",
      "2026-09-01",
      () => "pump room",
    );
    expect(new Set(visits.map(({ day }) => day)).size).toBe(1);
    expect(visits.flatMap(({ why }) => why).some(({ en }) => en.includes("somebody is there anyway"))).toBe(
      true,
    );
  });

  it("levels over the crew's hours, and says so when no day has room", () => {
    const plans = ["a", "b", "c"].map((id) => plan(`${id}/m`, every("FREQ=MONTHLY"), { hours: 5 }));
    const visits = ahead(
      plans.map((one) => ({ plan: one, lastDone: "2026-08-10" })),
      "2026-09-30",
    );
    expect(new Set(visits.map(({ day }) => day)).size).toBe(3);
    expect(visits.flatMap(({ why }) => why).some(({ en }) => en.includes("has room"))).toBe(true);
    const big = ahead(
      [{ plan: plan("d/m", every("FREQ=MONTHLY"), { hours: 20 }), lastDone: "2026-08-10" }],
      "2026-09-30",
    );
    expect(big[0]?.why.at(-1)?.zh).toContain("没有 20 小时的空闲工时");
  });

  it("waits for its season, also one over the turn of the year", () => {
    const winter = plan("h/w", every("FREQ=MONTHLY", { season: { from: "11-15", to: "03-15" } }));
    const days = ahead([{ plan: winter, lastDone: "2026-08-20" }], "2027-06-30").map(({ due }) => due);
    expect(days.length).toBeGreaterThan(2);
    for (const day of days) expect(day >= "2026-11-13" && day <= "2027-03-15").toBe(true);
  });

  it("counts from the schedule where it is told to: a late visit does not shift the next", () => {
    const fixed = plan("f/m", every("FREQ=MONTHLY;BYMONTHDAY=10", { from: "scheduled", holidays: "keep" }));
    const visits = ahead([{ plan: fixed, lastDone: "2026-08-29", lastDue: "2026-08-10" }], "2026-11-30");
    expect(visits.map(({ due }) => due)).toEqual(["2026-09-10", "2026-10-10", "2026-11-10"]);
  });

  it("leaves a visit that is ordered on its day, and plans on from there", () => {
    const one = plan("a/m", every("FREQ=MONTHLY"));
    const visits = ahead(
      [
        {
          plan: one,
          lastDone: "2026-08-10",
          ordered: { due: "2026-09-10", day: "2026-09-07", order: "WO-000001" },
        },
      ],
      "2026-10-20",
    );
    expect(visits.map(({ day, order }) => [day, order])).toEqual([
      ["2026-09-07", "WO-000001"],
      ["2026-09-30", undefined],
    ]);
  });

  it("still says what a forecast expects once its order is open", () => {
    const worn = plan("p/bearing", { by: "forecast", point: "vibration", limit: 7.1 });
    const why = text("zone C about 2026-10-12, 80 % band", "约 2026-10-12 到 C 区");
    const expected = { day: "2026-10-05", latest: "2026-10-09", why } as const;
    const ordered = { due: "2026-10-09", day: "2026-09-07", order: "WO-000001" } as const;
    const [visit] = ahead([{ plan: worn, expected, ordered }]);
    expect(visit?.why.map(({ en }) => en)).toEqual(["Order WO-000001 is open for it.", why.en]);
  });

  it("takes the day that a forecast or a counter comes to, once", () => {
    const worn = plan("p/bearing", { by: "forecast", point: "vibration", limit: 7.1 });
    const why = text("zone C about 2026-10-12, 80 % band", "约 2026-10-12 到 C 区");
    const visits = ahead([{ plan: worn, expected: { day: "2026-10-05", latest: "2026-10-09", why } }]);
    expect(visits).toHaveLength(1);
    // The 9th, the last working day of the window: the 5th to the 7th are holidays.
    expect(visits[0]).toMatchObject({ day: "2026-10-09", why: expect.arrayContaining([why]) });
  });

  it("calls what was never done overdue today, not in the past", () => {
    const visits = ahead([{ plan: plan("n/m", every("FREQ=MONTHLY")) }], "2026-10-01");
    expect(visits[0]?.day).toBe("2026-09-01");
    expect(visits[0]?.why.some(({ zh }) => zh.includes("逾期"))).toBe(true);
  });

  it("whatever the plans: nothing twice on a day, no law broken, no visit in the past, the crew's hours kept where they can be", () => {
    const anyPlan = fc.record({
      asset: fc.integer({ min: 0, max: 5 }),
      days: fc.integer({ min: 10, max: 120 }),
      law: fc.boolean(),
      ago: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(anyPlan, { minLength: 1, maxLength: 12 }), (drawn) => {
        const standings = drawn.map(
          ({ asset, days, law, ago }, i): PlanStanding => ({
            plan: plan(
              `a${asset}/p${i}`,
              every(`FREQ=DAILY;INTERVAL=${days}`, law ? { atMostDaysApart: days } : {}),
              {
                basis: law ? "law" : "practice",
              },
            ),
            lastDone: plusDays("2026-09-01", -ago),
          }),
        );
        const visits = ahead(standings, "2027-02-28");
        const seen = new Set(visits.map(({ plan: id, day }) => `${id}@${day}`));
        expect(seen.size).toBe(visits.length);
        for (const { plan: one, lastDone } of standings) {
          let last = lastDone ?? "";
          for (const { day } of visits.filter((visit) => visit.plan === one.id)) {
            expect(day >= "2026-09-01").toBe(true);
            expect(day > last).toBe(true);
            if (one.trigger.by === "calendar" && one.trigger.atMostDaysApart !== undefined)
              expect(daysBetween(last, day)).toBeLessThanOrEqual(one.trigger.atMostDaysApart);
            last = day;
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
