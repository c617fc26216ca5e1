/**
 * Who looks at which point: `first(point) … end(point)` is the range of entries in `watcher` (and, beside it,
 * `detail`). Two flat arrays instead of a list a point keep 100 000 rules within a few megabytes.
 */
export class Watchers {
  readonly watcher: Int32Array;
  readonly detail: Int32Array;
  readonly #start: Int32Array;

  /** @param of by entry: the point looked at; beside it who looks, and what else is to be known of it */
  constructor(
    points: number,
    of: readonly number[],
    watchers: readonly number[],
    details: readonly number[],
  ) {
    this.#start = new Int32Array(points + 1);
    for (const point of of) this.#start[point + 1]!++;
    for (let point = 0; point < points; point++) this.#start[point + 1]! += this.#start[point]!;
    this.watcher = new Int32Array(of.length);
    this.detail = new Int32Array(of.length);
    const next = this.#start.slice();
    for (let entry = 0; entry < of.length; entry++) {
      const place = next[of[entry]!]!++;
      this.watcher[place] = watchers[entry]!;
      this.detail[place] = details[entry]!;
    }
  }

  first(point: number): number {
    return this.#start[point]!;
  }

  end(point: number): number {
    return this.#start[point + 1]!;
  }
}
