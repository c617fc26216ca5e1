import { faultOn } from "../fault.ts";
import { lag, type Random } from "../random.ts";
import type { Truth, World } from "./world.ts";

const FLOORS = 18;
const FLOOR_HEIGHT_M = 3;
const RATED_M_S = 1.75;
const ACCELERATION_M_S2 = 0.9;
/** The zone around a landing in which the doors may open. */
const DOOR_ZONE_M = 0.2;
const AMBIENT_C = 27;
/** Rated 1000 kg at 1.75 m/s, with counterweight. */
const RUN_KW = 7.5;

type Door = "closed" | "opening" | "open" | "closing";

/** Where a passenger waits and wants to go; the car first fetches, then carries. */
interface Journey {
  readonly from: number;
  readonly to: number;
}

export interface LiftState {
  readonly kind: "lift";
  readonly asset: string;
  /** Car floor above the lowest landing. */
  readonly heightM: number;
  readonly speedMs: number;
  readonly door: Door;
  /** Seconds left in the present door state. */
  readonly doorSeconds: number;
  readonly journey: Journey | null;
  readonly passenger: boolean;
  readonly trips: number;
  readonly motorC: number;
  readonly alarmButton: boolean;
  readonly pitWater: boolean;
  readonly powerKw: number;
  /** GB/T 24476-2017: 1 normal, 3 fire return, 6 earthquake. */
  readonly mode: 1 | 3 | 6;
  /** How long the doors took to shut the last time, and so far in this one. */
  readonly closeSeconds: number;
  readonly closing: number;
  readonly reopens: number;
  /** How far the car stood from the landing at its last stop, up is positive. */
  readonly levelMm: number;
  readonly brakeC: number;
  /** Fitters have renewed the doors. */
  readonly renewed: boolean;
}

export const newLift = (asset: string, trips: number, reopens: number, random: Random): LiftState => ({
  kind: "lift",
  asset,
  heightM: Math.floor(random.next() * FLOORS) * FLOOR_HEIGHT_M,
  speedMs: 0,
  door: "closed",
  doorSeconds: 0,
  journey: null,
  passenger: false,
  trips,
  closeSeconds: 2.5,
  closing: 0,
  reopens,
  levelMm: 0,
  brakeC: 34,
  renewed: false,
  motorC: 38 + 4 * random.next(),
  alarmButton: false,
  pitWater: false,
  powerKw: 0.3,
  mode: 1,
});

const heightOf = (floor: number): number => (floor - 1) * FLOOR_HEIGHT_M;
export const floorOf = ({ heightM }: LiftState): number => Math.round(heightM / FLOOR_HEIGHT_M) + 1;
export const inDoorZone = (lift: LiftState): boolean =>
  Math.abs(lift.heightM - heightOf(floorOf(lift))) <= DOOR_ZONE_M;
export const isMoving = ({ speedMs }: LiftState): boolean => Math.abs(speedMs) > 0.01;

/** One step of a lift: calls arrive by chance, the car fetches, carries and lets out, the doors take their time. */
export function stepLift(lift: LiftState, dt: number, world: World): LiftState {
  const { random } = world;
  const trap = faultOn(world.faults, lift.asset, "entrapment");
  const alarmButton = faultOn(world.faults, lift.asset, "alarm-button") !== undefined;
  const stuckAt = trap && heightOf(trap.aboveFloor) + FLOOR_HEIGHT_M * 0.45;

  const pitWater = faultOn(world.faults, lift.asset, "pit-water") !== undefined;
  let next: LiftState = { ...lift, alarmButton, pitWater };
  // Up to 60 journeys an hour in the peak. The call is drawn in every step, so that traffic does not depend on faults.
  const call = random.next() < (world.activity * 60 * dt) / 3_600;
  // In a block of homes nine journeys of ten begin or end at the ground floor.
  const home = 2 + Math.floor(random.next() * (FLOORS - 1));
  const visits = random.next() < 0.1;
  const up = random.next() < world.homeward;
  const [from, to] = visits ? [home, FLOORS + 2 - home] : up ? [1, home] : [home, 1];
  const recall = faultOn(world.faults, lift.asset, "recall")?.mode;
  next = { ...next, mode: recall === "fire" ? 3 : recall === "earthquake" ? 6 : 1 };
  if (recall) next = goTo(next, recall === "fire" ? 1 : nextLanding(next));
  else if (!next.journey && call && from !== to) next = { ...next, journey: { from, to } };
  if (stuckAt !== undefined) next = takeAlong(next, stuckAt);

  const renewed = lift.renewed || faultOn(world.faults, lift.asset, "overhauled") !== undefined;
  const worn = renewed ? 0 : (world.worn(lift.asset) ?? 0);
  const wear = faultOn(world.faults, lift.asset, "door-wear")?.severity ?? worn;
  const offset = faultOn(world.faults, lift.asset, "levelling")?.millimetres ?? 0;
  const moving = isMoving(next);
  next =
    next.door === "closed"
      ? travel(next, dt, stuckAt)
      : turnDoor(next, dt, random, wear, recall !== undefined && !next.journey);
  // The drive stops within a few millimetres; a rope that has stretched stops it short.
  if (moving && !isMoving(next) && next.door === "opening")
    next = { ...next, levelMm: offset + 1.6 * random.normal() };
  const powerKw = isMoving(next) ? RUN_KW * (0.35 + 0.65 * Math.abs(next.speedMs / RATED_M_S)) : 0.3;
  const motorC = lag(next.motorC, AMBIENT_C + 6 + 5.5 * powerKw, 1_200, dt);
  // The brake drags for a moment at each start, and cools on the way.
  const brakeC = lag(next.brakeC, AMBIENT_C + 5 + (isMoving(next) ? 26 : 0), 900, dt);
  return { ...next, powerKw, motorC, brakeC, renewed };
}

export const liftTruth = (lift: LiftState): Truth => ({
  service_mode: lift.mode,
  floor: floorOf(lift),
  direction: isMoving(lift) ? (lift.speedMs > 0 ? 1 : 2) : 0,
  running: isMoving(lift),
  door_closed: lift.door === "closed",
  door_zone: inDoorZone(lift),
  passenger: lift.passenger,
  alarm_button: lift.alarmButton,
  pit_water: lift.pitWater,
  motor_temp_C: lift.motorC,
  brake_temp_C: lift.brakeC,
  speed_m_s: lift.speedMs,
  levelling_error_mm: lift.levelMm,
  door_close_time_s: lift.closeSeconds,
  door_reopens: lift.reopens,
  trips: lift.trips,
});

/** Called away by its own controller: whoever is in the car rides along and gets out. */
function goTo(lift: LiftState, floor: number): LiftState {
  if (lift.door !== "closed" && heightOf(floor) === lift.heightM) return { ...lift, journey: null };
  // Where it was first sent it goes, however the braking works out.
  if (lift.journey && lift.journey.from === lift.journey.to) return lift;
  return { ...lift, journey: { from: floor, to: floor } };
}

/** Where a moving car can stop next; where it stands if it stands at a landing. */
const nextLanding = (lift: LiftState): number => {
  const braking = Math.sign(lift.speedMs) * (lift.speedMs ** 2 / (2 * ACCELERATION_M_S2));
  const at = (lift.heightM + braking) / FLOOR_HEIGHT_M + 1;
  const landing =
    lift.speedMs > 0 ? Math.ceil(at - 0.01) : lift.speedMs < 0 ? Math.floor(at + 0.01) : Math.round(at);
  return Math.min(FLOORS, Math.max(1, landing));
};

/** A trapped journey: someone is in the car and rides past the place where it will stop. */
function takeAlong(lift: LiftState, stuckAt: number): LiftState {
  const to = lift.heightM < stuckAt ? FLOORS : 1;
  if (lift.passenger && lift.journey?.to === to) return lift;
  return { ...lift, passenger: true, journey: { from: floorOf(lift), to } };
}

function travel(lift: LiftState, dt: number, stuckAt: number | undefined): LiftState {
  if (!lift.journey) return lift.speedMs === 0 ? lift : { ...lift, speedMs: 0 };
  const target = heightOf(lift.passenger ? lift.journey.to : lift.journey.from);
  // The safety gear holds the car on the spot, within the step in which it passes.
  if (stuckAt !== undefined && Math.abs(lift.heightM - stuckAt) < 0.2)
    return { ...lift, heightM: stuckAt, speedMs: 0 };

  const distance = target - lift.heightM;
  // Brakes so as to stand at the landing: v² = 2·a·s.
  const limit = Math.min(RATED_M_S, Math.sqrt(2 * ACCELERATION_M_S2 * Math.abs(distance)));
  const wanted = Math.sign(distance) * limit;
  const change = Math.max(-ACCELERATION_M_S2 * dt, Math.min(ACCELERATION_M_S2 * dt, wanted - lift.speedMs));
  const speedMs = Math.abs(wanted) < Math.abs(lift.speedMs) ? wanted : lift.speedMs + change;
  if (Math.abs(distance) <= Math.max(0.02, Math.abs(speedMs) * dt))
    return { ...lift, heightM: target, speedMs: 0, door: "opening", doorSeconds: 2 };
  const started = lift.speedMs === 0 && speedMs !== 0;
  return { ...lift, heightM: lift.heightM + speedMs * dt, speedMs, trips: lift.trips + (started ? 1 : 0) };
}

function turnDoor(
  lift: LiftState,
  dt: number,
  random: Random,
  /** Of the door operator, 0 to 1. */
  wear: number,
  /** Doors stay open while the controller holds the car. */
  held: boolean,
): LiftState {
  if (lift.doorSeconds > dt)
    return {
      ...lift,
      doorSeconds: lift.doorSeconds - dt,
      closing: lift.closing + (lift.closing > 0 ? dt : 0),
    };
  switch (lift.door) {
    case "opening": {
      // The passenger gets in where the journey begins and out where it ends.
      const arrived = lift.passenger && lift.journey && heightOf(lift.journey.to) === lift.heightM;
      const boards = !lift.passenger && lift.journey !== null;
      return {
        ...lift,
        door: "open",
        doorSeconds: 4 + 3 * random.next(),
        passenger: arrived || held ? false : lift.passenger || boards,
        journey: arrived ? null : lift.journey,
      };
    }
    case "open":
      if (held) return lift;
      return {
        ...lift,
        door: "closing",
        doorSeconds: 2.5 * (1 + wear) + 0.05 * random.normal(),
        closing: lift.closing + dt,
      };
    case "closing":
      // A worn operator or a dirty sill: the door meets resistance and opens again.
      // Now and then somebody stands in a sound one, too.
      if (random.next() < 0.008 + 1.1 * Math.max(0, wear - 0.2) ** 2)
        return { ...lift, door: "opening", doorSeconds: 2, reopens: lift.reopens + 1, closing: 0 };
      return { ...lift, door: "closed", doorSeconds: 0, closeSeconds: lift.closing + dt, closing: 0 };
    case "closed":
      return { ...lift, door: "closed", doorSeconds: 0 };
    default:
      return lift.door satisfies never;
  }
}
