import { type Fault, faultOn } from "../fault.ts";
import { lag, type Random, wander } from "../random.ts";

const NOMINAL_V = 225;
/** How unevenly the estate loads its phases; the shares add up to one. */
const SHARES = [0.34, 0.32, 0.34] as const;

export interface MeterState {
  readonly kind: "meter";
  readonly asset: string;
  readonly volts: readonly [number, number, number];
  readonly noise: readonly [number, number, number];
  readonly amps: readonly [number, number, number];
  readonly loadNoise: number;
  readonly powerKw: number;
  readonly powerFactor: number;
  readonly frequencyHz: number;
  readonly energyKwh: number;
}

export const newMeter = (asset: string, random: Random): MeterState => ({
  kind: "meter",
  asset,
  volts: [NOMINAL_V, NOMINAL_V, NOMINAL_V],
  noise: [0, 0, 0],
  amps: [0, 0, 0],
  loadNoise: 0,
  powerKw: 0,
  powerFactor: 0.95,
  frequencyHz: 50,
  energyKwh: 152_000 + Math.round(random.next() * 9_000),
});

/** One step of the incomer: what lifts and pumps take, lighting and homes by the hour, and the supply's own mood. */
export function stepMeter(
  meter: MeterState,
  dt: number,
  world: {
    readonly activity: number;
    readonly machinesKw: number;
    readonly faults: readonly Fault[];
    readonly random: Random;
  },
): MeterState {
  const { random } = world;
  const sag = faultOn(world.faults, meter.asset, "phase-sag");
  const lost = faultOn(world.faults, meter.asset, "phase-loss")?.phase;
  const dark = faultOn(world.faults, meter.asset, "supply-loss") !== undefined;
  const loadNoise = wander(random, meter.loadNoise, 0.04, 60, dt);
  const wanted = (14 + 52 * world.activity) * (1 + loadNoise) + world.machinesKw;
  // Single-phase homes on a lost phase take nothing; the rest of the load stays where it is.
  const left = dark ? 0 : lost === undefined ? 1 : 1 - SHARES[lost - 1]!;
  const powerKw = wanted * left;
  const powerFactor = clampTo(0.93, 0.975, 0.94 + 0.0004 * powerKw + 0.001 * random.normal());

  const noise = meter.noise.map((value) => wander(random, value, 1.1, 8, dt));
  const volts = meter.volts.map((value, i) => {
    // The feeder drops about 3 V at full load; noise is held within what a healthy supply does.
    const healthy = NOMINAL_V - 0.04 * powerKw + clampTo(-4, 4, noise[i]!);
    if (dark || lost === i + 1) return lag(value, 0, 0.3, dt);
    return lag(value, sag?.phase === i + 1 ? sag.volts + noise[i]! * 0.2 : healthy, 0.3, dt);
  });
  const amps = volts.map((value, i) =>
    dark || lost === i + 1 ? 0 : (wanted * 1_000 * SHARES[i]!) / (Math.max(50, value) * powerFactor),
  );
  return {
    ...meter,
    noise: [noise[0]!, noise[1]!, noise[2]!],
    volts: [volts[0]!, volts[1]!, volts[2]!],
    amps: [amps[0]!, amps[1]!, amps[2]!],
    loadNoise,
    powerKw,
    powerFactor,
    frequencyHz: 50 + clampTo(-0.05, 0.05, wander(random, meter.frequencyHz - 50, 0.015, 5, dt)),
    energyKwh: meter.energyKwh + (powerKw * dt) / 3_600,
  };
}

const clampTo = (low: number, high: number, value: number): number => Math.min(high, Math.max(low, value));
