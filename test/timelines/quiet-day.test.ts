import { join } from "node:path";
import { Subject, VirtualTimeScheduler } from "rxjs";
import { beforeAll, describe, expect, it } from "vitest";
import { type AssetModel, buildModel } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { GOOD, ReadingBatch, type ReadingSlice } from "../../facility/readings/index.ts";
import { assetId, type Instant, instant } from "../../facility/units/index.ts";
import { readSiteFile } from "../../house/index.ts";
import { evaluate, instancesOf } from "../../rules/index.ts";
import { newEstate, stepEstate, truthOf } from "../../simulators/estate.ts";
import { Fault } from "../../simulators/fault.ts";
import { faultsAt, lengthOf, loadScenarios, type Scenario } from "../../simulators/scenario.ts";

const MIDNIGHT = instant(Date.UTC(2026, 2, 1, 16));
const HOUR_MS = 3_600_000;
/** The plant's own step: a coarser one would let a car overrun its floor. */
const STEP_MS = 100;
const SECOND_MS = 1_000;
let model: AssetModel;
let site: Parameters<typeof newEstate>[0];
let scenarios: readonly Scenario[];

beforeAll(async () => {
  const folder = join(import.meta.dirname, "..", "..", "simulators");
  const file = await readSiteFile(join(folder, "riverside.yaml"));
  if (!file.ok) throw new Error(file.problem);
  site = file.value;
  const built = buildModel([file.value], catalog);
  if (!built.ok) throw new Error(built.problem);
  model = built.value;
  const loaded = loadScenarios(join(folder, "scenarios"), site);
  if (!loaded.ok) throw new Error(loaded.problem);
  scenarios = loaded.value;
});

/** Devices that a dark asset's line takes along say nothing; these have a battery or watch the supply itself. */
const ownSupply = new Set(["fire-panel", "fire-pump", "ats", "genset", "ups", "feeder", "transformer"]);

/** What the rules said of the demo estate while it was played, without its site. */
const play = (...how: Parameters<typeof playOn>): Set<string> => playOn(...how).said;

/** The demo estate under all its rules, read every second or two in virtual time; `standing` is what was on at the end. */
function playOn(
  seconds: number,
  faults: (second: number) => readonly Fault[] = () => [],
  start: Instant = MIDNIGHT,
  readEvery = 1,
  storyBegan?: Instant,
): { said: Set<string>; standing: Set<string> } {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = start;
  const instances = instancesOf(model);
  const slices = new Subject<ReadingSlice>();
  const said = new Set<string>();
  const standing = new Set<string>();
  slices.pipe(evaluate({ model, instances, scheduler })).subscribe(({ key, on }) => {
    const alarm = instances[key]!.alarm.replace("riverside.", "");
    if (on) said.add(alarm);
    if (on) standing.add(alarm);
    else standing.delete(alarm);
  });
  const pointsOf = (slug: string) => model.assets.get(assetId("riverside", slug))?.points ?? [];
  let estate = newEstate(site, 7, start, 8, storyBegan);
  for (let second = 1; second <= seconds; second++) {
    const at = start + second * SECOND_MS;
    const now = faults(second - 1);
    for (let ms = 0; ms < SECOND_MS; ms += STEP_MS) estate = stepEstate(estate, STEP_MS, now);
    if (second % readEvery > 0) continue;
    const batch = new ReadingBatch(model.pointIds);
    const silent = new Set(now.flatMap((fault) => (fault.fault === "silent" ? [fault.asset] : [])));
    for (const [slug, truth] of truthOf(estate)) {
      const type = model.assets.get(assetId("riverside", slug))?.type.id ?? "";
      if (silent.has(slug) || (estate.dark.has(slug) && !ownSupply.has(type))) continue;
      for (const point of pointsOf(slug)) {
        const value = truth[point.type.name];
        if (value !== undefined) batch.push(point.index, at, at, Number(value), GOOD, false);
      }
    }
    // Gateways speak of themselves as long as they are there; a scenario is played where they have been heard.
    const lost = second > readEvery ? now : [];
    const cut = new Set(lost.flatMap((fault) => (fault.fault === "gateway-loss" ? [fault.asset] : [])));
    for (const { gateway } of model.gateways)
      if (!cut.has(gateway.id))
        for (const point of pointsOf(gateway.id))
          batch.push(point.index, at, at, point.type.kind === "boolean" ? 1 : 0, GOOD, false);
    scheduler.maxFrames = at;
    scheduler.flush();
    scheduler.frame = at;
    slices.next({ batch, from: 0, to: batch.length });
  }
  return { said, standing };
}

describe("every catalogue rule on the demo estate", () => {
  it("is quiet through 24 hours of normal running", { timeout: 600_000 }, () => {
    const there = truthOf(newEstate(site, 7, MIDNIGHT, 8));
    const silentByDesign = (alarm: string) => {
      // Assets that no simulated device stands behind are silent, and are told so.
      const [slug = ""] = alarm.split(".");
      return alarm.endsWith("no-data") && !there.has(slug);
    };
    expect([...play(86_400, () => [], MIDNIGHT, 2)].filter((alarm) => !silentByDesign(alarm))).toEqual([]);
  });

  const AFTERNOON = 15;
  /** Each scenario of the demo, at an hour at which it can be seen, for so long; and what must be heard, at least. */
  const heardOf: [string, number, string[], { hour?: number }?][] = [
    ["pump-dry-run", 40, ["b1-booster-2.dry-run"]],
    ["deadhead", 200, ["b1-booster-1.deadhead"]],
    ["check-valve", 600, ["b1-booster-2.check-valve-passing"], { hour: 3 }],
    ["short-cycling", 2_700, ["b1-booster-2.short-cycling"], { hour: 14 }],
    ["bearing-wear", 720, ["b1-booster-1.vibration-high", "b1-booster-1.vibration-danger"]],
    ["burst-pipe", 180, ["b1-booster-set.burst"]],
    ["tank-overflow", 360, ["b1-tank.overflow", "b1-tank.level-high"]],
    ["tank-empty", 420, ["b1-tank.level-low", "b1-booster-1.dry-run"]],
    ["sump-flood", 400, ["b1-sump.overflow", "b1-sump.high", "b1-sump.both-running"]],
    ["chattering-level", 900, ["b2-sump.high"]],
    ["night-leak", 4_200, ["b2-water-riser.night-flow"], { hour: 2 }],
    ["phase-loss", 30, ["b1-meter-main.phase-lost", "b1-meter-main.voltage-l3-low"]],
    ["phase-sag", 20, ["b1-meter-main.voltage-l2-low"]],
    [
      "feeder-loss",
      260,
      [
        "b1-meter-main.supply-lost",
        "b1-feeder-lifts.supply-lost",
        "b1-fire-panel.on-battery",
        "b1-ups.on-battery",
        "b1-genset.running",
        "b1-ats.on-source-2",
        "b2-lift-1.no-data",
      ],
    ],
    [
      "genset-fails",
      240,
      ["b1-meter-main.supply-lost", "b1-genset.start-failed", "b1-ats.both-lost", "b1-fire-pump.power-lost"],
    ],
    ["breaker-trip", 120, ["b1-feeder-lifts.tripped", "b5-lift-1.no-data"]],
    [
      "transformer-overheating",
      1_800,
      ["b1-transformer.overload", "b1-transformer.load-warn", "b1-transformer.winding-b-hot"],
      { hour: 19 },
    ],
    ["residual-current", 300, ["b1-residual.residual-high"]],
    ["fire-main-leak", 1_200, ["b1-jockey.runs-on"]],
    ["fire-floor-12", 240, ["b1-fire-panel.pre-alarm", "b1-fire-panel.fire", "b1-fire-pump.started"]],
    ["earthquake", 240, ["b1-fire-panel.fault"]],
    ["lift-entrapment", 200, ["b2-lift-2.entrapment"]],
    ["alarm-button", 12, ["b2-lift-1.alarm-button"]],
    ["lift-door-wear", 1_800, ["b2-lift-1.door-slow", "b2-lift-1.door-reopens"], { hour: 18 }],
    ["levelling", 400, ["b1-lift-1.levelling"], { hour: 18 }],
    ["device-silent", 60, ["b1-meter-main.no-data"]],
    ["gateway-loss", 40, ["gw-b2.no-data"]],
    ["panel-silent", 120, ["b1-fire-panel.no-data"]],
    ["fire-valve-shut", 560, ["b1-f12-sprinkler.valve"]],
    ["sprinkler-opens", 60, ["b1-f12-sprinkler.flow", "b1-fire-pump.started"]],
    ["water-on-floor", 30, ["b1-pump-room-leak.leak"]],
    ["switch-room-hot", 1_200, ["b1-switch-room-climate.hot"]],
    ["gas-leak", 120, ["b5-gas.gas"]],
    ["lift-pit-flooded", 60, ["b2-lift-1.pit-water"]],
    ["sump-control-fails", 400, ["b1-sump.high"]],
  ];
  it.each(heardOf.map(([id, seconds, alarms, at]) => ({ id, seconds, alarms, hour: at?.hour ?? AFTERNOON })))(
    "hears scenario $id",
    { timeout: 60_000 },
    ({ id, seconds, alarms, hour }) => {
      const scenario = scenarios.find((one) => one.id === id)!;
      const heard = play(seconds, (second) => faultsAt(scenario, second), instant(MIDNIGHT + hour * HOUR_MS));
      expect([...heard]).toEqual(expect.arrayContaining(alarms));
    },
  );

  it("hears the worn bearing of the story, and its end by scenario pump-overhauled", {
    timeout: 60_000,
  }, () => {
    const overhauled = scenarios.find(({ id }) => id === "pump-overhauled")!;
    const evening = instant(MIDNIGHT + 19 * HOUR_MS);
    const began = instant(evening - 32 * 24 * HOUR_MS);
    const { said, standing } = playOn(
      1_400,
      (second) => faultsAt(overhauled, second - 1_000),
      evening,
      1,
      began,
    );
    expect([...said]).toContain("b1-booster-2.vibration-high");
    expect([...standing]).not.toContain("b1-booster-2.vibration-high");
  });

  it("proves every scenario there is", () => {
    const told = new Set([...heardOf.map(([id]) => id), "pump-overhauled"]);
    expect(scenarios.map(({ id }) => id).toSorted()).toEqual([...told].toSorted());
  });

  it("rings on an unbalanced supply", () => {
    const fault = Fault.parse({ fault: "phase-sag", asset: "b1-meter-main", phase: 2, volts: 200 });
    expect([...play(200, () => [fault])]).toContain("b1-meter-main.voltage-unbalance");
  });

  it("every scenario ends by itself", () => {
    for (const scenario of scenarios) expect(faultsAt(scenario, lengthOf(scenario))).toEqual([]);
    expect(scenarios.length).toBeGreaterThan(25);
  });
});
