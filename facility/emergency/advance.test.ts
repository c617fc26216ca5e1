import { describe, expect, it } from "vitest";
import { type AssetId, type Instant, instant, minutes, text } from "../units/index.ts";
import {
  type Advanced,
  advance,
  answered,
  beginRun,
  dueAt,
  dueNow,
  type Effect,
  type Entry,
  Plan,
  type PlanInput,
  planLibrary,
  planProblems,
  type Run,
  type RunEvent,
  scoreOf,
} from "./index.ts";

const START = instant(Date.parse("2026-03-02T04:00:00Z"));
const at = (min: number): Instant => instant(START + minutes(min));
const LIFT = "s.b2-lift-2" as AssetId;
const ZONE = "Asia/Shanghai";

/** A run played by hand: what was told and logged so far. */
function play(
  plan: Plan,
  { drill = false, targets = {} }: { drill?: boolean; targets?: Run["targets"] } = {},
) {
  const effects: Effect[] = [];
  const entries: Entry[] = [];
  const take = (advanced: Advanced): Run => {
    effects.push(...advanced.effects);
    entries.push(...advanced.entries);
    return advanced.run;
  };
  const trigger = {
    by: "alarm",
    alarm: `${LIFT}.entrapment`,
    occurrence: 1,
    title: text("Trapped", "困人"),
    at: START,
    asset: LIFT,
    where: text("Lift 2", "2 号电梯"),
  } as const;
  let run = take(
    beginRun(
      {
        ...{
          id: "r",
          site: "s",
          plan,
          version: 3,
          scope: LIFT,
          trigger,
          at: START,
          by: "rule",
          watch: [LIFT],
        },
        drill: drill ? { allow: [], scenario: "played" } : null,
        targets: { ...Object.fromEntries(plan.steps.map(({ id }) => [id, [LIFT]])), ...targets },
      },
      ZONE,
    ),
  );
  const self = {
    get run() {
      return run;
    },
    effects,
    entries,
    do(event: RunEvent) {
      run = take(advance(run, event, ZONE));
      return self;
    },
    finish: (step: string, min: number, more: object = {}) =>
      self.do({ on: "finish", at: at(min), by: "desk.1", step, words: "", ...more }),
    /** Lets time pass: every deadline on the way is due at its moment. */
    until(min: number) {
      for (let due = dueAt(run); due !== null && due <= at(min); due = dueAt(run))
        self.do({ on: "tick", at: due });
      return self;
    },
    open: () => Object.entries(run.steps).flatMap(([id, { is }]) => (is === "open" ? [id] : [])),
    said: (what: Entry["what"]) =>
      entries.filter((entry) => entry.what === what).map(({ words }) => words.en),
    told: () => effects.flatMap((effect) => (effect.do === "tell" ? [effect.title.en] : [])),
  };
  return self;
}

const library = (id: string): Plan => planLibrary.find((plan) => plan.id === id)!;

describe("entrapment", () => {
  it("runs the maintainer's half hour, then 60 and 90 minutes with their rungs of the ladder", () => {
    const it = play(library("entrapment"));
    expect(it.open()).toEqual(expect.arrayContaining(["talk", "send-guard", "call-maintainer", "free"]));
    it.finish("talk", 1).finish("call-maintainer", 2).until(31);
    expect(it.said("clock-missed")).toEqual(["Maintainer on site (30 min): missed"]);
    expect(it.open()).toContain("call-station");
    it.until(61);
    expect(it.open()).toContain("call-119");
    it.until(91);
    expect(it.open()).toContain("report");
    expect(it.run.clocks.ninety).toMatchObject({ is: "running", missedAt: at(90) });
    expect(it.told()).toContain("90 minutes trapped (90 min): missed");
  });

  it("ends the clocks, withdraws the talks and asks for the lift once the passengers are free", () => {
    const it = play(library("entrapment"));
    it.finish("talk", 1).finish("call-maintainer", 1).until(15);
    expect(it.open()).toContain("talk-again");
    it.finish("maintainer-arrives", 12).do({
      on: "observed",
      at: at(18),
      step: "free",
      met: [LIFT],
      missing: [],
      enough: true,
    });
    expect(it.open()).toEqual(expect.arrayContaining(["care", "out-of-service"]));
    expect(it.open()).not.toContain("talk-again");
    expect(it.run.clocks["maintainer-30"]).toMatchObject({ is: "stopped", at: at(12) });
    expect(it.run.clocks["one-hour"]).toMatchObject({ is: "stopped", at: at(18) });
    expect(it.said("clock-missed")).toEqual([]);
  });

  it("an answer to the call is the maintainer's word; a second one changes nothing", () => {
    const it = play(library("entrapment"));
    const receipt = {
      on: "receipt",
      key: "run:r:call-maintainer:1",
      at: at(2),
      state: "answered",
      person: "zhou.kai",
      answer: { do: "on-my-way", comment: "10 min" },
    } as const;
    it.do(receipt);
    const more = answered(it.run, receipt, ZONE)!;
    expect(more.run.steps["call-maintainer"]).toMatchObject({
      is: "closed",
      by: "zhou.kai",
      words: "10 min",
    });
    expect(more.run.steps["maintainer-arrives"]).toMatchObject({ is: "open", due: at(32) });
    expect(answered(more.run, receipt, ZONE)).toBeUndefined();
    expect(advance(more.run, receipt, ZONE).run).toBe(more.run);
  });
});

describe("fire", () => {
  const panel = { lifts: ["s.l1", "s.l2"] as AssetId[] };

  it("nobody's answer within three minutes is a fire", () => {
    const it = play(library("fire"), { targets: panel }).until(4);
    expect(it.run.steps.verify).toMatchObject({ outcome: "timed-out", answer: "fire", by: "clock" });
    expect(it.open()).toEqual(expect.arrayContaining(["call-119", "lifts", "shutters", "automatic"]));
    expect(it.run.steps.look).toMatchObject({ outcome: "withdrawn" });
  });

  it("a false alarm leads to the panel's reset and nowhere else", () => {
    const it = play(library("fire")).finish("verify", 2, { answer: "false" });
    expect(it.open()).toEqual(["reset-panel"]);
    it.finish("reset-panel", 6);
    expect(dueNow(it.run)).toMatchObject([
      { id: null, duty: "control-room", title: { zh: "全部步骤已完成：解除应急状态" } },
    ]);
  });

  it("names the lift that did not come down and chases it", () => {
    const it = play(library("fire"), { targets: panel }).finish("verify", 1, { answer: "fire" });
    it.do({
      on: "observed",
      at: at(1.5),
      step: "lifts",
      met: ["s.l1"],
      missing: ["s.l2"],
      enough: false,
    }).until(3.1);
    expect(it.run.steps.lifts).toMatchObject({ outcome: "timed-out", met: ["s.l1"], missing: ["s.l2"] });
    expect(it.open()).toContain("chase-lifts");
    expect(it.said("timed-out").join()).toContain("s.l2");
  });

  it("counts people one line at a time", () => {
    const it = play(library("fire")).finish("verify", 1, { answer: "fire" }).finish("floors", 5);
    it.do({
      on: "roll",
      at: at(6),
      by: "guard.a",
      step: "roll",
      entry: { name: "着火层 Fire floor", is: "missing", count: 1 },
    });
    it.finish("roll", 7);
    expect(it.run.steps.roll).toMatchObject({
      roll: expect.arrayContaining([{ name: "着火层 Fire floor", is: "missing", count: 1 }]),
    });
    expect(it.open()).toContain("missing");
  });
});

describe("drills", () => {
  it("keep messages and calls in the house, and say so", () => {
    const it = play(library("entrapment"), { drill: true });
    expect(it.said("withheld")).toEqual(["Drill: not sent: Call the lift maintainer"]);
    expect(it.effects.flatMap((effect) => (effect.do === "tell" ? effect.to : []))).not.toContain(
      "contractor",
    );
    it.until(70);
    expect(it.effects.flatMap((effect) => (effect.do === "tell" ? effect.to : []))).not.toContain(
      "contractor",
    );
  });

  it("stop for a real emergency with the score so far, and may go on with as much time as was left", () => {
    const it = play(library("fire"), { drill: true }).finish("verify", 2, { answer: "fire" });
    const before = scoreOf(it.run);
    expect(before).toMatchObject({ met: 2, missed: 0, percent: 100 });
    it.do({ on: "suspend", at: at(6), because: "r2" });
    expect(it.run.state).toMatchObject({ is: "suspended", because: "r2" });
    // Its steps are due to nobody: none of them may be taken for a real one.
    expect(dueNow(it.run).map(({ title, at: due }) => [title.en, due])).toEqual([
      ["Go on with the drill, or end it", null],
    ]);
    expect(dueAt(it.run)).toBeNull();
    expect(it.told()).toContain("DRILL ENDS: real emergency");
    it.finish("automatic", 7);
    expect(it.run.steps.automatic).toMatchObject({ is: "open" });
    const due = (it.run.steps.automatic as { due: number }).due;
    it.do({ on: "resume", at: at(36), by: "eng" });
    expect(it.run.steps.automatic).toMatchObject({ due: due + minutes(30) });
  });
});

describe("any run", () => {
  const plan = (steps: PlanInput["steps"], more: Partial<PlanInput> = {}): Plan =>
    Plan.parse({
      id: "p",
      title: text("P", "P"),
      about: text("P", "P"),
      grade: "C",
      trigger: { by: "manual" },
      duties: [
        {
          id: "desk",
          title: text("Desk", "值班"),
          shifts: [
            { from: "08:00", to: "20:00", roles: ["desk", "engineer"] },
            { roles: ["guard", "manager"] },
          ],
        },
      ],
      commander: "desk",
      start: [steps[0]!.id],
      steps,
      ...more,
    });
  const task = (id: string, next: string[] = [], more: object = {}) =>
    ({ id, does: "task", title: text(id, id), duty: "desk", next, ...more }) as PlanInput["steps"][number];

  it("a join waits for every path that can still come, and for none that was not taken", () => {
    const ask = {
      id: "a",
      does: "ask",
      title: text("a", "a"),
      question: text("a", "a"),
      duty: "desk",
      answers: [
        { id: "both", label: text("b", "b"), next: ["x", "y"] },
        { id: "one", label: text("o", "o"), next: ["x"] },
      ],
    } as const;
    const of = plan([ask as never, task("x", ["j"]), task("y", ["j"]), task("j", [], { join: "all" })]);
    const both = play(of).finish("a", 1, { answer: "both" }).finish("x", 2);
    expect(both.run.steps.j).toMatchObject({ is: "joining" });
    expect(both.finish("y", 3).open()).toEqual(["j"]);
    expect(play(of).finish("a", 1, { answer: "one" }).finish("x", 2).open()).toEqual(["j"]);
  });

  it("goes round a loop with every visit counted, and ends it by `until`", () => {
    const of = plan([
      task("start", ["round", "end"]),
      task("round", ["rest"], { until: ["end"] }),
      {
        id: "rest",
        does: "pause",
        title: text("r", "r"),
        minutes: 5,
        next: ["round"],
        until: ["end"],
      } as never,
      task("end"),
    ]);
    const it = play(of).finish("start", 0).finish("round", 1).until(6).finish("round", 7).until(12);
    expect(it.run.steps.round).toMatchObject({ is: "open", visit: 3 });
    expect(it.finish("end", 13).open()).toEqual([]);
  });

  it("tells the shift's role first and the substitutes when it is late", () => {
    const of = plan([task("t", [], { withinMinutes: 5 })]);
    // 12:00 in Shanghai is the day shift.
    const it = play(of).until(6);
    expect(it.effects.flatMap((effect) => (effect.do === "tell" ? [effect.to] : []))).toEqual([
      ["desk"],
      ["engineer", "desk"],
    ]);
    expect(dueNow(it.run)).toMatchObject([{ id: "t", late: true, duty: "desk" }]);
  });

  it("gives a command when it is confirmed, and waits for what the plant then shows", () => {
    const command = {
      id: "c",
      does: "command",
      title: text("c", "c"),
      duty: "desk",
      on: { types: ["lift"], within: "trigger" },
      point: "recall",
      value: true,
      expect: { test: { point: "service_mode", is: 3 }, withinSeconds: 30 },
      next: ["ok"],
      onTimeout: ["bad"],
    };
    const of = plan([command as never, task("ok"), task("bad")]);
    const it = play(of);
    expect(it.effects.filter((effect) => effect.do === "command")).toEqual([]);
    it.do({ on: "confirm", at: at(1), by: "eng", step: "c" });
    expect(it.effects.filter((effect) => effect.do === "command")).toMatchObject([
      { asset: LIFT, point: "recall", value: true, by: "eng" },
    ]);
    it.do({ on: "commanded", at: at(1), step: "c", visit: 1, asset: LIFT, ok: true, words: text("", "") });
    expect(it.open()).toEqual(["c"]);
    it.do({ on: "observed", at: at(1.2), step: "c", met: [LIFT], missing: [], enough: true });
    expect(it.open()).toEqual(["ok"]);
    const slow = play(of)
      .do({ on: "confirm", at: at(1), by: "eng", step: "c" })
      .until(2);
    expect(slow.open()).toEqual(["bad"]);
    const drill = play(of, { drill: true }).do({ on: "confirm", at: at(1), by: "eng", step: "c" });
    expect(drill.effects.filter((effect) => effect.do === "command")).toEqual([]);
    expect(drill.open()).toEqual(["ok"]);
  });

  it("takes a second trigger in once, and hands over command by name", () => {
    const it = play(plan([task("t")]));
    const trigger = {
      by: "alarm",
      alarm: "s.x.fire",
      occurrence: 4,
      title: text("Fire", "火警"),
      at: at(2),
      asset: "s.x" as AssetId,
      where: text("X", "X"),
    } as const;
    const merge = {
      on: "merge",
      at: at(2),
      trigger,
      targets: { t: ["s.x" as AssetId] },
      watch: ["s.x" as AssetId],
    } as const;
    it.do(merge).do(merge);
    expect(it.run.triggers).toHaveLength(2);
    expect(it.run.watch).toEqual([LIFT, "s.x"]);
    it.do({ on: "hand-over", at: at(3), by: "desk.1", to: "eng.chen" });
    expect(it.run.commander).toBe("eng.chen");
    expect(it.said("handed-over")).toEqual(["Command to eng.chen"]);
    // By name where it is known: an account's name says nothing on a screen at night.
    const names = { giver: text("Chen Jing", "陈静"), taker: text("Zhao Lei", "赵磊") };
    it.do({ on: "hand-over", at: at(4), by: "eng.chen", to: "mgr.zhao", ...names });
    expect(it.said("handed-over").at(-1)).toBe("Command to Zhao Lei");
    expect(it.effects.at(-1)).toMatchObject({
      person: "mgr.zhao",
      body: { zh: expect.stringContaining("陈静将指挥权移交给你") },
    });
  });

  it("a clock says what ended it; whom nobody needed any more kept no deadline and missed none", () => {
    const entrapment = planLibrary.find(({ id }) => id === "entrapment")!;
    const it = play(entrapment).finish("talk", 2);
    it.do({ on: "finish", at: at(9), by: "eng.chen", step: "free", words: "" });
    const clocks = scoreOf(it.run).deadlines.filter(({ kind }) => kind === "clock");
    const how = Object.fromEntries(clocks.map((one) => [one.id, [one.how, one.by?.en]]));
    expect(how).toMatchObject({
      intercom: ["met", "Talk to the passengers"],
      "maintainer-30": ["withdrawn", "Passengers free"],
      "one-hour": ["met", "Passengers free"],
    });
    expect(it.said("clock-met")).toContain("60 minutes trapped (60 min): in time, Passengers free");
    // Waiting does not read as if it had happened.
    expect(it.said("opened")).toContain("Waiting: Passengers free");
  });

  it("waits for the meter or for the feeder, whichever called; for both by eye where nobody did", () => {
    const powerCut = planLibrary.find(({ id }) => id === "power-cut")!;
    const open = (targets: Run["targets"]) => {
      const { steps } = play(powerCut, { targets }).run;
      return ["return", "return-feeder"].filter((id) => steps[id]?.is === "open");
    };
    expect(open({ "return-feeder": [] })).toEqual(["return"]);
    expect(open({ return: [] })).toEqual(["return-feeder"]);
    expect(open({ return: [], "return-feeder": [] })).toEqual(["return", "return-feeder"]);
    // A feeder that stays dark for four hours is said so as well.
    const dark = play(powerCut, { targets: { return: [] } }).do({ on: "tick", at: at(241) });
    expect(dark.run.steps["still-dark"]).toMatchObject({ is: "open" });
  });

  it("a fire is reported from the moment it is one, and its clock is the report's", () => {
    const fire = planLibrary.find(({ id }) => id === "fire")!;
    const it = play(fire).do({ on: "tick", at: at(3) });
    expect(it.run.steps.report).toMatchObject({ is: "open", due: at(60) });
    expect(it.run.clocks["report-hour"]).toMatchObject({ due: at(60) });
    it.finish("fight", 6).finish("fire-out", 8, { answer: "small" });
    expect(it.run.steps.report).toMatchObject({ is: "closed", outcome: "withdrawn" });
    expect(it.run.clocks["report-hour"]).toMatchObject({ is: "stopped" });
  });

  it("after stand-down only notes and findings change it", () => {
    const it = play(plan([task("t")])).do({
      on: "stand-down",
      at: at(5),
      by: "eng",
      words: "over",
      why: "over",
    });
    const over = it.run;
    expect(it.finish("t", 6).run).toBe(over);
    expect(it.do({ on: "tick", at: at(90) }).run).toBe(over);
    it.do({
      on: "review",
      at: at(60),
      by: "mgr",
      review: { cause: "door", damage: "none", casualties: "none", lossCny: 0, lessons: "", measures: [] },
    });
    expect(it.run.review).toMatchObject({ cause: "door", by: "mgr" });
    expect(it.entries.map(({ sequence }) => sequence)).toEqual(it.entries.map((_, i) => i + 1));
  });

  it("a plan that could not run is refused with what is wrong where", () => {
    const of = plan([
      task("a", ["gone"]),
      task("orphan"),
      { id: "n", does: "note", title: text("n", "n"), next: ["n"] } as never,
    ]);
    expect(planProblems(of)).toEqual([
      {
        path: "steps.0",
        problem: text(expect.stringContaining("no step gone"), expect.stringContaining("没有步骤 gone")),
      },
    ]);
    const lonely = plan([
      task("a"),
      task("orphan"),
      { id: "n", does: "note", title: text("n", "n"), next: ["n"] } as never,
    ]);
    expect(planProblems(lonely).map(({ problem }) => problem.en)).toEqual([
      expect.stringContaining("nothing leads to step orphan"),
      expect.stringContaining("nothing leads to step n"),
      expect.stringContaining("leads back to itself"),
    ]);
  });
});
