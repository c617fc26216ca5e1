import type { Changed } from "./kept-scenario.ts";

/** How long is waited after each try that brought nothing, ms; with the last try some thirteen minutes in all. */
export const WAITS_MS: readonly number[] = [10_000, 30_000, 60_000, 120_000, 240_000, 300_000];

/**
 * A plan that nobody waits for at a screen. A machine under load may leave the solver without an answer in its time;
 * it is asked again, at most `WAITS_MS.length` times more. Throws what the last try threw, and at once what was refused:
 * asking again changes nothing about that.
 */
export async function madeAtLast<T>(
  make: () => Promise<Changed<T>>,
  wait: (ms: number) => Promise<void>,
  told: (trouble: unknown, againInMs: number) => void,
): Promise<T> {
  for (let tried = 0; ; tried++) {
    let made: Changed<T>;
    try {
      made = await make();
    } catch (trouble) {
      const pause = WAITS_MS[tried];
      if (pause === undefined) throw trouble;
      told(trouble, pause);
      await wait(pause);
      continue;
    }
    if (!made.ok) throw new Error(made.problem);
    return made.value;
  }
}
