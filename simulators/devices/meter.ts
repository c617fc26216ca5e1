import { faultOn } from "../fault.ts";
import { lag, wander } from "../random.ts";
import { clamp, type Truth, type World } from "./world.ts";

const NOMINAL_V = 225;

/** What hangs on a meter beside the machines: kW when nobody stirs, more at full activity, and at its own hour. */
interface Homes {
  readonly idleKw: number;
  readonly busyKw: number;
  /** Cars charge after midnight. */
  readonly nightKw: number;
  /** How unevenly it loads the phases; adds up to one. */
  readonly shares: readonly [number, number, number];
  /** Harmonic distortion of the voltage, percent, without load and by each kilowatt of rectifiers. */
  readonly thd: number;
}
const homes: readonly [Homes, ...Homes[]] = [
  { idleKw: 14, busyKw: 52, nightKw: 0, shares: [0.34, 0.32, 0.34], thd: 1.9 },
  { idleKw: 12, busyKw: 64, nightKw: 0, shares: [0.32, 0.35, 0.33], thd: 1.8 },
  { idleKw: 11, busyKw: 58, nightKw: 0, shares: [0.33, 0.33, 0.34], thd: 1.8 },
  { idleKw: 1.5, busyKw: 5, nightKw: 34, shares: [0.35, 0.33, 0.32], thd: 2.6 },
];
export interface MeterState {
  readonly kind: "meter";
  readonly asset: string;
  readonly homes: Homes;
  readonly volts: readonly [number, number, number];
  readonly noise: readonly [number, number, number];
  readonly amps: readonly [number, number, number];
  readonly loadNoise: number;
  readonly powerKw: number;
  readonly powerFactor: number;
  readonly frequencyHz: number;
  readonly energyKwh: number;
  readonly thdPercent: number;
}

/** `place` is its turn among the estate's meters: the first counts the common parts, the others homes and cars. */
export const newMeter = (asset: string, place: number, energyKwh: number): MeterState => ({
  kind: "meter",
  asset,
  homes: homes[place % homes.length] ?? homes[0],
  thdPercent: 2,
  volts: [NOMINAL_V, NOMINAL_V, NOMINAL_V],
  noise: [0, 0, 0],
  amps: [0, 0, 0],
  loadNoise: 0,
  powerKw: 0,
  powerFactor: 0.95,
  frequencyHz: 50,
  energyKwh,
});

/** One step of the incomer: what lifts and pumps take, lighting and homes by the hour, and the supply's own mood. */
export function stepMeter(meter: MeterState, dt: number, world: World, hour: number): MeterState {
  const { random } = world;
  const sag = faultOn(world.faults, meter.asset, "phase-sag");
  const lost = faultOn(world.faults, meter.asset, "phase-loss")?.phase;
  const dark = faultOn(world.faults, meter.asset, "supply-loss") !== undefined || world.dark.has(meter.asset);
  const { idleKw, busyKw, nightKw, shares, thd } = meter.homes;
  const loadNoise = wander(random, meter.loadNoise, 0.04, 60, dt);
  const fromPeak = ((hour + 10) % 24) - 11.5;
  const cars = nightKw * Math.exp(-((fromPeak / 2.4) ** 2));
  const wanted = (idleKw + busyKw * world.activity + cars) * (1 + loadNoise) + world.loadKw(meter.asset);
  // Single-phase homes on a lost phase take nothing; the rest of the load stays where it is.
  const left = dark ? 0 : lost === undefined ? 1 : 1 - shares[lost - 1]!;
  const powerKw = wanted * left;
  const powerFactor = clamp(0.93, 0.975, 0.94 + 0.0004 * powerKw + 0.001 * random.normal());

  const noise = meter.noise.map((value) => wander(random, value, 1.1, 8, dt));
  const volts = meter.volts.map((value, i) => {
    // The feeder drops about 3 V at full load; noise is held within what a healthy supply does.
    const healthy = NOMINAL_V - 0.04 * powerKw + clamp(-4, 4, noise[i]!);
    if (dark || lost === i + 1) return lag(value, 0, 0.3, dt);
    return lag(value, sag?.phase === i + 1 ? sag.volts + noise[i]! * 0.2 : healthy, 0.3, dt);
  });
  const amps = volts.map((value, i) =>
    dark || lost === i + 1 ? 0 : (wanted * 1_000 * shares[i]!) / (Math.max(50, value) * powerFactor),
  );
  return {
    ...meter,
    noise: [noise[0]!, noise[1]!, noise[2]!],
    volts: [volts[0]!, volts[1]!, volts[2]!],
    amps: [amps[0]!, amps[1]!, amps[2]!],
    loadNoise,
    powerKw,
    powerFactor,
    frequencyHz: 50 + clamp(-0.05, 0.05, wander(random, meter.frequencyHz - 50, 0.015, 5, dt)),
    energyKwh: meter.energyKwh + (powerKw * dt) / 3_600,
    thdPercent: dark ? 0 : lag(meter.thdPercent, thd + 0.014 * powerKw + 0.04 * random.normal(), 10, dt),
  };
}

export const meterTruth = (meter: MeterState): Truth => ({
  power_kW: meter.powerKw,
  voltage_L1_V: meter.volts[0],
  voltage_L2_V: meter.volts[1],
  voltage_L3_V: meter.volts[2],
  current_L1_A: meter.amps[0],
  current_L2_A: meter.amps[1],
  current_L3_A: meter.amps[2],
  power_factor: meter.powerFactor,
  frequency_Hz: meter.frequencyHz,
  thd_voltage_percent: meter.thdPercent,
  energy_import_kWh: meter.energyKwh,
});
