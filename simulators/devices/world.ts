import type { Instant } from "../../facility/units/index.ts";
import type { Fault } from "../fault.ts";
import type { Random } from "../random.ts";

/** A point's true value, under the name the catalogue gives it. */
export type Truth = Readonly<Record<string, number | boolean>>;

/** What a device meets in one step: its surroundings as they were at the end of the step before. */
export interface World {
  readonly at: Instant;
  /** How busy the estate is, 0 to 1. */
  readonly activity: number;
  /** Of lift journeys that begin or end at the ground floor, the share that goes up: people come home. */
  readonly homeward: number;
  readonly ambientC: number;
  readonly faults: readonly Fault[];
  readonly random: Random;
  /** Assets without supply. */
  readonly dark: ReadonlySet<string>;
  /** What an asset feeds takes, step by step, kW. */
  readonly loadKw: (asset: string) => number;
  /** What all booster sets draw from the tank, and what leaks behind risers' meters add to it, m³/h. */
  readonly drawnM3h: number;
  readonly lineLeaksM3h: number;
  /** Of the tank that the booster sets draw from; undefined without one. */
  readonly tankDepthM: number | undefined;
  /** How far a story of slow wear has come on this asset: the bearing's vibration factor, the door's wear. */
  readonly worn: (asset: string) => number | undefined;
  /** A generator that runs up or stands ready, by the transfer switch that it feeds; undefined without one. */
  readonly generatorOf: (ats: string) => { readonly ready: boolean; readonly running: boolean } | undefined;
  /** Whether a transfer switch of the estate asks this generator to run. */
  readonly wanted: (genset: string) => boolean;
  /** Whether the first source of a transfer switch is there. */
  readonly firstSource: (ats: string) => boolean;
  /** Water is called for by the fire installation: a hydrant or sprinkler is open. */
  readonly fireWater: boolean;
  /** In the fire main at its pump, kPa; what it usually holds where the site has none. */
  readonly fireMainKpa: number;
}

export const clamp = (low: number, high: number, value: number): number =>
  Math.min(high, Math.max(low, value));
export const approach = (value: number, target: number, step: number): number =>
  value + clamp(-step, step, target - value);
