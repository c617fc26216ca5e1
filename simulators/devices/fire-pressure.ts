import { faultOn } from "../fault.ts";
import { lag } from "../random.ts";
import type { Truth, World } from "./world.ts";

export interface FirePressureState {
  readonly kind: "fire-pressure";
  readonly asset: string;
  /** What the height above the pump room takes, kPa. */
  readonly heightKpa: number;
  readonly pressureKpa: number;
  readonly flows: boolean;
  readonly valveShut: boolean;
}

/** About 10 kPa a metre: some 43 and 46 m above the pump. */
const HEIGHTS_KPA = [430, 460] as const;

export const newFirePressure = (asset: string, place: number): FirePressureState => {
  const heightKpa = HEIGHTS_KPA[place % HEIGHTS_KPA.length]!;
  return {
    kind: "fire-pressure",
    asset,
    heightKpa,
    pressureKpa: 650 - heightKpa,
    flows: false,
    valveShut: false,
  };
};

/**
 * One step of a pressure point high up on the fire main: what the main has at the pump, less the height; behind a shut
 * valve it seeps away.
 */
export function stepFirePressure(point: FirePressureState, dt: number, world: World): FirePressureState {
  const valveShut = faultOn(world.faults, point.asset, "valve-shut") !== undefined;
  const open = faultOn(world.faults, point.asset, "sprinkler-open") !== undefined;
  const main = Math.max(0, world.fireMainKpa - point.heightKpa - (open ? 25 : 0));
  return {
    ...point,
    valveShut,
    flows: open && !valveShut,
    pressureKpa: valveShut
      ? Math.max(0, point.pressureKpa - (open ? 40 : 0.25) * dt)
      : lag(point.pressureKpa, main, 2, dt),
  };
}

export const firePressureTruth = (point: FirePressureState): Truth => ({
  pressure_kPa: point.pressureKpa,
  flow_switch: point.flows,
  valve_closed: point.valveShut,
});
