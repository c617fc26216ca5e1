import { faultOn } from "../fault.ts";
import { lag } from "../random.ts";
import type { Truth, World } from "./world.ts";

export interface WaterMeterState {
  readonly kind: "water-meter";
  readonly asset: string;
  /** Flats behind it; 0 for the meter of the line that fills the tank. */
  readonly flats: number;
  /** Taps that run just now. */
  readonly drawing: number;
  readonly flowM3h: number;
  readonly volumeM3: number;
}

/** One tap, shower or machine, m³/h. */
const TAP_M3H = 0.42;
/** How long one runs, seconds. */
const TAP_SECONDS = 90;

export const newWaterMeter = (asset: string, flats: number, volumeM3: number): WaterMeterState => ({
  kind: "water-meter",
  asset,
  flats,
  drawing: 0,
  flowM3h: 0,
  volumeM3,
});

/**
 * One step of a water meter. A riser's taps open by chance and run for a minute or two, so that the small hours have
 * moments without any flow; the inlet's meter shows what fills the tank.
 */
export function stepWaterMeter(
  meter: WaterMeterState,
  dt: number,
  world: World,
  inflowM3h: number,
): WaterMeterState {
  const leak = faultOn(world.faults, meter.asset, "line-leak")?.m3PerHour ?? 0;
  if (meter.flats === 0) {
    const flowM3h = inflowM3h + leak;
    return { ...meter, flowM3h, volumeM3: meter.volumeM3 + (flowM3h * dt) / 3_600 };
  }
  // From one draw a flat in five hours at night to one in ten minutes in the peak.
  const perFlatHour = 0.2 + 5.5 * Math.max(0, world.activity - 0.13);
  const opens = world.random.next() < (meter.flats * perFlatHour * dt) / 3_600 ? 1 : 0;
  const shuts = world.random.next() < (meter.drawing * dt) / TAP_SECONDS ? 1 : 0;
  const drawing = Math.max(0, meter.drawing + opens - shuts);
  const flow = lag(meter.flowM3h, drawing * TAP_M3H + leak, 2, dt);
  const flowM3h = flow < 0.01 ? 0 : flow;
  return { ...meter, drawing, flowM3h, volumeM3: meter.volumeM3 + (flowM3h * dt) / 3_600 };
}

export const waterMeterTruth = (meter: WaterMeterState): Truth => ({
  flow_m3_h: meter.flowM3h,
  volume_m3: meter.volumeM3,
  battery_V: 3.58,
  reverse_flow: false,
  tamper: false,
});
