import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { detect, detectBearings, rates } from "../bench/detect.ts";

/** Recordings that are not ours stand beside the project, if anywhere. */
const beside = join(import.meta.dirname, "..", "..", "..", "shared", "data");
const skab = process.env.SKAB_FOLDER ?? join(beside, "skab");
const bearings = process.env.BEARINGS_FOLDER ?? join(beside, "nasa-bearings");

describe("detection on recorded runs", () => {
  it("finds the faults of a real pump rig better than the published best", async (ctx) => {
    if (!existsSync(skab))
      ctx.skip("no SKAB recordings: download github.com/waico/SKAB and set SKAB_FOLDER to its data folder");
    const { runs, f1, far_pct, mar_pct } = await detect(skab);
    expect(runs).toBeGreaterThan(0);
    expect(f1).toBeGreaterThan(0.78);
    expect(far_pct).toBeLessThan(13.55);
    expect(mar_pct).toBeLessThan(28.02);
  });

  it("names a failing bearing days ahead, and no healthy one", async (ctx) => {
    if (!existsSync(bearings))
      ctx.skip(
        "no bearing recordings: put the means of NASA/IMS test 2 as CSV in a folder and set BEARINGS_FOLDER",
      );
    const found = (await detectBearings(bearings)).bearings;
    const failing = found.filter(({ lead_hours }) => lead_hours !== null);
    expect(failing.map(({ bearing }) => bearing)).toEqual(["test2 Bearing 1"]);
    expect(failing[0]?.lead_hours).toBeGreaterThan(48);
    expect(found.map(({ false_alarm_hours }) => false_alarm_hours)).toEqual([0, 0, 0, 0]);
  });

  it("counts as the protocol does", () => {
    expect(rates({ tp: 80, fp: 10, tn: 90, fn: 20 })).toEqual({ f1: 0.8421, far_pct: 10, mar_pct: 20 });
    expect(rates({ tp: 0, fp: 0, tn: 10, fn: 0 })).toEqual({ f1: 0, far_pct: 0, mar_pct: 0 });
  });
});
