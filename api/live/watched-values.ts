import type { Point } from "../../facility/assets/index.ts";
import type { LatestValue } from "../contract/index.ts";
import type { LatestBoard } from "../ports.ts";
import { latestView } from "../present.ts";

/**
 * The values of one room, looked at again and again. Each look compares source times only, so thousands of points
 * cost microseconds and the way of the readings knows nothing of those who watch. Each point remembers the look at
 * which it last changed: a client that could not be sent some deltas is given later what changed since its last one.
 */
export class WatchedValues {
  readonly #points: readonly Point[];
  readonly #board: LatestBoard;
  readonly #seenAt: Float64Array;
  readonly #changedIn: Float64Array;
  #look = 0;

  constructor(points: readonly Point[], board: LatestBoard) {
    this.#points = points;
    this.#board = board;
    this.#seenAt = Float64Array.from(points, (point) => board.at(point.index));
    this.#changedIn = new Float64Array(points.length);
  }

  /** The number of the newest look; what a snapshot taken now is at least as new as. */
  get look(): number {
    return this.#look;
  }

  /** Looks at every point once and says whether any changed. */
  lookAgain(): boolean {
    this.#look++;
    let changed = false;
    for (let i = 0; i < this.#points.length; i++) {
      const at = this.#board.at(this.#points[i]!.index);
      if (at === this.#seenAt[i]) continue;
      this.#seenAt[i] = at;
      this.#changedIn[i] = this.#look;
      changed = true;
    }
    return changed;
  }

  /** Newest values of the points that changed after the given look. */
  since(look: number): LatestValue[] {
    return this.#values((i) => this.#changedIn[i]! > look);
  }

  /** The newest value of every point that has been heard. */
  all(): LatestValue[] {
    return this.#values(() => true);
  }

  #values(wanted: (i: number) => boolean): LatestValue[] {
    const values: LatestValue[] = [];
    for (let i = 0; i < this.#points.length; i++) {
      if (!wanted(i)) continue;
      const point = this.#points[i]!;
      const reading = this.#board.reading(point.index);
      if (reading) values.push(latestView(point, reading));
    }
    return values;
  }
}
