import { type Instant, instant, minutes } from "../units/index.ts";

/** ISA-18.2 §16: a flood begins above ten alarms in ten minutes … */
const WINDOW = minutes(10);
const BEGINS_ABOVE = 10;
/** … and has ended when fewer than five came in ten minutes. */
const ENDS_BELOW = 5;

export interface Flood {
  readonly since: Instant;
  /** Alarms of the last ten minutes. */
  readonly count: number;
}

/** Counts what called for a person's eye, desk-wide; time is handed in. */
export class FloodWatch {
  readonly #called: number[] = [];
  #first = 0;
  #since: Instant | undefined;

  called(at: Instant): void {
    this.#called.push(at);
    this.look(at);
  }

  /** The flood as it stands at that moment; undefined while the rate is one a person can follow. */
  look(now: Instant): Flood | undefined {
    while (this.#first < this.#called.length && this.#called[this.#first]! <= now - WINDOW) this.#first++;
    if (this.#first > 4_096) {
      this.#called.splice(0, this.#first);
      this.#first = 0;
    }
    const count = this.#called.length - this.#first;
    if (this.#since === undefined && count > BEGINS_ABOVE) this.#since = instant(this.#called.at(-1)!);
    else if (this.#since !== undefined && count < ENDS_BELOW) this.#since = undefined;
    return this.#since === undefined ? undefined : { since: this.#since, count };
  }
}
