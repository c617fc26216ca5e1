import { describe, expect, it } from "vitest";
import { text } from "../units/index.ts";
import { efficiencyLoss, pumpEfficiency, thermalLifeUsed } from "./ageing.ts";
import { conditionOf } from "./condition.ts";
import { degradation } from "./degradation.ts";
import { gauges, gradeOf } from "./gauges.ts";
import { type AssetRecord, nothingKnown } from "./history.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 25);
const pump = (record: Partial<AssetRecord>) =>
  conditionOf({
    type: "booster-pump",
    record: { ...nothingKnown(NOW - 3 * 365.25 * DAY), ...record },
    since: NOW - 3 * 365.25 * DAY,
    lifeYears: 17.5,
    useAgainstUsual: undefined,
    usualFailures: 0.5,
    now: NOW,
  });
/** Vibration that climbs from zone A through B into C within six weeks, a value every two days. */
const climbing = Array.from({ length: 21 }, (_, i) => ({
  id: `v${i}`,
  at: NOW - (42 - 2 * i) * DAY,
  gauge: "vibration" as const,
  value: 2 + 0.19 * i + (i % 2 ? 0.05 : -0.05),
}));
const inspected = {
  id: "visit-1",
  at: NOW - 60 * DAY,
  grade: 2,
  by: text("Li Qiang", "李强"),
  note: { en: "in order", zh: "合格" },
};

describe("condition (story 6: a bearing wears for six weeks)", () => {
  it("goes to 4 in zone C though everything else is well, and opens to the data behind", () => {
    const { index, limiting, mean } = pump({ measured: climbing, inspections: [inspected] });
    expect(index).toBe(4);
    expect(mean).toBeLessThan(3);
    expect(limiting).toMatchObject({ id: "vibration", part: { en: "bearings" } });
    expect(limiting?.from).toContain("v20");
  });
  it("forecasts zone C with a band before it is there", () => {
    const early = pump({ measured: climbing.slice(0, 12) });
    const trend = early.evidence.find(({ id }) => id === "vibration")?.trend;
    const last = climbing[11]?.at ?? 0;
    expect(trend?.steady).toBe(false);
    expect(trend?.expected).toBeGreaterThan(last);
    expect(trend?.early).toBeLessThan(trend?.expected ?? 0);
    expect(trend?.late).toBeGreaterThan(trend?.expected ?? 0);
    // The straight line of the data reaches 5.1 mm/s at sample 16.3, 32.6 days after the first.
    expect(Math.abs(((trend?.expected ?? 0) - (climbing[0]?.at ?? 0)) / DAY - 32.6)).toBeLessThan(2);
  });
  it("is back at 1 after the bearing was renewed: what was measured before counts no more", () => {
    const renewed = pump({
      measured: [...climbing, { id: "new", at: NOW - 0.5 * DAY, gauge: "vibration", value: 1.4 }],
      works: [{ id: "w", at: NOW - DAY, kind: "part", title: { en: "bearings", zh: "轴承" }, cny: 1_800 }],
    });
    expect(renewed.index).toBe(1);
    expect(renewed.limiting).toBeUndefined();
  });
  it("says on the day of the renewal that nothing was measured since, not that nothing ever was", () => {
    const renewed = pump({
      measured: climbing,
      works: [
        { id: "w", at: NOW - 0.1 * DAY, kind: "part", title: { en: "bearings", zh: "轴承" }, cny: 1_800 },
      ],
    });
    expect(renewed.missing.map(({ en }) => en)).toContain("Vibration: none since its renewal on 2026-11-24");
    expect(renewed.missing.map(({ en }) => en)).toContain("Insulation resistance: none yet");
  });
  it("does not call missing what has not been looked for yet", () => {
    const missing = pump({ unread: true }).missing.map(({ en }) => en);
    expect(missing).toContain("Vibration: its readings are still being looked through");
    expect(missing).toContain("Inspection: none yet");
  });
  it("is not made worse by what is missing: that lowers the confidence", () => {
    const much = pump({
      measured: [{ id: "v", at: NOW, gauge: "vibration", value: 1 }],
      inspections: [inspected],
    });
    const little = pump({});
    expect(little.index).toBeLessThanOrEqual(much.index);
    expect(little.confidence).toBeLessThan(much.confidence);
    expect(little.missing.map(({ en }) => en)).toContain("Inspection: none yet");
  });
  it("lets old evidence fade", () => {
    const old = pump({ inspections: [{ ...inspected, grade: 5, at: NOW - 2.9 * 365 * DAY }] });
    const fresh = pump({ inspections: [{ ...inspected, grade: 5 }] });
    expect(fresh.index).toBe(5);
    expect(old.index).toBeLessThan(5);
  });
});

describe("gauges", () => {
  it.each([
    ["vibration", 3.2, 1],
    ["vibration", 5.2, 4],
    ["vibration", 9, 5],
    ["battery-capacity", 79, 5],
    ["battery-capacity", 96, 1],
    ["insulation", 5, 3],
  ] as const)("%s of %f is grade %i", (id, value, grade) => {
    expect(gradeOf(gauges[id], value)).toBe(grade);
  });
  it("thermal life: 180 000 h at the rated hot spot is all of it, 6 K cooler half (IEC 60076-12)", () => {
    expect(thermalLifeUsed([{ hours: 180_000, hotSpotC: 145 }])).toBeCloseTo(1, 12);
    expect(thermalLifeUsed([{ hours: 180_000, hotSpotC: 139 }])).toBeCloseTo(0.5, 12);
  });
  it("pump efficiency: 36 m³/h against 30 m with 4 kW is 73.6 %, 8 % below a curve of 80 %", () => {
    expect(pumpEfficiency(36, 30, 4)).toBeCloseTo(0.73575, 5);
    const curve = [
      { flowM3h: 20, efficiency: 0.7 },
      { flowM3h: 36, efficiency: 0.8 },
    ];
    expect(efficiencyLoss(curve, { flowM3h: 36, headM: 30, powerKW: 4 })).toBeCloseTo(8.03, 1);
    expect(efficiencyLoss(curve, { flowM3h: 50, headM: 30, powerKW: 4 })).toBeUndefined();
  });
});

it("a trend's 80 % band holds the next value about 80 times in 100, and noise alone is steady", () => {
  let seed = 11;
  const next = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const noise = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  let held = 0;
  for (let round = 0; round < 300; round++) {
    const samples = Array.from({ length: 12 }, (_, i) => ({
      at: i * 7 * DAY,
      value: 3 + 0.1 * i + 0.2 * noise(),
    }));
    const ahead = 3 + 0.1 * 16 + 0.2 * noise();
    // Asked for the value itself as the limit, the band's edges pass it around week 16.
    const trend = degradation(samples, ahead, { coverage: 0.8 });
    const at = 16 * 7 * DAY;
    if (trend && (trend.early ?? 0) <= at && (trend.late ?? Number.POSITIVE_INFINITY) >= at) held++;
  }
  expect(held / 300).toBeGreaterThan(0.73);
  expect(held / 300).toBeLessThan(0.88);
  const flat = Array.from({ length: 20 }, (_, i) => ({ at: i * 7 * DAY, value: 3 + (i % 2 ? 0.1 : -0.1) }));
  expect(degradation(flat, 5)).toMatchObject({ steady: true, expected: undefined });
});
