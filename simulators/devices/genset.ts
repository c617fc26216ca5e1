import { faultOn } from "../fault.ts";
import { lag, type Random } from "../random.ts";
import { approach, clamp, type Truth, type World } from "./world.ts";

const RATED_KW = 200;
const CRANK_SECONDS = 4;
const REST_SECONDS = 6;
const ATTEMPTS = 3;
/** From firing to full voltage. */
const RUN_UP_SECONDS = 5;
/** It runs on without load so that the turbocharger cools. */
const COOL_DOWN_SECONDS = 60;
/** Litres in the day tank, and what a kilowatt hour takes. */
const TANK_L = 500;
const L_PER_KWH = 0.27;
const JACKET_C = 42;

type Phase = "standby" | "cranking" | "resting" | "running-up" | "running" | "cooling" | "failed";

export interface GensetState {
  readonly kind: "genset";
  readonly asset: string;
  readonly phase: Phase;
  readonly seconds: number;
  readonly attempt: number;
  readonly rpm: number;
  readonly powerKw: number;
  readonly coolantC: number;
  readonly fuelPercent: number;
  readonly batteryV: number;
  readonly runHours: number;
  readonly starts: number;
}

export const newGenset = (asset: string, runHours: number, starts: number, random: Random): GensetState => ({
  kind: "genset",
  asset,
  phase: "standby",
  seconds: 0,
  attempt: 0,
  rpm: 0,
  powerKw: 0,
  coolantC: JACKET_C,
  fuelPercent: 82 + 8 * random.next(),
  batteryV: 27.1,
  runHours,
  starts,
});

const turning: readonly Phase[] = ["running-up", "running", "cooling"];
export const generates = ({ phase }: GensetState): boolean => phase === "running" || phase === "cooling";
/** Would come if it were asked: not locked out by failed starts. */
export const isReady = ({ phase }: GensetState): boolean => phase !== "failed";

/** One step: asked for by a transfer switch it cranks up to three times, runs up, carries the load, cools and stands. */
export function stepGenset(genset: GensetState, dt: number, world: World): GensetState {
  const wanted = world.wanted(genset.asset);
  const noStart = faultOn(world.faults, genset.asset, "start-failure") !== undefined;
  const next = { ...genset, ...nextPhase(genset, dt, wanted, noStart) };
  const runs = turning.includes(next.phase);
  const rpm = runs
    ? approach(genset.rpm, 1_500, 450 * dt)
    : next.phase === "cranking"
      ? approach(genset.rpm, 180, 300 * dt)
      : approach(genset.rpm, 0, 250 * dt);
  const powerKw = next.phase === "running" ? world.loadKw(genset.asset) : 0;
  const target = next.phase === "cranking" ? 21.5 : runs ? 27.8 : next.phase === "failed" ? 25.2 : 27.1;
  return {
    ...next,
    rpm,
    powerKw,
    coolantC: lag(genset.coolantC, runs ? 82 + 6 * (powerKw / RATED_KW) : JACKET_C, runs ? 240 : 2_400, dt),
    fuelPercent: clamp(0, 100, genset.fuelPercent - burnt(next.phase, powerKw, dt)),
    batteryV: lag(genset.batteryV, target, next.phase === "cranking" ? 0.5 : 6, dt),
    runHours: genset.runHours + (runs ? dt / 3_600 : 0),
    starts: genset.starts + (next.phase === "running-up" && genset.phase !== "running-up" ? 1 : 0),
  };
}

/** Share of the tank burnt in a step, percent; idling takes about 4 L an hour. */
const burnt = (phase: Phase, powerKw: number, dt: number): number =>
  turning.includes(phase) ? ((((4 + powerKw * L_PER_KWH) * dt) / 3_600) * 100) / TANK_L : 0;

function nextPhase(
  genset: GensetState,
  dt: number,
  wanted: boolean,
  noStart: boolean,
): Pick<GensetState, "phase" | "seconds" | "attempt"> {
  const { phase, attempt } = genset;
  const seconds = genset.seconds + dt;
  const go = (to: Phase, tries = attempt) => ({ phase: to, seconds: 0, attempt: tries });
  const stay = { phase, seconds, attempt };
  switch (phase) {
    case "standby":
      return wanted ? go("cranking", 1) : stay;
    case "cranking":
      if (seconds < CRANK_SECONDS) return stay;
      if (!noStart) return go("running-up");
      return attempt < ATTEMPTS ? go("resting") : go("failed");
    case "resting":
      return seconds < REST_SECONDS ? stay : go("cranking", attempt + 1);
    case "running-up":
      return seconds < RUN_UP_SECONDS ? stay : go("running");
    case "running":
      return wanted ? stay : go("cooling");
    case "cooling":
      if (wanted) return go("running");
      return seconds < COOL_DOWN_SECONDS ? stay : go("standby", 0);
    case "failed":
      // Locked out until somebody resets it, which is when the fault is mended.
      return noStart ? stay : go("standby", 0);
    default:
      return phase satisfies never;
  }
}

export const gensetTruth = (genset: GensetState): Truth => {
  const voltage = genset.rpm > 1_200 ? 400 * (genset.rpm / 1_500) : 0;
  return {
    running: turning.includes(genset.phase),
    auto_mode: true,
    start_failed: genset.phase === "failed",
    fault: genset.phase === "failed",
    voltage_V: voltage,
    frequency_Hz: genset.rpm > 1_200 ? genset.rpm / 30 - 0.3 * (genset.powerKw / RATED_KW) : 0,
    power_kW: genset.powerKw,
    load_percent: clamp(0, 150, (genset.powerKw / RATED_KW) * 100),
    coolant_temp_C: genset.coolantC,
    oil_pressure_kPa: genset.rpm > 600 ? 420 : 0,
    fuel_percent: genset.fuelPercent,
    battery_V: genset.batteryV,
    run_hours: genset.runHours,
    starts: genset.starts,
  };
};
