import type { AssetModel, Point } from "../../facility/assets/index.ts";
import { GOOD, type ReadingBatch } from "../../facility/readings/index.ts";
import type { RuleInstance } from "../instances.ts";
import { Watchers } from "../watchers.ts";
import type { News } from "./news.ts";

/** One value before one rule: `i` is the rule's place among its kind, `slot` the place of the point in its list. */
export type Look = (i: number, slot: number, batch: ReadingBatch, row: number, news: News) => void;

/**
 * Which rules of a kind look at which points, in flat arrays. A rule that asks for good quality is not shown
 * anything else.
 */
export class Looks {
  readonly #watchers: Watchers;
  readonly #goodOnly: Uint8Array;
  /** The points of rule i are `#points[#first[i] … #first[i + 1])`, by their places in the model. */
  readonly #first: Int32Array;
  readonly #points: Int32Array;
  readonly #staleMs: Float64Array;

  /** @param pointsOf asked once for each rule, in order */
  constructor(
    model: AssetModel,
    instances: readonly RuleInstance[],
    pointsOf: (i: number) => readonly Point[],
  ) {
    const points: number[] = [];
    const rules: number[] = [];
    const slots: number[] = [];
    const stale: number[] = [];
    this.#first = new Int32Array(instances.length + 1);
    this.#goodOnly = new Uint8Array(instances.length);
    for (let i = 0; i < instances.length; i++) {
      const own = pointsOf(i);
      for (let slot = 0; slot < own.length; slot++) {
        const { index, type } = own[slot]!;
        points.push(index);
        rules.push(i);
        slots.push(slot);
        stale.push(type.staleAfterSeconds * 1_000);
      }
      this.#first[i + 1] = points.length;
      if (instances[i]!.rule.quality === "good") this.#goodOnly[i] = 1;
    }
    this.#points = Int32Array.from(points);
    this.#staleMs = Float64Array.from(stale);
    this.#watchers = new Watchers(model.points.length, points, rules, slots);
  }

  /** Shows each row to every rule that looks at its point. */
  show(news: News, look: Look): void {
    const { batch, rows, count } = news;
    const watchers = this.#watchers;
    const goodOnly = this.#goodOnly;
    for (let r = 0; r < count; r++) {
      const row = rows[r]!;
      const point = batch.point[row]!;
      for (let w = watchers.first(point), end = watchers.end(point); w < end; w++) {
        const i = watchers.watcher[w]!;
        if (goodOnly[i] === 1 && batch.quality[row] !== GOOD) continue;
        look(i, watchers.detail[w]!, batch, row, news);
      }
    }
  }

  /** May all values of rule i still be believed at that moment? */
  fresh(i: number, seenAt: Float64Array, now: number): boolean {
    for (let p = this.#first[i]!; p < this.#first[i + 1]!; p++)
      if (now - seenAt[this.#points[p]!]! > this.#staleMs[p]!) return false;
    return true;
  }
}
