import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalog, EmergencyPlanId } from "../../catalog/index.ts";
import { type AssetId, type Instant, instant, text } from "../../units/index.ts";
import { advance, beginRun, dueAt, dueNow, planLibrary, planProblems, type Run } from "../index.ts";

const START = instant(1_760_000_000_000);
const ASSET = "s.b1-thing" as AssetId;

const begun = (plan: (typeof planLibrary)[number], drill = false): Run =>
  beginRun(
    {
      id: "r1",
      site: "s",
      plan,
      version: 0,
      drill: drill ? { allow: [], scenario: "played" } : null,
      scope: "s",
      targets: Object.fromEntries(plan.steps.map(({ id }) => [id, [ASSET]])),
      watch: [],
      trigger: {
        by: "person",
        person: "desk.1",
        words: "seen",
        at: START,
        asset: null,
        where: text("S", "S"),
      },
      at: START,
      by: "desk.1",
    },
    "Asia/Shanghai",
  ).run;

describe.each(planLibrary.map((plan) => [plan.id, plan] as const))("%s", (_, plan) => {
  it("can run, and names only equipment, points and alarms that the catalogue has", () => {
    expect(planProblems(plan)).toEqual([]);
    const types = new Map(catalog.map((type) => [type.id, type]));
    for (const { type, rule } of plan.trigger.alarms)
      expect(types.get(type)?.rules.map(({ id }) => id)).toContain(rule);
    const selectors = [...plan.watch, ...plan.steps.flatMap((step) => ("on" in step ? [step.on] : []))];
    for (const type of selectors.flatMap(({ types: wanted }) => wanted))
      expect([...types.keys()]).toContain(type);
    for (const step of plan.steps) {
      if (step.does !== "wait" || !("all" in step.condition)) continue;
      const points = step.on.types.flatMap((type) => types.get(type)?.points.map(({ name }) => name) ?? []);
      for (const { point } of step.condition.all) expect(points).toContain(point);
    }
    for (const clock of plan.clocks) expect(clock.source).not.toBe("");
  });

  /** What anybody or anything may do next, drawn by number. */
  const act = (run: Run, pick: number, yes: boolean): Run => {
    const at = (at: number): Instant => instant(at);
    const now = at(START + run.sequence * 1_000);
    const open = Object.entries(run.steps).filter(([, state]) => state.is === "open");
    const due = dueAt(run);
    if (open.length === 0 || (pick % 3 === 0 && due !== null))
      return advance(run, { on: "tick", at: at(Math.max(now, due ?? now)) }, "UTC").run;
    const [id, state] = open[pick % open.length]!;
    const step = plan.steps.find((each) => each.id === id)!;
    if (state.is !== "open" || state.waiting.for === "time")
      return due === null ? run : advance(run, { on: "tick", at: at(Math.max(now, due)) }, "UTC").run;
    const by = "someone";
    if (step.does === "ask") {
      const answer = step.answers[pick % step.answers.length]!.id;
      return advance(run, { on: "finish", at: now, by, step: id, words: "", answer }, "UTC").run;
    }
    if (state.waiting.for === "plant" && yes)
      return advance(
        run,
        { on: "observed", at: now, step: id, met: [ASSET], missing: [], enough: true },
        "UTC",
      ).run;
    if (!yes) return advance(run, { on: "cannot", at: now, by, step: id, words: "no" }, "UTC").run;
    return advance(run, { on: "finish", at: now, by, step: id, words: "" }, "UTC").run;
  };

  // Thousands of acts: on a loaded machine they take their time.
  it("has no reachable state without a due actor, a timer or an end", { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.tuple(fc.nat(1_000), fc.boolean()), { maxLength: 60 }),
        (drill, acts) => {
          let run = begun(plan, drill);
          for (const [pick, yes] of acts) {
            run = act(run, pick, yes);
            const due = dueNow(run);
            const timer = dueAt(run);
            const somebody = due.some(
              ({ duty }) => duty !== null && plan.duties.some(({ id }) => id === duty),
            );
            expect(somebody || timer !== null || run.state.is === "stood-down").toBe(true);
          }
          const end = advance(
            run,
            { on: "stand-down", at: instant(START + 9e6), by: "x", words: "over", why: "over" },
            "UTC",
          ).run;
          expect(dueAt(end)).toBeNull();
          expect(Object.values(end.steps).filter(({ is }) => is === "open")).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("left alone, is told late again and again, and never stands still in one moment", () => {
    let run = begun(plan);
    for (let n = 0; n < 200; n++) {
      const timer = dueAt(run);
      if (timer === null) break;
      run = advance(run, { on: "tick", at: timer }, "UTC").run;
      expect(dueAt(run) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(timer);
    }
    expect(dueNow(run).some(({ duty }) => duty !== null)).toBe(true);
  });
});

it("the library has a plan for each id that rules of the catalogue may name", () => {
  expect(planLibrary.map(({ id }) => id).sort()).toEqual([...EmergencyPlanId.options].sort());
  for (const type of catalog)
    for (const { emergencyPlan } of type.rules)
      if (emergencyPlan !== undefined) expect(planLibrary.map(({ id }) => id)).toContain(emergencyPlan);
});
