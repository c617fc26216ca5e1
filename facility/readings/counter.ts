import type { Instant } from "../units/index.ts";
import { isUsable, qualityCode } from "./quality.ts";
import type { Reading } from "./store.ts";

/** What a counter (energy, water, trips) went up by, and how sure that is. */
export interface Increase {
  readonly increase: number;
  /** Times the counter began again at 0: a new meter, a restart of its controller. */
  readonly resets: number;
  /** Times it ran over its last digit. */
  readonly rollovers: number;
  /** How many readings stand behind it; bad ones do not. */
  readonly used: number;
  readonly unusable: number;
  readonly first: { readonly at: Instant; readonly value: number } | null;
  readonly last: { readonly at: Instant; readonly value: number } | null;
}

export const NO_INCREASE: Increase = {
  increase: 0,
  resets: 0,
  rollovers: 0,
  used: 0,
  unusable: 0,
  first: null,
  last: null,
};

/** A fall by less than this share of what was shown is no reset. */
const CORRECTED = 0.01;

/**
 * One reading more. Going down is never consumption: where the register is known to end at `rollsOverAt` (its first
 * value that it cannot show, such as 1 000 000 for six digits) and the counter was in its last tenth and is now in its
 * first, it has run over. Otherwise it was reset and counts from 0, as Prometheus' `increase` has it; but what falls by
 * less than a hundredth has been rounded or corrected, since no counter comes that far again between two readings, and
 * counting all that it shows would make gigawatt-hours of it.
 */
export function counted(
  before: Increase,
  { at, value, quality }: Pick<Reading, "at" | "value" | "quality">,
  rollsOverAt?: number,
): Increase {
  if (typeof value !== "number" || !isUsable(qualityCode(quality)))
    return { ...before, unusable: before.unusable + 1 };
  const next = {
    ...before,
    used: before.used + 1,
    first: before.first ?? { at, value },
    last: { at, value },
  };
  if (before.last === null) return next;
  const step = value - before.last.value;
  if (step >= 0) return { ...next, increase: before.increase + step };
  const ranOver =
    rollsOverAt !== undefined && before.last.value >= rollsOverAt * 0.9 && value <= rollsOverAt * 0.1;
  if (!ranOver && value > before.last.value * (1 - CORRECTED)) return next;
  return ranOver
    ? { ...next, increase: before.increase + step + rollsOverAt, rollovers: before.rollovers + 1 }
    : { ...next, increase: before.increase + value, resets: before.resets + 1 };
}

/** The increase over readings, oldest first. */
export const increaseOf = (
  readings: Iterable<Pick<Reading, "at" | "value" | "quality">>,
  rollsOverAt?: number,
): Increase => {
  let sum = NO_INCREASE;
  for (const reading of readings) sum = counted(sum, reading, rollsOverAt);
  return sum;
};
