import type { Instant } from "../facility/units/index.ts";

const DAY_MS = 86_400_000;

/** The pump whose bearing wears, and the lift whose doors get slower; told from the day on which the demo began. */
export const WORN_PUMP = "b1-booster-2";
export const WORN_LIFT = "b2-lift-1";

/** Its new bearing has begun to go so long before the demo began; zone C (5.1 mm/s) is reached after 62 days. */
const BEARING_DAYS = 42;
const BEARING_GROWTH_A_DAY = 0.0198;
const BEARING_MOST = 6;
/** An earlier one was changed so long ago, after it had worn for ten weeks. */
export const BEARING_CHANGED_DAYS = 410;
const EARLIER_DAYS = 70;
/** The doors' closing time creeps up over so many days to a third more. */
const DOOR_DAYS = 75;
const DOOR_WEAR = 0.3;
const DOOR_MOST = 0.6;

/** By how much the worn pump's bearing shakes more than a sound one at a moment: 1 is sound. */
export function bearingFactor(asset: string, at: number, began: Instant | undefined): number | undefined {
  if (asset !== WORN_PUMP || began === undefined) return undefined;
  const days = (at - began) / DAY_MS + BEARING_DAYS;
  const before = (at - began) / DAY_MS + BEARING_CHANGED_DAYS + EARLIER_DAYS;
  const worn = before > 0 && before < EARLIER_DAYS ? before : Math.max(0, days);
  return Math.min(BEARING_MOST, Math.exp(BEARING_GROWTH_A_DAY * worn));
}

/** How worn the doors of the worn lift are at a moment, 0 to 1. */
export function doorWear(asset: string, at: number, began: Instant | undefined): number | undefined {
  if (asset !== WORN_LIFT || began === undefined) return undefined;
  const share = Math.max(0, (at - began) / DAY_MS + DOOR_DAYS) / DOOR_DAYS;
  return Math.min(DOOR_MOST, DOOR_WEAR * share ** 2);
}
