import { expect, it } from "vitest";
import { beginRun, type EmergencyStore, planLibrary, triggerKey } from "../../../facility/emergency/index.ts";
import { type AssetId, instant, text } from "../../../facility/units/index.ts";

const START = instant(1_760_000_000_000);
const plan = planLibrary.find(({ id }) => id === "entrapment")!;
const trigger = {
  ...({
    by: "alarm",
    alarm: "s.lift.entrapment",
    occurrence: 2,
    title: text("T", "困人"),
    at: START,
  } as const),
  ...{ asset: "s.lift" as AssetId, where: text("Lift", "电梯") },
} as const;
const begun = (id: string) =>
  beginRun(
    {
      id,
      site: "s",
      plan,
      version: 0,
      drill: null,
      scope: "s.lift",
      targets: {},
      watch: [],
      trigger,
      at: START,
      by: "rule",
    },
    "UTC",
  );

/** What every store of emergencies keeps. */
export function emergenciesContract(open: () => Promise<EmergencyStore>): void {
  it("emergencies: a run, its log, what is still to be done and what began it are written as one", async () => {
    const store = await open();
    const { run, entries, effects } = begun("r1");
    expect(await store.knows(`${triggerKey(trigger)} entrapment`)).toBe(false);
    await store.write([{ run, entries, effects }]);
    expect(await store.knows(`${triggerKey(trigger)} entrapment`)).toBe(true);
    expect(await store.active()).toEqual([run]);
    expect(await store.entries("r1")).toEqual(entries);
    expect((await store.pending()).map(({ effect }) => effect)).toEqual(effects);
    await store.settled(effects.map((effect) => `${effect.do} ${effect.key}`));
    expect(await store.pending()).toEqual([]);
    // The same line of the log twice would be another past: none of that write is kept.
    await expect(store.write([{ run: { ...run, commander: "x" }, entries, effects: [] }])).rejects.toThrow();
    expect(await store.run("r1")).toEqual(run);
    const over = {
      ...run,
      state: { is: "stood-down", at: START, by: "x", words: "over", why: "over" } as const,
    };
    await store.write([{ run: over, entries: [], effects: [] }]);
    expect(await store.active()).toEqual([]);
    expect((await store.runs({ site: "s", limit: 5 })).map(({ id }) => id)).toEqual(["r1"]);
    expect(await store.runs({ site: "s", before: START, limit: 5 })).toEqual([]);
  });

  it("emergencies: a plan's version is saved once; profile and drills as they were last", async () => {
    const store = await open();
    const version = { plan, version: 1, by: "mgr", at: START, comment: "ours" };
    expect(await store.savePlan("s", version)).toBe(true);
    expect(await store.savePlan("s", { ...version, comment: "later" })).toBe(false);
    expect(await store.plans("s")).toEqual([version]);
    expect(await store.plans("elsewhere")).toEqual([]);
    const profile = { class: "fire-key-unit", region: "CN", unit: "U", address: "A", noticeDays: 3 } as const;
    await store.saveProfile("s", { ...profile, noticeDays: 5 });
    await store.saveProfile("s", profile);
    expect((await store.profiles()).get("s")).toEqual(profile);
    const drill = {
      id: "d",
      site: "s",
      plan: "fire",
      rule: null,
      at: START,
      scenario: "x",
      asset: null,
      allow: [],
      notice: "",
      noticeAt: null,
      run: null,
      cancelled: null,
      by: "e",
    };
    await store.saveDrill(drill);
    await store.saveDrill({ ...drill, run: "r1" });
    expect(await store.drills()).toEqual([{ ...drill, run: "r1" }]);
  });
}
