import { faultOn } from "../fault.ts";
import { type Random, wander } from "../random.ts";
import { clamp, type Truth, type World } from "./world.ts";

const AREA_M2 = 4;
const PUMP_M3H = 18;
/** Floats: stop, first pump, second pump and high level, overflow. */
const FLOATS = { stop: 0.4, first: 1, high: 1.5, overflow: 1.9 } as const;
/** Ground water, m³/h. */
const SEEPAGE_M3H = 0.35;

export interface SumpState {
  readonly kind: "sump-pump";
  readonly asset: string;
  readonly levelM: number;
  readonly running: readonly [boolean, boolean];
  /** Whose turn it is to start first. */
  readonly turn: 0 | 1;
  readonly hours: readonly [number, number];
  readonly wave: number;
  /** Started from afar, past the floats. */
  readonly forced: boolean;
  /** A fouled float's contact. */
  readonly chatter: boolean;
}

export const newSump = (asset: string, hours: readonly [number, number], random: Random): SumpState => ({
  kind: "sump-pump",
  asset,
  levelM: 0.5 + 0.3 * random.next(),
  running: [false, false],
  turn: 0,
  hours,
  wave: 0,
  forced: false,
  chatter: false,
});

/** One step of a sump: water seeps in, floats start one pump by turns, and both when one does not keep up. */
export function stepSump(sump: SumpState, dt: number, world: World): SumpState {
  const dark = world.dark.has(sump.asset);
  const inflow = SEEPAGE_M3H + (faultOn(world.faults, sump.asset, "inflow")?.m3PerHour ?? 0);
  const clogged = faultOn(world.faults, sump.asset, "pump-clogged") !== undefined;
  const { levelM } = sump;
  const any = sump.running.some(Boolean);
  const controlled = faultOn(world.faults, sump.asset, "level-control-failed") === undefined;
  // Forced pumps still stop before they run dry.
  const forced = sump.forced && levelM > FLOATS.stop + (sump.running.some(Boolean) ? 0 : 0.1);
  const wantOne = levelM > FLOATS.first || (any && levelM > FLOATS.stop);
  const wantBoth = levelM > FLOATS.high || (sump.running.every(Boolean) && levelM > FLOATS.stop);
  const running: [boolean, boolean] = [
    !dark && (forced || (controlled && (wantBoth || (wantOne && sump.turn === 0)))),
    !dark && (forced || (controlled && (wantBoth || (wantOne && sump.turn === 1)))),
  ];
  const pumped = running.reduce((sum, on, i) => sum + (on && !(clogged && i === 0) ? PUMP_M3H : 0), 0);
  const stopped = any && !running.some(Boolean);
  const fouled = faultOn(world.faults, sump.asset, "float-chatter") !== undefined;
  // A float that hangs in grease makes and breaks several times a minute.
  const flips = fouled && world.random.next() < dt / 4;
  return {
    ...sump,
    levelM: clamp(0.1, 2.2, levelM + ((inflow - pumped) * dt) / 3_600 / AREA_M2),
    running,
    turn: stopped ? (sump.turn === 0 ? 1 : 0) : sump.turn,
    hours: [sump.hours[0] + (running[0] ? dt / 3_600 : 0), sump.hours[1] + (running[1] ? dt / 3_600 : 0)],
    wave: wander(world.random, sump.wave, 0.008, 3, dt),
    chatter: fouled && (flips ? !sump.chatter : sump.chatter),
  };
}

export const sumpTruth = (sump: SumpState): Truth => ({
  auto_mode: true,
  pump_1_running: sump.running[0],
  pump_2_running: sump.running[1],
  level_m: Math.max(0, sump.levelM + sump.wave),
  high_level: sump.chatter || sump.levelM > FLOATS.high,
  overflow_level: sump.levelM > FLOATS.overflow,
  fault: false,
  run_hours_1: sump.hours[0],
  run_hours_2: sump.hours[1],
  force_both: sump.forced,
});
