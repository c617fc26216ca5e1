import { bearingFactor, doorWear } from "../story.ts";
import type { Moment } from "./moment.ts";

/** A point's value at a moment of the past. */
export type Shape = (moment: Moment, asset: string) => number;

const HOUR_MS = 3_600_000;

/** Summer takes cooling and winter heating; spring is cheapest. */
const seasonal = ({ season }: Moment): number => 1 + 0.25 * season ** 2;
/** What hangs on each meter, as `devices/meter.ts` has it: kW when nobody stirs, more at full activity. */
const homesKw = (m: Moment, asset: string): number => {
  if (asset.endsWith("-cars")) {
    const fromPeak = ((m.hour + 10) % 24) - 11.5;
    return 1.5 + 5 * m.activity + 34 * Math.exp(-((fromPeak / 2.4) ** 2));
  }
  const [idle, busy] = asset.startsWith("b2") ? [12, 64] : asset.startsWith("b5") ? [11, 58] : [14, 52];
  return (idle + busy * m.activity) * seasonal(m);
};
const allKw = (m: Moment): number =>
  ["b1-", "b2-", "b5-", "b5-cars"].reduce((sum, meter) => sum + homesKw(m, meter), 8 * m.activity);

const isSecond = (asset: string): boolean => asset.endsWith("-2");
/** Lead duty goes round every six hours; both run in the peaks. */
const runs = (m: Moment, asset: string): boolean =>
  m.activity > 0.62 || Math.floor(m.at / (6 * HOUR_MS)) % 2 === (isSecond(asset) ? 1 : 0);
const demand = (m: Moment): number => Math.max(0.6, 22.5 * m.activity - 1.2);
/** Between suction and header. */
const HEAD_KPA = 505;
const pumpFlow = (m: Moment): number =>
  Math.max(0.4, (demand(m) / (m.activity > 0.62 ? 2 : 1)) * (1 + 0.1 * m.noise("q")));
const factor = (m: Moment, asset: string): number => bearingFactor(asset, m.at, m.began) ?? 1;
/** A saw that falls from 1 to 0 and begins again. */
const saw = (at: number, periodHours: number): number =>
  1 - (at / HOUR_MS / periodHours - Math.floor(at / HOUR_MS / periodHours));
const percentOfTx = (m: Moment): number => (allKw(m) / 0.95 / 400) * 100;

const phases = [1, 2, 3] as const;

/** How each point of the demo estate's equipment moves. What is not here has no past: a state without a story. */
export const shapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  "power-meter": {
    power_kW: (m, asset) => homesKw(m, asset) * (1 + 0.05 * m.noise(asset)),
    ...Object.fromEntries(
      phases.flatMap((phase): [string, Shape][] => [
        [`voltage_L${phase}_V`, (m) => 226 - 0.04 * homesKw(m, "b1") + 0.9 * m.noise(`V${phase}`)],
        [
          `current_L${phase}_A`,
          (m, asset) => (homesKw(m, asset) * (phase === 2 ? 0.32 : 0.34) * 1_000) / 225 / 0.95,
        ],
      ]),
    ),
    power_factor: (m) => Math.min(0.975, 0.945 + 0.0003 * homesKw(m, "b1") + 0.003 * m.noise("pf")),
    frequency_Hz: (m) => 50 + 0.015 * m.noise("Hz"),
    thd_voltage_percent: (m, asset) => Math.max(0.5, 1.9 + 0.014 * homesKw(m, asset) + 0.1 * m.noise("thd")),
  },
  "booster-pump": {
    running: (m, asset) => (runs(m, asset) ? 1 : 0),
    speed_Hz: (m, asset) => (runs(m, asset) ? 41 + 5 * m.activity + 0.2 * m.noise("hz") : 0),
    suction_pressure_kPa: (m) => 114 - 4 * m.activity + 1.2 * m.noise("in"),
    discharge_pressure_kPa: (m) => 619 - 4 * m.activity + 3 * m.noise("out"),
    flow_m3_h: (m, asset) => (runs(m, asset) ? pumpFlow(m) : 0),
    // As the live pump has it: idle loss, and 62 % of what is left becomes flow and head.
    power_kW: (m, asset) =>
      runs(m, asset)
        ? (0.45 + (pumpFlow(m) * HEAD_KPA) / 3_600 / 0.62) * (1 + 0.02 * (factor(m, asset) - 1))
        : 0,
    motor_temp_C: (m, asset) =>
      26 +
      6 * m.season +
      (runs(m, asset) ? 20 + 8 * m.activity + 3 * (factor(m, asset) - 1) : 4) +
      0.5 * m.noise("T"),
    vibration_mm_s: (m, asset) =>
      runs(m, asset) ? 1.42 * factor(m, asset) * (1 + 0.06 * m.noise(`v${asset}`)) : 0.1,
  },
  "booster-set": {
    header_pressure_kPa: (m) => 619 - 4 * m.activity + 3 * m.noise("out"),
    flow_m3_h: (m) => demand(m) * (1 + 0.1 * m.noise("q")),
    pumps_running: (m) => (m.activity > 0.62 ? 2 : 1),
    power_kW: (m) => 1 + 4.6 * m.activity,
  },
  lift: {
    // Waits at the entrance, and is called further up the more people stir.
    floor: (m, asset) => {
      const call = Math.abs(m.noise(`f${asset}`)) * (0.4 + m.activity);
      return call < 0.25 ? 1 : Math.min(18, 1 + Math.round(call * 9));
    },
    motor_temp_C: (m, asset) => 31 + 5 * m.season + 16 * m.activity + 0.8 * m.noise(asset),
    brake_temp_C: (m, asset) => 32 + 4 * m.season + 12 * m.activity + 0.5 * m.noise(`b${asset}`),
    door_close_time_s: (m, asset) =>
      2.55 * (1 + (doorWear(asset, m.at, m.began) ?? 0)) + 0.05 * m.noise(`d${asset}`),
    levelling_error_mm: (m, asset) => 1.6 * m.noise(`l${asset}`),
  },
  "fire-panel": {
    battery_V: (m) => 27.2 - 0.03 * m.season + 0.03 * m.noise("V"),
    mains: () => 1,
    fire: () => 0,
    fault: () => 0,
  },
  "water-tank": {
    level_percent: (m) => 78 + 12 * saw(m.at, 1.7) + 0.1 * m.noise("lv"),
    temp_C: (m) => 5 + 0.6 * (18 + 9 * m.season),
    chlorine_mg_L: (m) => 0.32 + 0.02 * m.noise("cl"),
    turbidity_NTU: (m) => Math.max(0.1, 0.35 + 0.04 * m.noise("tu")),
  },
  "water-meter": {
    flow_m3_h: (m, asset) =>
      asset.endsWith("-main")
        ? saw(m.at, 1.7) > 0.6
          ? 36
          : 0
        : Math.max(0, 5 * (m.activity - 0.12) + 0.3 + 0.3 * m.noise(asset)),
  },
  "sump-pump": {
    level_m: (m, asset) => 0.4 + 0.6 * (1 - saw(m.at + asset.length * HOUR_MS, 6.9)),
    high_level: () => 0,
  },
  transformer: {
    load_percent: (m) => percentOfTx(m),
    winding_A_temp_C: (m) => m.ambientC + 14 + 88 * (percentOfTx(m) / 100) ** 1.6 + m.noise("wa"),
    winding_B_temp_C: (m) => m.ambientC + 14 + 92 * (percentOfTx(m) / 100) ** 1.6 + m.noise("wb"),
    winding_C_temp_C: (m) => m.ambientC + 14 + 85 * (percentOfTx(m) / 100) ** 1.6 + m.noise("wc"),
  },
  feeder: {
    power_kW: (m, asset) => 3 + (asset.endsWith("lifts") ? 14 : 7) * m.activity * (1 + 0.1 * m.noise(asset)),
    joint_temp_C: (m) => m.ambientC + 8 + 6 * m.activity,
  },
  genset: {
    fuel_percent: (m) => 70 + 18 * saw(m.at, 24 * 92),
    battery_V: (m) => 27.1 + 0.04 * m.noise("gb"),
    coolant_temp_C: (m) => 42 + 0.4 * m.noise("gc"),
  },
  ups: {
    battery_percent: () => 100,
    battery_V: (m) =>
      218 - 0.0018 * Math.max(0, (m.at - m.began) / HOUR_MS / 24 + 1_095) + 0.1 * m.noise("uv"),
    battery_temp_C: (m) => 24 + 2 * m.season + 0.3 * m.noise("ut"),
    // A battery loses some of its minutes each year; today's are those of the live device.
    load_percent: () => 38,
    runtime_min: (m) => 46 * (1 + (0.035 * Math.max(0, m.began - m.at)) / (365.25 * 24 * HOUR_MS)),
  },
  "jockey-pump": {
    pressure_kPa: (m) => 620 + 80 * saw(m.at, 1.85),
  },
  "environment-sensor": {
    temp_C: (m, asset) => Math.min(34, Math.max(12, m.ambientC + 4)) + 0.4 * m.noise(`t${asset}`),
    humidity_percent: (m, asset) =>
      Math.min(78, Math.max(25, 92 - 1.5 * (m.ambientC + 4))) + 1.5 * m.noise(`h${asset}`),
  },
  "fire-pressure": {
    pressure_kPa: (m, asset) =>
      620 + 80 * saw(m.at, 1.85) - (asset.endsWith("-hydrant") ? 460 : 430) + 0.5 * m.noise(asset),
  },
  "electrical-fire-monitor": {
    residual_mA: (m) => 92 + 45 * m.activity + 4 * m.noise("mA"),
    cable_1_temp_C: (m) => m.ambientC + 7 + 12 * m.activity,
  },
};
