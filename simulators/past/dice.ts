import { type Random, randomFrom } from "../random.ts";

/** Dice of their own for every name, so that one more asset or noun changes nothing about the others. */
export function diceFor(seed: number, ...names: readonly string[]): Random {
  let hash = seed ^ 0x811c9dc5;
  for (const name of names)
    for (let i = 0; i <= name.length; i++) hash = Math.imul(hash ^ (name.charCodeAt(i) || 1), 0x01000193);
  return randomFrom(hash >>> 0);
}

export const between = (dice: Random, low: number, high: number): number => low + (high - low) * dice.next();

export const oneOf = <T>(dice: Random, list: readonly [T, ...T[]]): T =>
  list[Math.min(list.length - 1, Math.floor(dice.next() * list.length))] ?? list[0];

/** A life drawn from a Weibull distribution of shape `beta` and scale `eta`. */
export const weibull = (dice: Random, eta: number, beta: number): number =>
  eta * (-Math.log(1 - dice.next())) ** (1 / beta);
