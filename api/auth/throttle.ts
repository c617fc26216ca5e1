import {
  after,
  elapsed,
  type Instant,
  type Millis,
  millis,
  minutes,
  seconds,
} from "../../facility/units/index.ts";
import { personKey } from "../ports.ts";

/** Failed sign-ins of one name from one address, or of one address. */
export interface Attempts {
  readonly failures: number;
  readonly lastAt: Instant;
}

const LONGEST = minutes(5);
const FORGOTTEN_AFTER = minutes(15);

/** How long to wait before the next try: nothing for the first `free` failures, then 1 s, 2 s, 4 s … 5 min. */
export function waitAfter(attempts: Attempts | undefined, free: number, now: Instant): Millis {
  if (!attempts || attempts.failures < free) return millis(0);
  const delay = Math.min(seconds(1) * 2 ** (attempts.failures - free), LONGEST);
  return millis(Math.max(0, after(attempts.lastAt, millis(delay)) - now));
}

/** One failure more; a quiet quarter of an hour is a new beginning. */
export const failedAgain = (attempts: Attempts | undefined, now: Instant): Attempts =>
  !attempts || elapsed(attempts.lastAt, now) > FORGOTTEN_AFTER
    ? { failures: 1, lastAt: now }
    : { failures: attempts.failures + 1, lastAt: now };

/** A person mistypes a few times; an office behind one address mistypes more often together. */
const FREE_FOR_PERSON = 3;
const FREE_FOR_ADDRESS = 20;
/** So that made-up names cannot fill the memory; the oldest are forgotten first. */
const KEPT = 10_000;

/** Slows down guessing, by name and address together and by address alone. Times come from the caller. */
export class SignInThrottle {
  readonly #byKey = new Map<string, Attempts>();

  /**
   * 0 when the attempt may go on, else how long to wait. It counts as failed until `succeeded` is called, so that
   * many at once do not all slip through before the first has failed.
   */
  attempt(username: string, address: string, now: Instant): Millis {
    const keys = keysOf(username, address);
    const wait = Math.max(...keys.map(({ key, free }) => waitAfter(this.#byKey.get(key), free, now)));
    if (wait === 0) for (const { key } of keys) this.#put(key, failedAgain(this.#byKey.get(key), now));
    return millis(wait);
  }

  succeeded(username: string, address: string): void {
    const [person, everyone] = keysOf(username, address);
    this.#byKey.delete(person.key);
    const attempts = this.#byKey.get(everyone.key);
    if (attempts) this.#put(everyone.key, { ...attempts, failures: attempts.failures - 1 });
  }

  #put(key: string, attempts: Attempts): void {
    this.#byKey.delete(key);
    this.#byKey.set(key, attempts);
    if (this.#byKey.size <= KEPT) return;
    const oldest = this.#byKey.keys().next();
    if (!oldest.done) this.#byKey.delete(oldest.value);
  }
}

const keysOf = (username: string, address: string) =>
  [
    { key: `${address} ${personKey(username)}`, free: FREE_FOR_PERSON },
    { key: address, free: FREE_FOR_ADDRESS },
  ] as const;
