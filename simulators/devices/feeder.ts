import { faultOn } from "../fault.ts";
import { lag, type Random, wander } from "../random.ts";
import { clamp, type Truth, type World } from "./world.ts";

const RATED_A = 160;
const SHARES = [0.34, 0.32, 0.34] as const;

export interface FeederState {
  readonly kind: "feeder";
  readonly asset: string;
  readonly tripped: boolean;
  readonly powerKw: number;
  readonly noise: number;
  readonly jointC: number;
  readonly energyKwh: number;
}

export const newFeeder = (asset: string, energyKwh: number, random: Random): FeederState => ({
  kind: "feeder",
  asset,
  tripped: false,
  powerKw: 4,
  noise: 0,
  jointC: 30 + random.next(),
  energyKwh,
});

/** One step of an outgoing circuit: it carries what it feeds and a little of its own; its joint warms with the square. */
export function stepFeeder(feeder: FeederState, dt: number, world: World): FeederState {
  const tripped = faultOn(world.faults, feeder.asset, "breaker-trip") !== undefined;
  const live = !tripped && !world.dark.has(feeder.asset);
  const noise = wander(world.random, feeder.noise, 0.05, 60, dt);
  const wanted = (1 + 2 * world.activity) * (1 + noise) + world.loadKw(feeder.asset);
  const powerKw = live ? lag(feeder.powerKw, wanted, 0.5, dt) : 0;
  const share = ampsOf(powerKw, 1) / RATED_A;
  return {
    ...feeder,
    tripped,
    noise,
    powerKw,
    jointC: lag(feeder.jointC, world.ambientC + 6 + 45 * share ** 2, 900, dt),
    energyKwh: feeder.energyKwh + (powerKw * dt) / 3_600,
  };
}

const ampsOf = (kw: number, phase: 1 | 2 | 3): number => (kw * 1_000 * SHARES[phase - 1]!) / 225 / 0.95;

export const feederTruth = (feeder: FeederState, live: boolean): Truth => ({
  breaker_closed: !feeder.tripped,
  tripped: feeder.tripped,
  voltage_present: live,
  power_kW: feeder.powerKw,
  current_L1_A: ampsOf(feeder.powerKw, 1),
  current_L2_A: ampsOf(feeder.powerKw, 2),
  current_L3_A: ampsOf(feeder.powerKw, 3),
  load_percent: clamp(0, 200, (ampsOf(feeder.powerKw, 1) / RATED_A) * 100),
  joint_temp_C: feeder.jointC,
  energy_import_kWh: feeder.energyKwh,
});
