import { lag, type Random } from "../random.ts";
import { clamp, type Truth, type World } from "./world.ts";

const LOAD_PERCENT = 38;
/** Minutes at full charge and this load. */
const FULL_MINUTES = 46;

export interface UpsState {
  readonly kind: "ups";
  readonly asset: string;
  readonly onBattery: boolean;
  readonly chargePercent: number;
  readonly batteryV: number;
  readonly batteryC: number;
}

export const newUps = (asset: string, random: Random): UpsState => ({
  kind: "ups",
  asset,
  onBattery: false,
  chargePercent: 100,
  batteryV: 218,
  batteryC: 23 + random.next(),
});

/** One step of a UPS: it lives on its battery while its supply is gone, and charges ten times more slowly. */
export function stepUps(ups: UpsState, dt: number, world: World): UpsState {
  const onBattery = world.dark.has(ups.asset);
  const change = onBattery ? -100 / (FULL_MINUTES * 60) : 100 / (10 * FULL_MINUTES * 60);
  const chargePercent = clamp(0, 100, ups.chargePercent + change * dt);
  return {
    ...ups,
    onBattery,
    chargePercent,
    batteryV: lag(ups.batteryV, onBattery ? 182 + 0.18 * chargePercent : 218, onBattery ? 3 : 120, dt),
    batteryC: lag(ups.batteryC, 23 + (onBattery ? 6 : 0), 1_800, dt),
  };
}

export const upsTruth = (ups: UpsState): Truth => ({
  on_battery: ups.onBattery,
  on_bypass: false,
  fault: false,
  battery_percent: ups.chargePercent,
  battery_V: ups.batteryV,
  battery_temp_C: ups.batteryC,
  runtime_min: (FULL_MINUTES * ups.chargePercent) / 100,
  load_percent: LOAD_PERCENT,
});
