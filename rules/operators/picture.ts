import type { Point } from "../../facility/assets/index.ts";
import { never } from "./watch.ts";

/**
 * The values of several points as of one moment. Those of one message come one after the other, so the picture is
 * complete when all have come, or else when the turn ends (`wakeAt`): half of a message beside an old half is no picture.
 */
export class Picture {
  readonly values: Float64Array;
  readonly #heard: Float64Array;
  readonly #staleMs: readonly number[];
  #at = 0;
  #fresh = 0;
  wakeAt = never;

  constructor(points: readonly Point[]) {
    this.values = new Float64Array(points.length).fill(Number.NaN);
    this.#heard = new Float64Array(points.length);
    this.#staleMs = points.map((point) => point.type.staleAfterSeconds * 1_000);
  }

  /** True when this value completes the picture of its moment. */
  hear(slot: number, value: number, at: number): boolean {
    if (at !== this.#at) {
      this.#at = at;
      this.#fresh = 0;
    }
    if (this.#heard[slot] !== at) this.#fresh++;
    this.values[slot] = value;
    this.#heard[slot] = at;
    const whole = this.#fresh === this.values.length;
    this.wakeAt = whole ? never : at;
    return whole;
  }

  /** Are all values known and young enough to stand beside each other? */
  isSound(): boolean {
    this.wakeAt = never;
    for (let i = 0; i < this.values.length; i++)
      if (this.#at - this.#heard[i]! > this.#staleMs[i]!) return false;
    return true;
  }
}
