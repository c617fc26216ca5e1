import type { Fault } from "../fault.ts";
import { faultOn } from "../fault.ts";
import { lag, type Random } from "../random.ts";

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
  readonly powerKw: number;
}

export const newLift = (asset: string, random: Random): LiftState => ({
  kind: "lift",
  asset,
  heightM: Math.floor(random.next() * FLOORS) * FLOOR_HEIGHT_M,
  speedMs: 0,
  door: "closed",
  doorSeconds: 0,
  journey: null,
  passenger: false,
  trips: 180_000 + Math.floor(random.next() * 40_000),
  motorC: 38 + 4 * random.next(),
  alarmButton: false,
  powerKw: 0.3,
});

const heightOf = (floor: number): number => (floor - 1) * FLOOR_HEIGHT_M;
export const floorOf = ({ heightM }: LiftState): number => Math.round(heightM / FLOOR_HEIGHT_M) + 1;
export const inDoorZone = (lift: LiftState): boolean =>
  Math.abs(lift.heightM - heightOf(floorOf(lift))) <= DOOR_ZONE_M;
export const isMoving = ({ speedMs }: LiftState): boolean => Math.abs(speedMs) > 0.01;

/** One step of a lift: calls arrive by chance, the car fetches, carries and lets out, the doors take their time. */
export function stepLift(
  lift: LiftState,
  dt: number,
  world: { readonly activity: number; readonly faults: readonly Fault[]; readonly random: Random },
): LiftState {
  const { random } = world;
  const trap = faultOn(world.faults, lift.asset, "entrapment");
  const alarmButton = faultOn(world.faults, lift.asset, "alarm-button") !== undefined;
  const stuckAt = trap && heightOf(trap.aboveFloor) + FLOOR_HEIGHT_M * 0.45;

  let next: LiftState = { ...lift, alarmButton };
  // Up to 60 journeys an hour in the peak. The call is drawn in every step, so that traffic does not depend on faults.
  const call = random.next() < (world.activity * 60 * dt) / 3_600;
  const from = random.next() < 0.5 ? 1 : 1 + Math.floor(random.next() * FLOORS);
  const to = 1 + Math.floor(random.next() * FLOORS);
  if (!next.journey && call && from !== to) next = { ...next, journey: { from, to } };
  if (stuckAt !== undefined) next = takeAlong(next, stuckAt);

  next = next.door === "closed" ? travel(next, dt, stuckAt) : turnDoor(next, dt, random);
  const powerKw = isMoving(next) ? RUN_KW * (0.35 + 0.65 * Math.abs(next.speedMs / RATED_M_S)) : 0.3;
  const motorC = lag(next.motorC, AMBIENT_C + 6 + 5.5 * powerKw, 1_200, dt);
  return { ...next, powerKw, motorC };
}

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

function turnDoor(lift: LiftState, dt: number, random: Random): LiftState {
  if (lift.doorSeconds > dt) return { ...lift, doorSeconds: lift.doorSeconds - dt };
  switch (lift.door) {
    case "opening": {
      // The passenger gets in where the journey begins and out where it ends.
      const arrived = lift.passenger && lift.journey && heightOf(lift.journey.to) === lift.heightM;
      const boards = !lift.passenger && lift.journey !== null;
      return {
        ...lift,
        door: "open",
        doorSeconds: 4 + 3 * random.next(),
        passenger: arrived ? false : lift.passenger || boards,
        journey: arrived ? null : lift.journey,
      };
    }
    case "open":
      return { ...lift, door: "closing", doorSeconds: 2.5 };
    case "closing":
    case "closed":
      return { ...lift, door: "closed", doorSeconds: 0 };
    default:
      return lift.door satisfies never;
  }
}
