/**
 * Who looks at which point: `of(point)` is the range of entries in `watcher` (and, beside it, `detail`).
 * Two flat arrays instead of a list a point keep 100 000 rules within a few megabytes.
 */
export class Watchers {
  readonly watcher: Int32Array;
  readonly detail: Int32Array;
  readonly #start: Int32Array;

  constructor(points: number, entries: readonly { point: number; watcher: number; detail: number }[]) {
    this.#start = new Int32Array(points + 1);
    for (const { point } of entries) this.#start[point + 1]!++;
    for (let point = 0; point < points; point++) this.#start[point + 1]! += this.#start[point]!;
    this.watcher = new Int32Array(entries.length);
    this.detail = new Int32Array(entries.length);
    const next = this.#start.slice();
    for (const { point, watcher, detail } of entries) {
      const place = next[point]!++;
      this.watcher[place] = watcher;
      this.detail[place] = detail;
    }
  }

  first(point: number): number {
    return this.#start[point]!;
  }

  end(point: number): number {
    return this.#start[point + 1]!;
  }
}
