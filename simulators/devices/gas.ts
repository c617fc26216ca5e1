import { faultOn } from "../fault.ts";
import { lag } from "../random.ts";
import type { Truth, World } from "./world.ts";

/** The detector's own alarm, and how long its controller takes to shut the valve, s. */
const ALARM_PERCENT = 25;
const INTERLOCK_SECONDS = 10;
/** The output that shuts the valve falls back by itself. */
const PULSE_SECONDS = 30;
/** Somebody has aired the room and opened the valve by hand so long after the last trace. */
const RESET_SECONDS = 60;

export interface GasState {
  readonly kind: "gas-detector";
  readonly asset: string;
  readonly percent: number;
  readonly valveOpen: boolean;
  /** Seconds for which the alarm has stood. */
  readonly alarmSeconds: number;
  /** Seconds for which the order from afar still stands. */
  readonly pulseSeconds: number;
  readonly cleanSeconds: number;
}

export const newGas = (asset: string): GasState => ({
  kind: "gas-detector",
  asset,
  percent: 0,
  valveOpen: true,
  alarmSeconds: 0,
  pulseSeconds: 0,
  cleanSeconds: 0,
});

/** One step: gas gathers while it leaks behind an open valve; the controller shuts the valve by itself where it can. */
export function stepGas(gas: GasState, dt: number, world: World): GasState {
  const leak = faultOn(world.faults, gas.asset, "gas-leak");
  const flows = leak !== undefined && gas.valveOpen;
  const percent = lag(gas.percent, flows ? leak.percentLel : 0, flows ? 20 : 90, dt);
  const alarm = percent > ALARM_PERCENT;
  const alarmSeconds = alarm ? gas.alarmSeconds + dt : 0;
  const shuts = gas.pulseSeconds > 0 || (alarmSeconds > INTERLOCK_SECONDS && leak?.valve !== "sticks");
  const clean = leak === undefined && percent < 1 && !gas.valveOpen;
  const cleanSeconds = clean ? gas.cleanSeconds + dt : 0;
  return {
    ...gas,
    percent: percent < 0.05 ? 0 : percent,
    alarmSeconds,
    cleanSeconds,
    pulseSeconds: Math.max(0, gas.pulseSeconds - dt),
    valveOpen: shuts ? false : gas.valveOpen || cleanSeconds > RESET_SECONDS,
  };
}

export const shutGasValve = (gas: GasState, on: boolean): GasState => ({
  ...gas,
  pulseSeconds: on ? PULSE_SECONDS : 0,
});

export const gasTruth = (gas: GasState): Truth => ({
  gas_percent_LEL: gas.percent,
  alarm: gas.percent > ALARM_PERCENT,
  valve_open: gas.valveOpen,
  fault: false,
  shut_valve: gas.pulseSeconds > 0,
});
