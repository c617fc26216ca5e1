/** Insulation system of a dry transformer with its rated hot spot, °C (IEC 60076-12:2008 table 1). */
export const ratedHotSpot = {
  "105": 95,
  "120": 110,
  "130": 120,
  "155": 145,
  "180": 170,
  "200": 190,
  "220": 210,
} as const;

/** Hours of life at the rated hot spot, and the rise that halves it (IEC 60076-12:2008 §5.3, notes 2 and 3). */
const LIFE_HOURS = 180_000;
const HALVING_K = 6;

/** How many times faster than at the rated hot spot insulation ages: 2^((θ − θr)/6). */
export const ageingRate = (hotSpotC: number, ratedC: number): number =>
  2 ** ((hotSpotC - ratedC) / HALVING_K);

/**
 * Share of thermal life used by hours spent at hot-spot temperatures, 0 … 1 and beyond.
 * @param spent hours at a mean hot spot, °C, slice by slice
 */
export const thermalLifeUsed = (
  spent: readonly { readonly hours: number; readonly hotSpotC: number }[],
  insulation: keyof typeof ratedHotSpot = "155",
): number =>
  spent.reduce(
    (sum, { hours, hotSpotC }) => sum + hours * ageingRate(hotSpotC, ratedHotSpot[insulation]),
    0,
  ) / LIFE_HOURS;

const WATER_KG_M3 = 1000;
const G_M_S2 = 9.81;

/** η = ρ·g·Q·H/P of a pump on water, 0 … 1. Flow m³/h, head m, shaft or input power kW. */
export const pumpEfficiency = (flowM3h: number, headM: number, powerKW: number): number =>
  powerKW <= 0 ? 0 : (WATER_KG_M3 * G_M_S2 * (flowM3h / 3600) * headM) / (powerKW * 1000);

/** The maker's efficiency at a flow, between points of its curve in order of flow; outside it the curve says nothing. */
export function curveEfficiency(
  curve: readonly { readonly flowM3h: number; readonly efficiency: number }[],
  flowM3h: number,
): number | undefined {
  for (let i = 1; i < curve.length; i++) {
    const [low, high] = [curve[i - 1], curve[i]];
    if (!low || !high || flowM3h < low.flowM3h || flowM3h > high.flowM3h) continue;
    const part = (flowM3h - low.flowM3h) / (high.flowM3h - low.flowM3h);
    return low.efficiency + part * (high.efficiency - low.efficiency);
  }
  return undefined;
}

/** How far below its curve a pump works, % of the curve's efficiency; undefined outside the curve. */
export function efficiencyLoss(
  curve: Parameters<typeof curveEfficiency>[0],
  { flowM3h, headM, powerKW }: { flowM3h: number; headM: number; powerKW: number },
): number | undefined {
  const expected = curveEfficiency(curve, flowM3h);
  if (expected === undefined) return undefined;
  return Math.max(0, (1 - pumpEfficiency(flowM3h, headM, powerKW) / expected) * 100);
}
