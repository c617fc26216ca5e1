import { faultOn } from "../fault.ts";
import { lag, type Random, wander } from "../random.ts";
import { clamp, type Truth, type World } from "./world.ts";

export interface EnvironmentState {
  readonly kind: "environment-sensor";
  readonly asset: string;
  readonly tempC: number;
  readonly humidityPercent: number;
  /** Weather, people and open doors, as a share. */
  readonly drift: number;
  readonly batteryPercent: number;
  readonly wet: boolean;
}

export const newEnvironment = (asset: string, random: Random): EnvironmentState => ({
  kind: "environment-sensor",
  asset,
  tempC: 24 + 2 * random.next(),
  humidityPercent: 55,
  drift: 0,
  batteryPercent: 60 + 38 * random.next(),
  wet: false,
});

/** How much warmer a plant room is than outside while its fans run, K. */
const ROOM_K = 4;
/** The air of a room follows in about so many seconds. */
const AIR_SECONDS = 600;

/** One step of a plant room's sensor: the room follows the weather and what stands in it, and is drier when it is warm. */
export function stepEnvironment(room: EnvironmentState, dt: number, world: World): EnvironmentState {
  const heat = faultOn(world.faults, room.asset, "ventilation-failed")?.kelvin ?? 0;
  const wet = faultOn(world.faults, room.asset, "water-on-floor") !== undefined;
  const drift = wander(world.random, room.drift, 0.04, 1_800, dt);
  // Heated in winter, aired in summer.
  const target = clamp(12, 34, world.ambientC + ROOM_K) * (1 + drift) + heat;
  const tempC = lag(room.tempC, target, heat > 0 ? AIR_SECONDS / 4 : AIR_SECONDS, dt);
  const humid = clamp(25, 78, 92 - 1.5 * tempC) * (1 + drift) + (wet ? 18 : 0);
  return {
    ...room,
    drift,
    tempC,
    humidityPercent: clamp(5, 100, lag(room.humidityPercent, humid, AIR_SECONDS, dt)),
    // Two years from full to empty.
    batteryPercent: Math.max(0, room.batteryPercent - (100 * dt) / (2 * 365 * 86_400)),
    wet,
  };
}

export const environmentTruth = (room: EnvironmentState): Truth => ({
  temp_C: room.tempC,
  humidity_percent: room.humidityPercent,
  leak: room.wet,
  battery_percent: room.batteryPercent,
});
