import { faultOn } from "../fault.ts";
import type { Truth, World } from "./world.ts";

/** Loss of the first source is believed after so long, and its return only when it has lasted. */
const BELIEVE_LOSS_SECONDS = 1.5;
const BELIEVE_RETURN_SECONDS = 30;
/** The second source has to stand before it is taken. */
const SETTLE_SECONDS = 1;
/** Both contacts open while it moves. */
const MOVE_SECONDS = 0.4;

export interface AtsState {
  readonly kind: "ats";
  readonly asset: string;
  readonly position: 0 | 1 | 2;
  /** Where it is going while it is open. */
  readonly to: 1 | 2;
  readonly first: boolean;
  readonly second: boolean;
  /** How long the first source has been as it is, the second has stood, and the switch has been moving. */
  readonly firstSeconds: number;
  readonly secondSeconds: number;
  readonly movingSeconds: number;
  readonly transfers: number;
}

export const newAts = (asset: string, transfers: number): AtsState => ({
  kind: "ats",
  asset,
  position: 1,
  to: 1,
  first: true,
  second: true,
  firstSeconds: BELIEVE_RETURN_SECONDS,
  secondSeconds: 0,
  movingSeconds: 0,
  transfers,
});

/** It calls for the generator from the loss on until it is back on the first source. */
export const callsGenerator = (ats: AtsState): boolean =>
  (!ats.first && ats.firstSeconds >= BELIEVE_LOSS_SECONDS) || ats.position === 2 || ats.to === 2;

/** One step of a transfer switch between the mains and a generator: away when the mains is lost, back when it has stood. */
export function stepAts(ats: AtsState, dt: number, world: World): AtsState {
  const stuck = faultOn(world.faults, ats.asset, "transfer-stuck") !== undefined;
  const first = world.firstSource(ats.asset);
  const generator = world.generatorOf(ats.asset);
  const running = generator?.running === true;
  const now = {
    ...ats,
    first,
    // A generator that stands is a source that would come; one locked out is not.
    second: generator?.ready === true,
    firstSeconds: first === ats.first ? ats.firstSeconds + dt : dt,
    secondSeconds: running ? ats.secondSeconds + dt : 0,
  };
  if (ats.position === 0)
    return ats.movingSeconds + dt < MOVE_SECONDS || stuck
      ? { ...now, movingSeconds: ats.movingSeconds + dt }
      : { ...now, position: ats.to, movingSeconds: 0, transfers: ats.transfers + 1 };
  const away =
    ats.position === 1 &&
    !first &&
    now.firstSeconds >= BELIEVE_LOSS_SECONDS &&
    now.secondSeconds >= SETTLE_SECONDS;
  const back = ats.position === 2 && first && now.firstSeconds >= BELIEVE_RETURN_SECONDS;
  return away || back ? { ...now, position: 0, to: away ? 2 : 1, movingSeconds: 0 } : now;
}

export const atsTruth = (ats: AtsState): Truth => ({
  source_1_available: ats.first,
  source_2_available: ats.second,
  position: ats.position,
  auto_mode: true,
  fault: ats.position === 0 && ats.movingSeconds > 3,
  transfers: ats.transfers,
});
