import { faultOn } from "../fault.ts";
import { lag, type Random } from "../random.ts";
import { clamp, type Truth, type World } from "./world.ts";

/** Rating of a cast-resin transformer SCB13-400/10, and what its windings rise by at rating, K (class F: 100). */
const RATED_KVA = 400;
const RISE_K = 88;
/** IEC 60076-12: the rise goes with the load to the power of 1.6; fans take two fifths of it away. */
const EXPONENT = 1.6;
const WITH_FANS = 0.62;
/** A resin winding follows its load within about half an hour. */
const TAU_SECONDS = 1_500;
const FAN_ON_C = 100;
const FAN_OFF_C = 80;
const TRIP_C = 170;
const UNEVEN = [1, 1.05, 0.97] as const;

export interface TransformerState {
  readonly kind: "transformer";
  readonly asset: string;
  readonly windingsC: readonly [number, number, number];
  readonly coreC: number;
  readonly loadPercent: number;
  readonly fan: boolean;
  readonly tripped: boolean;
}

export const newTransformer = (asset: string, random: Random): TransformerState => {
  const start = 50 + 4 * random.next();
  return {
    kind: "transformer",
    asset,
    windingsC: [start, start + 2, start - 1],
    coreC: start + 5,
    loadPercent: 40,
    fan: false,
    tripped: false,
  };
};

/** One step of a dry transformer: windings follow the load, fans come at 100 °C, the trip at 170 °C. */
export function stepTransformer(tx: TransformerState, dt: number, world: World): TransformerState {
  const over = faultOn(world.faults, tx.asset, "overload")?.percent ?? 0;
  const noFan = faultOn(world.faults, tx.asset, "fan-failed") !== undefined;
  const kva = world.loadKw(tx.asset) / 0.95;
  const loadPercent = tx.tripped ? 0 : lag(tx.loadPercent, (kva / RATED_KVA) * 100 + over, 5, dt);
  const hottest = Math.max(...tx.windingsC);
  const fan = !noFan && (hottest > FAN_ON_C || (tx.fan && hottest > FAN_OFF_C));
  const rise = RISE_K * (loadPercent / 100) ** EXPONENT * (fan ? WITH_FANS : 1);
  // The room is warmer than the street.
  const roomC = world.ambientC + 6;
  const winding = (i: 0 | 1 | 2) => lag(tx.windingsC[i], roomC + 8 + rise * UNEVEN[i], TAU_SECONDS, dt);
  return {
    ...tx,
    loadPercent,
    fan,
    windingsC: [winding(0), winding(1), winding(2)],
    coreC: lag(tx.coreC, roomC + 22 + 0.25 * rise, 2 * TAU_SECONDS, dt),
    // Someone closes it again once it has cooled down.
    tripped: hottest > TRIP_C || (tx.tripped && hottest > 120),
  };
}

export const transformerTruth = (tx: TransformerState): Truth => ({
  winding_A_temp_C: tx.windingsC[0],
  winding_B_temp_C: tx.windingsC[1],
  winding_C_temp_C: tx.windingsC[2],
  core_temp_C: tx.coreC,
  load_percent: clamp(0, 200, tx.loadPercent),
  fan_running: tx.fan,
  trip: tx.tripped,
  door_open: false,
});
