import { Subject, VirtualTimeScheduler } from "rxjs";
import { describe, expect, it } from "vitest";
import { openState, type State } from "../../adapters/sql/index.ts";
import type { Alarm, Transition } from "../../facility/alarms/index.ts";
import { type AssetModel, buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import type { EmergencyStore, Run } from "../../facility/emergency/index.ts";
import { RememberingNotifier } from "../../facility/oncall/fake.ts";
import { type AssetId, instant, minutes, text } from "../../facility/units/index.ts";
import { EmergencyRoom, PlanBook, type Plant } from "../../rules/index.ts";

const START = Date.parse("2026-03-02T04:00:00Z");
const name = (en: string) => ({ en, zh: en });
const site = SiteFile.parse({
  site: { id: "s", name: name("S"), timeZone: "Asia/Shanghai" },
  places: ["a", "b"].map((id) => ({ id, kind: "building", name: name(id) })),
  assets: [
    ...["a", "b"].flatMap((tower) => [
      { id: `${tower}-panel`, type: "fire-panel", in: tower, name: name(`${tower} panel`), serves: [tower] },
      { id: `${tower}-lift`, type: "lift", in: tower, name: name(`${tower} lift`), serves: [tower] },
    ]),
  ],
});
const built = buildModel([site], catalog);
if (!built.ok) throw new Error(built.problem);
const model: AssetModel = built.value;
const log = { info() {}, warn() {} };

const alarmOf = (asset: string, rule: string, occurrence = 1, at = START): Alarm => ({
  id: `s.${asset}.${rule}`,
  asset: `s.${asset}` as AssetId,
  rule,
  state: { is: "unacknowledged", raisedAt: instant(at) },
  occurrence,
  sequence: 1,
  changedAt: instant(at),
  evidence: {},
});

/** A house of emergencies alone, in virtual time, on a state that outlives it. */
async function openHouse(of: {
  state: State;
  scheduler: VirtualTimeScheduler;
  store?: EmergencyStore;
  notifier?: RememberingNotifier;
  open?: Alarm[];
  ids?: { n: number };
}) {
  const { state, scheduler, open = [], ids = { n: 0 } } = of;
  const store = of.store ?? state.emergencies;
  const notifier = of.notifier ?? new RememberingNotifier();
  const transitions = new Subject<Transition>();
  const clock = () => instant(scheduler.now());
  const values = new Map<string, number | boolean>();
  const plant: Plant = { look: (asset, point) => values.get(`${asset}.${point}`), events: async () => [] };
  const given: string[] = [];
  const plans = await PlanBook.open(store, ["s"], clock);
  const room = await EmergencyRoom.open({
    ...{ store, plans, notifier, plant, clock, scheduler, log },
    model: () => model,
    desk: { transitions, open: () => open },
    commands: {
      async command({ point, value }) {
        given.push(`${point}=${value}`);
        return { ok: true, words: text("done", "已执行") };
      },
    },
    newId: () => `run-${++ids.n}`,
    retryMs: 10,
  });
  const settle = async () => {
    for (let i = 0; i < 12; i++) await new Promise(setImmediate);
  };
  return {
    room,
    plans,
    notifier,
    values,
    given,
    settle,
    async raise(alarm: Alarm) {
      transitions.next({ alarm, event: { on: "raise", at: alarm.changedAt }, actor: "rule", reason: "" });
      await settle();
    },
    /** Lets time pass second by second, so that what the plant says is looked at. */
    async until(min: number) {
      const end = START + minutes(min);
      while (scheduler.frame < end) {
        const next = Math.min(end, scheduler.frame + 5_000);
        scheduler.maxFrames = next;
        scheduler.flush();
        scheduler.frame = next;
        await settle();
      }
    },
    run: (id = "run-1"): Run => room.get(id)!,
  };
}

const newScheduler = () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = START;
  return scheduler;
};
const newState = async (): Promise<State> => {
  const opened = await openState(":memory:");
  if (!opened.ok) throw new Error(opened.problem);
  return opened.value;
};
const by = "desk.1";

describe("emergencies", () => {
  it("begin by themselves from an alarm, wait for the plant, run their clocks on timers, and end in the store", async () => {
    const state = await newState();
    const house = await openHouse({ state, scheduler: newScheduler() });
    await house.raise(alarmOf("a-lift", "entrapment"));
    expect(house.run()).toMatchObject({ plan: { id: "entrapment" }, scope: "s.a-lift", detectedAt: START });
    expect([...house.notifier.sent.keys()]).toContain("run:run-1:call-maintainer:1@desk");
    await house.until(31);
    expect(house.run().clocks["maintainer-30"]).toMatchObject({
      is: "running",
      missedAt: START + minutes(30),
    });
    house.values.set("s.a-lift.door_closed", false);
    await house.until(32);
    expect(house.run().steps.free).toMatchObject({ is: "closed", outcome: "done", by: "plant" });
    const ended = await house.room.act("run-1", {
      on: "stand-down",
      at: instant(START + minutes(40)),
      by,
      words: "all out",
      why: "over",
    });
    expect(ended.ok).toBe(true);
    await house.settle();
    expect(house.room.runs()).toEqual([]);
    expect((await state.emergencies.run("run-1"))?.state).toMatchObject({
      is: "stood-down",
      words: "all out",
    });
    // A message that is answered only now belongs into the record all the same.
    house.notifier.answer(
      "run:run-1:call-maintainer:1@desk",
      "tech.li",
      instant(START + minutes(41)),
      "on-my-way",
      "too late",
    );
    await house.settle();
    const told = (await state.emergencies.run("run-1"))?.told.find(({ step }) => step === "call-maintainer");
    expect(told?.receipts).toContainEqual(expect.objectContaining({ state: "answered", person: "tech.li" }));
    expect(house.room.runs()).toEqual([]);
    const entries = await state.emergencies.entries("run-1");
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, i) => i + 1));
    expect(await state.emergencies.pending()).toEqual([]);
    await house.room.close();
    await state.close();
  });

  it("in two buildings at once are two runs; a second alarm of the same building joins", async () => {
    const state = await newState();
    const house = await openHouse({ state, scheduler: newScheduler() });
    await house.raise(alarmOf("a-panel", "fire"));
    await house.raise(alarmOf("b-panel", "fire"));
    await house.raise(alarmOf("a-panel", "fire", 2));
    expect(house.room.runs().map(({ scope, triggers }) => [scope, triggers.length])).toEqual([
      ["s/a", 2],
      ["s/b", 1],
    ]);
    // Each looks at its own building's lift.
    expect(house.run("run-1").targets.lifts).toEqual(["s.a-lift"]);
    expect(house.run("run-2").targets.lifts).toEqual(["s.b-lift"]);
    await house.room.close();
    await state.close();
  });

  it("what is real stops a drill at once; a drill cannot begin while it lasts", async () => {
    const state = await newState();
    const house = await openHouse({ state, scheduler: newScheduler() });
    const asked = {
      plan: "fire",
      site: "s",
      by,
      words: "smoke in tower a",
      drill: { allow: [], scenario: "smoke" },
    };
    expect((await house.room.start(asked)).ok).toBe(true);
    await house.room.act("run-1", {
      on: "finish",
      at: instant(START + 60_000),
      by,
      step: "verify",
      words: "",
      answer: "fire",
    });
    await house.until(6);
    await house.raise(alarmOf("b-panel", "fire", 1, START + minutes(6)));
    expect(house.run("run-1").state).toMatchObject({ is: "suspended", because: "run-2" });
    expect(house.notifier.sent.get("run:run-1:suspended@desk")?.title.zh).toContain("【演练】");
    expect(house.run("run-2")).toMatchObject({ drill: null, state: { is: "running" } });
    const refused = await house.room.start(asked);
    expect(refused).toMatchObject({ ok: false, problem: { zh: expect.stringContaining("真实警情") } });
    await house.room.close();
    await state.close();
  });

  it("a changed plan is a version of its own; the run under way keeps the one it began with", async () => {
    const state = await newState();
    const house = await openHouse({ state, scheduler: newScheduler() });
    await house.raise(alarmOf("a-panel", "fire"));
    const { plan } = house.plans.get("s", "fire")!;
    const saved = await house.plans.save("s", {
      plan: { ...plan, title: name("Fire, ours") },
      over: 0,
      by: "mgr",
      comment: "name",
    });
    expect(saved).toMatchObject({ ok: true, value: { version: 1 } });
    expect((await house.plans.save("s", { plan, over: 0, by: "other", comment: "late" })).ok).toBe(false);
    const broken = await house.plans.save("s", {
      plan: { ...plan, start: ["nowhere"] },
      over: 1,
      by: "mgr",
      comment: "x",
    });
    expect(broken).toMatchObject({ ok: false, errors: [{ path: "start" }] });
    await house.raise(alarmOf("b-panel", "fire"));
    expect(house.run("run-1")).toMatchObject({ version: 0, plan: { title: { en: "Fire" } } });
    expect(house.run("run-2")).toMatchObject({ version: 1, plan: { title: { en: "Fire, ours" } } });
    expect((await house.plans.versions("s", "fire")).map(({ version }) => version)).toEqual([1, 0]);
    await house.room.close();
    await state.close();
  });
});

/** A store whose power is cut after so many writes: nothing more reaches the disk, and nobody is told. */
function cutAfter(store: EmergencyStore, calls: number): { store: EmergencyStore; cut: () => boolean } {
  let left = calls;
  const never = new Promise<never>(() => undefined);
  const guard =
    <A extends unknown[], R>(does: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      left-- > 0 ? does(...args) : never;
  return {
    cut: () => left < 0,
    store: { ...store, write: guard(store.write), settled: guard(store.settled), knows: guard(store.knows) },
  };
}

describe("a crash between any two writes", () => {
  /** What people and plant do in this story; each act is repeated until it is in the record. */
  const story = async (house: Awaited<ReturnType<typeof openHouse>>) => {
    const acts: (readonly [string, object])[] = [
      ["talk", { words: "two people, calm" }],
      ["unwell", { answer: "no", words: "" }],
      ["call-maintainer", { words: "coming" }],
      ["maintainer-arrives", { words: "here" }],
    ];
    for (const [step, more] of acts) {
      const run = house.room.runs()[0];
      if (run?.steps[step]?.is !== "open") continue;
      void house.room.act(run.id, {
        on: "finish",
        at: instant(START + minutes(2)),
        by,
        step,
        words: "",
        ...more,
      });
      await house.settle();
    }
  };

  it("loses nothing: the plan was begun once, every step stands where it stood, every message goes out", async () => {
    // How many writes the story takes undisturbed.
    const outcomes = new Set<string>();
    for (let crash = 0; crash < 26; crash++) {
      const state = await newState();
      const scheduler = newScheduler();
      const ids = { n: 0 };
      const notifier = new RememberingNotifier();
      const alarm = alarmOf("a-lift", "entrapment");
      const { store, cut } = cutAfter(state.emergencies, crash);
      const before = await openHouse({ state, scheduler, store, notifier, ids });
      await before.raise(alarm);
      await story(before);
      // The power is gone: the first house is never closed, the second finds what is on disk. The alarm still stands.
      const after = await openHouse({ state, scheduler, notifier, ids, open: [alarm] });
      await after.settle();
      await story(after);
      await after.settle();
      const [run, ...more] = after.room.runs();
      expect(more).toEqual([]);
      expect(run?.steps["maintainer-arrives"]).toMatchObject({ is: "closed", outcome: "done" });
      expect(run?.steps.rescue).toMatchObject({ is: "open" });
      for (const told of run?.told ?? [])
        expect([...notifier.sent.keys()].some((key) => key.startsWith(`${told.key}@`))).toBe(true);
      const entries = await state.emergencies.entries(run!.id);
      expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, i) => i + 1));
      expect(await state.emergencies.pending()).toEqual([]);
      outcomes.add(`${cut()}`);
      await after.room.close();
      await state.close();
    }
    // Some cuts hit the story, the last ones came after its end.
    expect(outcomes).toEqual(new Set(["true", "false"]));
  }, 40_000);
});
