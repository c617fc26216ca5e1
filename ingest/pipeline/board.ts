import type { AssetModel } from "../../facility/assets/index.ts";
import { BAD, qualityCode, qualityOf, type Reading, ReadingBatch } from "../../facility/readings/index.ts";
import type { Instant } from "../../facility/units/index.ts";

/** The newest value of every point, by column, so that a reading costs a few array writes. */
export class Board {
  #model: AssetModel;
  #at: Float64Array;
  #receivedAt: Float64Array;
  #number: Float64Array;
  #quality: Uint8Array;
  #replayed: Uint8Array;
  #texts = new Map<number, string>();
  #lastReadingAt = 0;

  constructor(model: AssetModel) {
    const size = model.points.length;
    this.#model = model;
    this.#at = new Float64Array(size);
    this.#receivedAt = new Float64Array(size);
    this.#number = new Float64Array(size).fill(Number.NaN);
    this.#quality = new Uint8Array(size).fill(BAD);
    this.#replayed = new Uint8Array(size);
  }

  /** Takes rows [from, to) of a batch; an older reading never replaces a newer one. */
  take(batch: ReadingBatch, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const point = batch.point[i]!;
      const at = batch.at[i]!;
      if (at < this.#at[point]!) continue;
      const number = batch.number[i]!;
      this.#at[point] = at;
      this.#receivedAt[point] = batch.receivedAt[i]!;
      this.#number[point] = number;
      this.#quality[point] = batch.quality[i]!;
      this.#replayed[point] = batch.replayed[i]!;
      if (Number.isNaN(number)) {
        const text = batch.texts.get(i);
        if (text === undefined) this.#texts.delete(point);
        else this.#texts.set(point, text);
      }
    }
    if (to > from) this.#lastReadingAt = Math.max(this.#lastReadingAt, batch.receivedAt[to - 1]!);
  }

  /** Fills the board from the store at start, so that a restart shows last values with their true age. */
  prime(readings: readonly Reading[]): void {
    for (const reading of readings) {
      const point = this.#model.point(reading.point)?.index;
      if (point === undefined || reading.at < this.#at[point]!) continue;
      this.#at[point] = reading.at;
      this.#receivedAt[point] = reading.receivedAt;
      this.#number[point] = typeof reading.value === "number" ? reading.value : Number.NaN;
      if (typeof reading.value === "string") this.#texts.set(point, reading.value);
      this.#quality[point] = qualityCode(reading.quality);
      this.#replayed[point] = reading.replayed ? 1 : 0;
    }
  }

  /** Takes another model; points keep their newest value by id, whatever their place in its table. */
  follow(model: AssetModel): void {
    const size = model.points.length;
    const old = {
      at: this.#at,
      receivedAt: this.#receivedAt,
      number: this.#number,
      quality: this.#quality,
      replayed: this.#replayed,
      texts: this.#texts,
    };
    const before = this.#model;
    this.#model = model;
    this.#at = new Float64Array(size);
    this.#receivedAt = new Float64Array(size);
    this.#number = new Float64Array(size).fill(Number.NaN);
    this.#quality = new Uint8Array(size).fill(BAD);
    this.#replayed = new Uint8Array(size);
    this.#texts = new Map();
    for (const { id, type, index } of model.points) {
      const was = before.point(id);
      // A point that now is of another kind would show a number as a word.
      if (was?.type.kind !== type.kind) continue;
      this.#at[index] = old.at[was.index]!;
      this.#receivedAt[index] = old.receivedAt[was.index]!;
      this.#number[index] = old.number[was.index]!;
      this.#quality[index] = old.quality[was.index]!;
      this.#replayed[index] = old.replayed[was.index]!;
      const text = old.texts.get(was.index);
      if (text !== undefined) this.#texts.set(index, text);
    }
  }

  at(index: number): number {
    return this.#at[index] ?? 0;
  }

  reading(index: number): Reading | undefined {
    const at = this.#at[index];
    const point = this.#model.points[index];
    if (!at || !point) return undefined;
    const number = this.#number[index]!;
    return {
      point: point.id,
      at: at as Instant,
      receivedAt: this.#receivedAt[index]! as Instant,
      value: Number.isNaN(number) ? (this.#texts.get(index) ?? null) : number,
      quality: qualityOf(this.#quality[index]!),
      replayed: this.#replayed[index] === 1,
    };
  }

  /** Every point's newest value as one batch, for rules that begin anew on a plant that is running. */
  batch(): ReadingBatch {
    const { pointIds } = this.#model;
    const batch = new ReadingBatch(pointIds, Math.max(1, pointIds.length));
    for (let i = 0; i < pointIds.length; i++) {
      if (this.#at[i] === 0) continue;
      const number = this.#number[i]!;
      const value = Number.isNaN(number) ? (this.#texts.get(i) ?? null) : number;
      batch.push(i, this.#at[i]!, this.#receivedAt[i]!, value, this.#quality[i]!, this.#replayed[i] === 1);
    }
    return batch;
  }

  lastReadingAt(): Instant | null {
    return this.#lastReadingAt === 0 ? null : (this.#lastReadingAt as Instant);
  }
}
