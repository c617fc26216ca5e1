import { VirtualTimeScheduler } from "rxjs";
import { describe, expect, it } from "vitest";
import { memoryJournal } from "../adapters/memory/index.ts";
import { type Act, type AlarmId, type AlarmState, letter, step } from "../facility/alarms/index.ts";
import { buildModel, SiteFile } from "../facility/assets/index.ts";
import { catalog } from "../facility/catalog/index.ts";
import { instant } from "../facility/units/index.ts";
import { AlarmDesk } from "./desk.ts";
import { instancesOf } from "./instances.ts";

const name = (en: string) => ({ en, zh: en });
const MINUTE = 60_000;

/** A feeder that feeds a lift, a pump and a gateway; the gateway reads all of them, another one reads the feeder. */
function model() {
  const built = buildModel(
    [
      SiteFile.parse({
        site: { id: "s", name: name("S") },
        assets: [
          { id: "feeder", type: "power-meter", name: name("Feeder"), feeds: ["lift", "pump", "gw"] },
          { id: "lift", type: "lift", name: name("Lift") },
          { id: "pump", type: "booster-pump", name: name("Pump") },
          { id: "panel", type: "fire-panel", name: name("Panel") },
          { id: "sub-panel", type: "fire-panel", name: name("Sub-panel"), through: "panel" },
        ],
        gateways: [
          { id: "gw", name: name("Gateway"), assets: ["lift", "pump"] },
          { id: "gw-power", name: name("Gateway 2"), assets: ["feeder", "panel", "sub-panel"] },
        ],
      }),
    ],
    catalog.map((type) => ({
      ...type,
      rules: type.rules.map((rule) =>
        rule.id === "motor-hot" ? { ...rule, latch: true, realarmMinutes: 30 } : rule,
      ),
    })),
  );
  if (!built.ok) throw new Error(built.problem);
  return built.value;
}

/** A desk in virtual time that can be closed and opened again on the same journal. */
async function bench() {
  const assets = model();
  const instances = instancesOf(assets);
  const journal = memoryJournal();
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = 1_000_000;
  const clock = () => instant(scheduler.frame);
  const open = () =>
    AlarmDesk.open({
      instances,
      assets: assets.assets.values(),
      journal,
      clock,
      scheduler,
      log: { info() {}, warn() {} },
    });
  let desk = await open();
  const tell = (alarm: string, on: boolean) => {
    const { key } = instances.find((each) => each.alarm === alarm)!;
    desk.tell({ key, on, at: scheduler.frame, evidence: {} });
  };
  return {
    journal,
    raise: (...alarms: string[]) => {
      for (const alarm of alarms) tell(alarm, true);
    },
    clear: (...alarms: string[]) => {
      for (const alarm of alarms) tell(alarm, false);
    },
    act: (alarm: string, act: Act) => desk.act({ id: alarm as AlarmId, by: "li", act }),
    onAsset: (asset: string, act: Act) => desk.actOnAsset({ asset: asset as never, by: "li", act }),
    is: (alarm: string) => letter[desk.get(alarm as AlarmId)?.state.is ?? "normal"],
    get: (alarm: string) => desk.get(alarm as AlarmId),
    flood: () => desk.flood(),
    open: () => desk.open(),
    now: () => scheduler.frame,
    pass(ms: number) {
      const end = scheduler.frame + ms;
      scheduler.maxFrames = end;
      scheduler.flush();
      scheduler.frame = end;
    },
    /** As a crash would: nothing but the journal is left. The old desk's timers are gone with it. */
    async restart() {
      await desk.close();
      desk = await open();
    },
    close: () => desk.close(),
  };
}
type Bench = Awaited<ReturnType<typeof bench>>;

const shelveFor = (it: Bench, minutes: number, oneShot = false): Act => ({
  do: "shelve",
  until: instant(it.now() + minutes * MINUTE),
  oneShot,
  reason: "sensor loose",
});

describe("shelves", () => {
  it("end by themselves when time passes, and what is still true calls again", async () => {
    const it = await bench();
    it.raise("s.pump.dry-run");
    await it.act("s.pump.dry-run", { do: "acknowledge", comment: "" });
    expect((await it.act("s.pump.dry-run", shelveFor(it, 30))).ok).toBe(true);
    it.pass(30 * MINUTE - 1);
    expect(it.is("s.pump.dry-run")).toBe("G");
    it.pass(1);
    expect(it.is("s.pump.dry-run")).toBe("B");
    await it.close();
    expect((await it.journal.history({ limit: 1 }))[0]).toMatchObject({ actor: "clock" });
  });

  it("end in time though the program was restarted, or was off when they ended", async () => {
    const it = await bench();
    it.raise("s.pump.dry-run", "s.pump.discharge-low");
    await it.act("s.pump.dry-run", shelveFor(it, 30));
    await it.act("s.pump.discharge-low", shelveFor(it, 5));
    it.clear("s.pump.discharge-low");
    await it.restart();
    it.pass(10 * MINUTE);
    expect([it.is("s.pump.dry-run"), it.is("s.pump.discharge-low")]).toEqual(["G", "A"]);
    it.pass(20 * MINUTE);
    expect(it.is("s.pump.dry-run")).toBe("B");
    await it.act("s.pump.dry-run", shelveFor(it, 1));
    const closed = it.restart();
    it.pass(60 * MINUTE);
    await closed;
    it.pass(1);
    expect(it.is("s.pump.dry-run")).toBe("B");
    await it.close();
  });

  it("end with the occurrence where they are one-shot", async () => {
    const it = await bench();
    it.raise("s.pump.dry-run");
    await it.act("s.pump.dry-run", shelveFor(it, 60, true));
    it.clear("s.pump.dry-run");
    expect(it.is("s.pump.dry-run")).toBe("A");
    it.raise("s.pump.dry-run");
    it.pass(61 * MINUTE);
    expect(it.is("s.pump.dry-run")).toBe("B");
    await it.close();
  });

  it.each([
    ["life safety", "s.lift.entrapment", 30, "noise", "cannot be shelved"],
    ["no reason", "s.pump.dry-run", 30, "  ", "Say why"],
    ["an end that has passed", "s.pump.dry-run", 0, "noise", "has passed"],
    ["more than a day", "s.pump.dry-run", 24 * 60 + 1, "noise", "24 h at most"],
  ])("are refused for %s", async (_, alarm, minutes, reason, why) => {
    const it = await bench();
    const act = { ...shelveFor(it, minutes), reason } as Act;
    const acted = await it.act(alarm, act);
    expect(acted.ok ? "" : acted.problem.en).toContain(why);
    expect(it.open()).toEqual([]);
    await it.close();
  });
});

describe("latch, re-alarm, comment and assignment", () => {
  it("waits for a reset by hand, and refuses it while the condition is true", async () => {
    const it = await bench();
    it.raise("s.pump.motor-hot");
    expect((await it.act("s.pump.motor-hot", { do: "reset", comment: "" })).ok).toBe(false);
    it.clear("s.pump.motor-hot");
    expect(it.is("s.pump.motor-hot")).toBe("E");
    await it.restart();
    await it.act("s.pump.motor-hot", { do: "acknowledge", comment: "" });
    expect(it.is("s.pump.motor-hot")).toBe("F");
    await it.act("s.pump.motor-hot", { do: "reset", comment: "cooled" });
    expect(it.is("s.pump.motor-hot")).toBe("A");
    await it.close();
  });

  it("calls again when it was acknowledged and nobody mended it, also after a restart", async () => {
    const it = await bench();
    it.raise("s.pump.motor-hot");
    await it.act("s.pump.motor-hot", { do: "acknowledge", comment: "" });
    it.pass(10 * MINUTE);
    await it.restart();
    it.pass(20 * MINUTE - 1);
    expect(it.is("s.pump.motor-hot")).toBe("C");
    it.pass(1);
    expect(it.is("s.pump.motor-hot")).toBe("B");
    await it.close();
  });

  it("keeps who takes care until it is normal, and every word in the journal", async () => {
    const it = await bench();
    it.raise("s.pump.dry-run");
    await it.act("s.pump.dry-run", { do: "assign", to: "wu", comment: "near by" });
    await it.act("s.pump.dry-run", { do: "comment", text: "valve shut" });
    await it.restart();
    expect(it.get("s.pump.dry-run")).toMatchObject({ assignedTo: "wu", occurrence: 1 });
    await it.act("s.pump.dry-run", { do: "acknowledge", comment: "" });
    it.clear("s.pump.dry-run");
    it.raise("s.pump.dry-run");
    expect(it.get("s.pump.dry-run")?.assignedTo).toBeUndefined();
    await it.close();
    const lines = await it.journal.history({ limit: 9 });
    expect(lines.map(({ event, reason }) => `${event.on} ${reason}`)).toContain("comment valve shut");
  });
});

describe("out of service", () => {
  it("silences every rule of an asset, hears what happens meanwhile, and tells it when it is back", async () => {
    const it = await bench();
    it.raise("s.pump.discharge-low");
    await it.onAsset("s.pump", { do: "take-out", reason: "seal change", order: "WO-17" });
    it.raise("s.pump.dry-run");
    it.clear("s.pump.discharge-low");
    await it.restart();
    expect([it.is("s.pump.discharge-low"), it.is("s.pump.dry-run"), it.is("s.lift.no-data")]).toEqual([
      "I",
      "I",
      "A",
    ]);
    expect(it.get("s.pump.dry-run")?.state).toMatchObject({ order: "WO-17", reason: "seal change" });
    await it.onAsset("s.pump", { do: "put-back", comment: "done" });
    expect(it.open().map(({ id, state }) => `${id} ${state.is}`)).toEqual(["s.pump.dry-run unacknowledged"]);
    await it.close();
  });
});

describe("root cause", () => {
  it("shows one alarm for a lost gateway; its devices never call, and those still silent do after the grace", async () => {
    const it = await bench();
    it.raise("s.gw.no-data");
    it.pass(10_000);
    it.raise("s.lift.no-data", "s.pump.no-data", "s.lift.entrapment");
    expect([it.is("s.gw.no-data"), it.is("s.lift.no-data"), it.is("s.pump.no-data")]).toEqual([
      "B",
      "H",
      "H",
    ]);
    expect(it.is("s.lift.entrapment")).toBe("B");
    await it.restart();
    it.pass(MINUTE);
    it.clear("s.gw.no-data");
    it.clear("s.lift.no-data");
    it.pass(29_999);
    expect(it.is("s.pump.no-data")).toBe("H");
    it.pass(1);
    expect([it.is("s.gw.no-data"), it.is("s.lift.no-data"), it.is("s.pump.no-data")]).toEqual([
      "D",
      "A",
      "B",
    ]);
    await it.close();
    const called = (await it.journal.history({ limit: 99 })).filter(
      ({ alarm, event }) => event.on === "raise" && alarm.state.is === "unacknowledged",
    );
    expect(called.map(({ alarm }) => alarm.id)).toEqual(["s.lift.entrapment", "s.gw.no-data"]);
  });

  it("takes in what was seen a moment before the feeder's loss was sure, gateway and all", async () => {
    const it = await bench();
    it.raise("s.feeder.voltage-l1-low", "s.pump.discharge-low");
    it.pass(3_000);
    it.raise("s.feeder.supply-lost");
    it.raise("s.gw.no-data", "s.lift.no-data");
    const under = it.open().filter(({ state }) => state.is === "suppressed");
    expect(under.map(({ id }) => id).sort()).toEqual([
      "s.feeder.voltage-l1-low",
      "s.gw.no-data",
      "s.lift.no-data",
      "s.pump.discharge-low",
    ]);
    for (const { state } of under)
      expect(state).toMatchObject({ causes: [{ alarm: "s.feeder.supply-lost", because: "supply-lost" }] });
    await it.close();
  });

  it("hands over to another cause that is still true", async () => {
    const it = await bench();
    it.raise("s.feeder.supply-lost", "s.gw.no-data", "s.pump.no-data");
    it.clear("s.feeder.supply-lost");
    it.pass(30_000);
    expect([it.is("s.gw.no-data"), it.is("s.pump.no-data")]).toEqual(["B", "H"]);
    expect(it.get("s.pump.no-data")?.state).toMatchObject({ causes: [{ alarm: "s.gw.no-data" }] });
    await it.close();
  });

  it("stays covered when the cause comes back within the grace", async () => {
    const it = await bench();
    it.raise("s.gw.no-data", "s.pump.no-data");
    it.clear("s.gw.no-data");
    it.pass(20_000);
    it.raise("s.gw.no-data");
    it.pass(5 * MINUTE);
    expect(it.is("s.pump.no-data")).toBe("H");
    await it.close();
  });

  it("covers what reports through a lost panel", async () => {
    const it = await bench();
    it.raise("s.panel.no-data", "s.sub-panel.no-data");
    expect(it.get("s.sub-panel.no-data")?.state).toMatchObject({ causes: [{ because: "panel-lost" }] });
    await it.close();
  });

  it("releases after a restart what was covered by a cause that has gone meanwhile", async () => {
    const it = await bench();
    it.raise("s.gw.no-data", "s.pump.no-data");
    it.clear("s.gw.no-data");
    await it.restart();
    it.pass(2_000);
    expect(it.is("s.pump.no-data")).toBe("B");
    await it.close();
  });
});

describe("flood", () => {
  it("begins above ten in ten minutes, is known after a restart, and ends when few come", async () => {
    const it = await bench();
    for (let i = 0; i < 10; i++) {
      it.raise("s.pump.discharge-low");
      it.clear("s.pump.discharge-low");
      it.pass(1_000);
    }
    expect(it.flood()).toBeUndefined();
    it.raise("s.pump.discharge-low");
    expect(it.flood()).toMatchObject({ count: 11 });
    it.pass(1);
    await it.restart();
    expect(it.flood()).toMatchObject({ count: 11 });
    it.pass(10 * MINUTE);
    expect(it.flood()).toBeUndefined();
    await it.close();
  });

  it("counts no consequence: one cause is one alarm", async () => {
    const it = await bench();
    it.raise("s.gw.no-data");
    for (let i = 0; i < 30; i++) {
      it.raise("s.pump.no-data");
      it.clear("s.pump.no-data");
    }
    expect(it.flood()).toBeUndefined();
    await it.close();
  });
});

describe("the journal", () => {
  it("gives every alarm's state back by replay alone", async () => {
    const it = await bench();
    it.raise("s.gw.no-data", "s.pump.no-data", "s.pump.dry-run", "s.lift.entrapment");
    await it.act("s.pump.dry-run", shelveFor(it, 20));
    await it.onAsset("s.lift", { do: "take-out", reason: "rope" });
    await it.restart();
    it.clear("s.gw.no-data");
    it.pass(21 * MINUTE);
    await it.restart();
    const folded = new Map<string, AlarmState>();
    for (const { alarm, event } of (await it.journal.history({ limit: 999 })).toReversed())
      folded.set(alarm.id, step(folded.get(alarm.id) ?? { is: "normal" }, event));
    for (const [id, state] of folded) if (state.is === "normal") folded.delete(id);
    expect(folded).toEqual(new Map(it.open().map(({ id, state }) => [id as string, state])));
    await it.close();
  });
});
