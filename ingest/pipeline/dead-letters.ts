import type { Instant } from "../../facility/units/index.ts";
import type { Reason } from "./validate.ts";

export interface DeadLetter {
  readonly at: Instant;
  readonly gateway: string;
  readonly topic: string;
  readonly reason: Reason;
  readonly detail: string;
  /** The first 512 characters. */
  readonly payload: string;
}

const KEPT = 200;

/** What could not be used: counted by reason for ever, the last 200 kept whole enough to see what is wrong. */
export class DeadLetters {
  readonly counts: Partial<Record<Reason, number>> = {};
  readonly #ring: DeadLetter[] = [];
  #next = 0;

  add(letter: Omit<DeadLetter, "payload"> & { readonly payload: Buffer }): void {
    this.counts[letter.reason] = (this.counts[letter.reason] ?? 0) + 1;
    // A hostile flood is counted at full speed but written down at most once a reason and second.
    const last = this.#ring[(this.#next + KEPT - 1) % KEPT];
    if (this.#ring.length === KEPT && last?.reason === letter.reason && letter.at - last.at < 1_000) return;
    this.#ring[this.#next] = { ...letter, payload: letter.payload.toString("utf8", 0, 512) };
    this.#next = (this.#next + 1) % KEPT;
  }

  /** Newest first. */
  list(): DeadLetter[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)].reverse();
  }
}
