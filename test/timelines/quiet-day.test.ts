import { join } from "node:path";
import { Subject, VirtualTimeScheduler } from "rxjs";
import { beforeAll, describe, expect, it } from "vitest";
import { type AssetModel, buildModel } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { GOOD, ReadingBatch, type ReadingSlice } from "../../facility/readings/index.ts";
import { assetId, instant } from "../../facility/units/index.ts";
import { readSiteFile } from "../../house/index.ts";
import { evaluate, instancesOf } from "../../rules/index.ts";
import { newEstate, stepEstate, truthOf } from "../../simulators/estate.ts";
import type { Fault } from "../../simulators/fault.ts";

const MIDNIGHT = instant(Date.UTC(2026, 2, 1, 16));
/** The plant's own step: a coarser one would let a car overrun its floor. */
const STEP_MS = 100;
const SECOND_MS = 1_000;
let model: AssetModel;
let site: Parameters<typeof newEstate>[0];

beforeAll(async () => {
  const file = await readSiteFile(join(import.meta.dirname, "..", "..", "simulators", "riverside.yaml"));
  if (!file.ok) throw new Error(file.problem);
  site = file.value;
  const built = buildModel([file.value], catalog);
  if (!built.ok) throw new Error(built.problem);
  model = built.value;
});

/** The demo estate under all its rules, read every second in virtual time; what they said. */
function play(seconds: number, faults: Fault[] = [], start = MIDNIGHT): string[] {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = start;
  const instances = instancesOf(model);
  const slices = new Subject<ReadingSlice>();
  const said: string[] = [];
  slices.pipe(evaluate({ model, instances, scheduler })).subscribe(({ key, on }) => {
    if (on) said.push(instances[key]!.alarm);
  });
  let estate = newEstate(site, 7, start, 8);
  for (let second = 1; second <= seconds; second++) {
    for (let ms = 0; ms < SECOND_MS; ms += STEP_MS) estate = stepEstate(estate, STEP_MS, faults);
    const at = start + second * SECOND_MS;
    const batch = new ReadingBatch(model.pointIds);
    for (const [slug, truth] of truthOf(estate))
      for (const point of model.assets.get(assetId("riverside", slug))?.points ?? []) {
        const value = truth[point.type.name];
        if (value === undefined || typeof value === "string") continue;
        batch.push(point.index, at, at, Number(value), GOOD, false);
      }
    // Gateways speak of themselves as long as they are there.
    for (const { gateway } of model.gateways)
      for (const point of model.assets.get(assetId("riverside", gateway.id))?.points ?? [])
        batch.push(point.index, at, at, point.type.kind === "boolean" ? 1 : 0, GOOD, false);
    scheduler.maxFrames = at;
    scheduler.flush();
    scheduler.frame = at;
    slices.next({ batch, from: 0, to: batch.length });
  }
  return said;
}

describe("every catalogue rule on the demo estate", () => {
  it("is quiet through 24 hours of normal running", { timeout: 300_000 }, () => {
    const silentByDesign = (alarm: string) => {
      const asset = model.assets.get(alarm.split(".").slice(0, 2).join(".") as never);
      // Assets that no simulated device stands behind are silent, and are told so.
      return alarm.endsWith("no-data") && !truthOf(newEstate(site, 7, MIDNIGHT, 8)).has(asset?.slug ?? "");
    };
    expect(play(86_400).filter((alarm) => !silentByDesign(alarm))).toEqual([]);
  });

  it.each<[string, Fault]>([
    ["b1-booster-2.dry-run", { fault: "suction-shut", asset: "b1-booster-2", severity: 1 }],
    ["b1-meter-main.phase-lost", { fault: "phase-sag", asset: "b1-meter-main", phase: 2, volts: 0 }],
    ["b1-meter-main.voltage-unbalance", { fault: "phase-sag", asset: "b1-meter-main", phase: 2, volts: 200 }],
    ["b2-lift-2.entrapment", { fault: "entrapment", asset: "b2-lift-2", aboveFloor: 7 }],
  ])("rings %s on its fault", (alarm, fault) => {
    expect(play(400, [fault], instant(MIDNIGHT + 9 * 3_600_000))).toContain(`riverside.${alarm}`);
  });
});
