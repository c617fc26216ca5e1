import { describe, expect, it } from "vitest";
import { text } from "../units/index.ts";
import { conditionOf } from "./condition.ts";
import { measuredFrom, type PumpMoment, type WearContext } from "./from-readings.ts";
import { gauges, renewedAt } from "./gauges.ts";
import { nothingKnown } from "./history.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const NOW = Math.floor(Date.UTC(2026, 10, 25) / WEEK) * WEEK;
const START = NOW - 20 * WEEK;
const context: WearContext = { now: NOW, since: START, renewed: () => 0 };
const points = ["s.p.flow_m3_h", "s.p.power_kW"];

/** A pump at 36 m³/h against 30 m; `factor` says how much more power it takes than 4 kW. */
const moments = (factor: (at: number) => number, speedHz?: number): PumpMoment[] =>
  Array.from({ length: 20 * 7 * 6 }, (_, i) => {
    const at = START + i * 4 * HOUR;
    // Demand goes up and down, so that there is a curve to learn.
    const flowM3h = 30 + 6 * Math.sin(i);
    return { at, flowM3h, headM: 30, powerKW: (flowM3h / 9) * factor(at), speedHz };
  });
const curve = [
  { flowM3h: 20, efficiency: 0.7357 },
  { flowM3h: 40, efficiency: 0.7357 },
];

describe("pump efficiency from flow, head and power", () => {
  it("stands on the maker's curve where the ledger has one, week by week, and names its points", () => {
    const measured = measuredFrom(
      { pump: { points, moments: moments(() => 1 / 0.9) } },
      { ...context, pumpCurve: curve },
    );
    expect(measured.length).toBeGreaterThanOrEqual(19);
    for (const each of measured) {
      expect(each).toMatchObject({ gauge: "pump-efficiency", points });
      expect(each.value).toBeCloseTo(10, 0);
      expect(each.basis?.en).toContain("curve in its ledger");
    }
  });
  it("without a curve is held against its own first four weeks, and says so", () => {
    const worn = moments((at) => (at < START + 10 * WEEK ? 1 : 1.25));
    const measured = measuredFrom({ pump: { points, moments: worn } }, context);
    expect(measured[0]?.value).toBeCloseTo(0, 0);
    expect(measured.at(-1)?.value).toBeCloseTo(20, 0);
    expect(measured[0]?.basis?.en).toMatch(/own first four weeks.*no curve/);
    // Nothing is said of the weeks that are the baseline.
    expect(measured[0]?.at).toBeGreaterThan(START + 4 * WEEK);
  });
  it("carries flow to the rated speed: at 40 Hz and 32 m³/h the curve is read at 40 m³/h", () => {
    const at40 = measuredFrom(
      { pump: { points, moments: moments(() => 1, 40) } },
      {
        ...context,
        pumpCurve: [
          { flowM3h: 10, efficiency: 0.7357 },
          { flowM3h: 46, efficiency: 0.7357 },
        ],
      },
    );
    expect(at40.length).toBeGreaterThan(10);
    const outside = measuredFrom(
      { pump: { points, moments: moments(() => 1, 40) } },
      {
        ...context,
        pumpCurve: [
          { flowM3h: 10, efficiency: 0.7357 },
          { flowM3h: 24, efficiency: 0.7357 },
        ],
      },
    );
    expect(outside).toEqual([]);
  });
  it("begins anew after the impeller was renewed, and not after another part", () => {
    const worn = moments((at) => (at < START + 10 * WEEK ? 1.25 : 1));
    const works = [
      {
        id: "WO-1",
        at: START + 10 * WEEK,
        kind: "part" as const,
        part: "impeller" as const,
        title: { en: "", zh: "" },
        cny: 0,
      },
    ];
    expect(renewedAt(gauges["pump-efficiency"], works, NOW)).toBe(START + 10 * WEEK);
    expect(renewedAt(gauges.vibration, works, NOW)).toBe(0);
    const measured = measuredFrom(
      { pump: { points, moments: worn } },
      { ...context, renewed: (gauge) => renewedAt(gauges[gauge], works, NOW) },
    );
    expect(measured[0]?.at).toBeGreaterThan(START + 14 * WEEK);
    expect(measured.at(-1)?.value).toBeCloseTo(0, 0);
  });
});

describe("doors, batteries and windings", () => {
  const weekly = (of: (week: number) => number) =>
    Array.from({ length: 20 }, (_, week) => ({ at: START + week * WEEK, value: of(week) }));
  it("door timing drifts against its first four weeks", () => {
    const door = {
      points: ["s.l.door_close_time_s"],
      weekly: weekly((week) => (week < 4 ? 2.5 : 2.5 * 1.16)),
    };
    const measured = measuredFrom({ door }, context);
    expect(measured).toHaveLength(16);
    expect(measured.at(-1)?.value).toBeCloseTo(16, 6);
    expect(measured.at(-1)?.points).toEqual(["s.l.door_close_time_s"]);
  });
  it("a battery's capacity is minutes × load against its first weeks, or what the device states", () => {
    const fading = { points: ["s.u.runtime_min"], weekly: weekly((week) => 1_748 * (1 - week / 100)) };
    const left = measuredFrom({ battery: { ...fading, stated: false } }, context).at(-1)?.value ?? 0;
    expect(left).toBeCloseTo(((1 - 19 / 100) / (1 - 1.5 / 100)) * 100, 6);
    const stated = measuredFrom(
      { battery: { points: ["s.u.c"], weekly: weekly(() => 84), stated: true } },
      context,
    );
    expect(stated.at(-1)).toMatchObject({ value: 84, gauge: "battery-capacity" });
  });
  it("thermal life adds up, and says what it takes for granted of the years before", () => {
    const slices = Array.from({ length: 730 }, (_, i) => ({ at: NOW - (730 - i) * 12 * HOUR, value: 139 }));
    const winding = { points: ["s.t.winding_A_temp_C"], slices, sliceHours: 12 };
    const ten = measuredFrom({ winding }, { ...context, since: NOW - 3_650 * DAY }).at(-1);
    // Ten years at 6 K below the rated hot spot: 87 600 h of 360 000 h.
    expect(ten?.value).toBeCloseTo((87_600 / 360_000) * 100, 1);
    expect(ten?.basis?.en).toMatch(/9\.0 years before/);
    expect(measuredFrom({ winding: { ...winding, slices: slices.slice(0, 10) } }, context)).toEqual([]);
  });
});

it("evidence says whether a figure was computed from readings or typed in by a person", () => {
  const condition = (measured: Parameters<typeof conditionOf>[0]["record"]["measured"]) =>
    conditionOf({
      type: "booster-pump",
      record: { ...nothingKnown(START), measured },
      since: START,
      lifeYears: 17.5,
      useAgainstUsual: undefined,
      usualFailures: 0.5,
      now: NOW,
    }).evidence;
  const [computed] = condition([
    { id: "a", at: NOW, gauge: "vibration", value: 6, points: ["s.p.vibration_mm_s"] },
  ]);
  expect(computed).toMatchObject({ how: "readings", points: ["s.p.vibration_mm_s"] });
  expect(computed?.says.en).toContain("zone C");
  const [typed] = condition([
    { id: "b", at: NOW, gauge: "insulation", value: 3, by: text("Li Qiang", "李强") },
  ]);
  expect(typed).toMatchObject({ how: "typed", points: [] });
  expect(typed?.says.zh).toContain("由李强人工录入");
});
