import { faultOn } from "../fault.ts";
import type { Truth, World } from "./world.ts";

export interface SeismicState {
  readonly kind: "seismic-switch";
  readonly asset: string;
  readonly triggered: boolean;
  /** Of the last shaking, cm/s²; stands until the next. */
  readonly peakCmS2: number;
}

export const newSeismic = (asset: string): SeismicState => ({
  kind: "seismic-switch",
  asset,
  triggered: false,
  peakCmS2: 0,
});

export function stepSeismic(seismic: SeismicState, world: World): SeismicState {
  const quake = faultOn(world.faults, seismic.asset, "quake");
  const peak = quake === undefined ? seismic.peakCmS2 : quake.cmS2;
  return { ...seismic, triggered: quake !== undefined, peakCmS2: peak };
}

export const seismicTruth = ({ triggered, peakCmS2 }: SeismicState): Truth => ({
  triggered,
  peak_cm_s2: peakCmS2,
  fault: false,
});
