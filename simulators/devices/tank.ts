import { faultOn } from "../fault.ts";
import { lag, type Random, wander } from "../random.ts";
import { clamp, type Truth, type World } from "./world.ts";

const VOLUME_M3 = 60;
const DEPTH_M = 3.5;
/** The float valve of the filling line opens and shuts here, percent of the depth. */
const OPENS = 78;
const SHUTS = 90;
const FILL_M3H = 36;
/** The overflow pipe's lip. */
const OVERFLOW = 98;

export interface TankState {
  readonly kind: "water-tank";
  readonly asset: string;
  readonly levelPercent: number;
  readonly filling: boolean;
  readonly inflowM3h: number;
  readonly overflow: boolean;
  readonly waterC: number;
  readonly chlorine: number;
  readonly turbidity: number;
  /** Ripples at the level switch. */
  readonly ripple: number;
}

export const newTank = (asset: string, random: Random): TankState => ({
  kind: "water-tank",
  asset,
  levelPercent: 80 + 8 * random.next(),
  filling: false,
  inflowM3h: 0,
  overflow: false,
  waterC: 16,
  chlorine: 0.32,
  turbidity: 0.35,
  ripple: 0,
});

/** One step of a drinking-water tank: a float valve fills it from the street, booster sets draw from it. */
export function stepTank(tank: TankState, dt: number, world: World): TankState {
  const stuck = faultOn(world.faults, tank.asset, "float-valve-stuck");
  const noStreet = faultOn(world.faults, tank.asset, "no-inflow") !== undefined;
  const filling = stuck ? true : tank.levelPercent < OPENS || (tank.filling && tank.levelPercent < SHUTS);
  const supply = noStreet ? 0 : filling ? (stuck?.m3PerHour ?? FILL_M3H) : 0;
  const inflowM3h = lag(tank.inflowM3h, supply, 8, dt);
  const shift = faultOn(world.faults, tank.asset, "level-shift")?.percent;
  const start = shift === undefined ? tank.levelPercent : lag(tank.levelPercent, shift, 40, dt);
  const level = start + (((inflowM3h - world.drawnM3h) * dt) / 3_600 / VOLUME_M3) * 100;
  // What rises above the lip runs off; a film above it stays while it runs.
  const levelPercent = clamp(0, OVERFLOW + 1, level);
  return {
    ...tank,
    levelPercent,
    filling,
    inflowM3h: inflowM3h < 0.02 ? 0 : inflowM3h,
    overflow: levelPercent > OVERFLOW,
    waterC: lag(tank.waterC, 0.6 * world.ambientC + 5, 36_000, dt),
    chlorine: clamp(0.1, 0.8, 0.32 + wander(world.random, tank.chlorine - 0.32, 0.02, 900, dt)),
    turbidity: clamp(0.1, 0.9, 0.35 + wander(world.random, tank.turbidity - 0.35, 0.04, 900, dt)),
    ripple: wander(world.random, tank.ripple, 0.12, 4, dt),
  };
}

export const depthOf = (tank: TankState): number => (DEPTH_M * tank.levelPercent) / 100;

export const tankTruth = (tank: TankState): Truth => ({
  level_percent: clamp(0, 105, tank.levelPercent + tank.ripple),
  level_m: depthOf(tank),
  temp_C: tank.waterC,
  chlorine_mg_L: tank.chlorine,
  turbidity_NTU: tank.turbidity,
  overflow: tank.overflow,
  hatch_open: false,
});
