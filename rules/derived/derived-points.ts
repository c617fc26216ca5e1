import type { Asset, AssetModel, Point } from "../../facility/assets/index.ts";
import { BAD, GOOD, type ReadingBatch, UNCERTAIN } from "../../facility/readings/index.ts";
import { type CelProgram, type CelValues, compileDerived, feedersOf } from "../kinds/cel.ts";
import { Watchers } from "../watchers.ts";

interface Derived {
  readonly point: Point;
  readonly program: CelProgram<number | string>;
  readonly inputs: readonly Point[];
  /** What the program is run on; filled anew for each run. */
  readonly values: CelValues;
  /** By input: where its value belongs. */
  readonly into: readonly CelValues[];
}

/** Every derived point whose expression cannot be used on its asset, with what to mend. */
export const derivedProblems = (model: AssetModel): string[] =>
  model.points.flatMap((point) => {
    if (point.type.derived === undefined) return [];
    const made = compileDerived(point);
    return made.ok ? [] : [made.problem];
  });

/**
 * Adds derived rows to the batch their inputs came in, so that they are stored in the same commit and told in the
 * same turn. A derived reading has the source time of the inputs that moved it, the worst quality among all of them,
 * and is replayed where one of those is. An input that is unknown, stale at that time, or known only from a later time
 * (history that arrives late) gives no reading: half a picture is none.
 */
export class DerivedPoints {
  #derived: readonly Derived[] = [];
  #watchers = new Watchers(0, [], [], []);
  #at = new Float64Array(0);
  #number = new Float64Array(0);
  #quality = new Uint8Array(0);
  #replayed = new Uint8Array(0);
  #texts = new Map<number, string>();
  #staleMs = new Float64Array(0);
  /** Derived points whose inputs have moved. */
  readonly #moved = new Set<number>();

  constructor(model: AssetModel) {
    this.follow(model);
  }

  /** Another model: values are heard anew. */
  follow(model: AssetModel): void {
    const points = model.points.filter(({ type }) => type.derived !== undefined);
    this.#derived = points.flatMap((point) => derivedOf(point, model) ?? []);
    const entries = this.#derived.flatMap(({ inputs }, i) => inputs.map(({ index }) => [index, i] as const));
    this.#watchers = new Watchers(
      model.points.length,
      entries.map(([index]) => index),
      entries.map(([, i]) => i),
      entries.map(() => 0),
    );
    const size = this.#derived.length === 0 ? 0 : model.points.length;
    this.#at = new Float64Array(size);
    this.#number = new Float64Array(size);
    this.#quality = new Uint8Array(size);
    this.#replayed = new Uint8Array(size);
    this.#texts = new Map();
    this.#staleMs = Float64Array.from(
      size === 0 ? [] : model.points,
      ({ type }) => type.staleAfterSeconds * 1_000,
    );
  }

  extend(batch: ReadingBatch, from: number): void {
    if (this.#derived.length === 0) return;
    const end = batch.length;
    const moved = this.#moved;
    for (let row = from; row < end; ) {
      // Values of one moment belong together: they are all known before anything is computed from them.
      const at = batch.at[row]!;
      for (; row < end && batch.at[row] === at; row++) this.#hear(batch, row);
      // What reads another derived point stands behind it, so the first goes first and none comes twice.
      while (moved.size > 0) {
        const first = Math.min(...moved);
        moved.delete(first);
        this.#compute(first, at, batch);
      }
    }
  }

  #hear(batch: ReadingBatch, row: number): void {
    const point = batch.point[row]!;
    const first = this.#watchers.first(point);
    const end = this.#watchers.end(point);
    if (first === end || batch.at[row]! < this.#at[point]!) return;
    this.#at[point] = batch.at[row]!;
    this.#number[point] = batch.number[row]!;
    this.#quality[point] = batch.quality[row]!;
    this.#replayed[point] = batch.replayed[row]!;
    const text = batch.texts.get(row);
    if (text === undefined) this.#texts.delete(point);
    else this.#texts.set(point, text);
    for (let w = first; w < end; w++) this.#moved.add(this.#watchers.watcher[w]!);
  }

  #compute(i: number, at: number, batch: ReadingBatch): void {
    const { point, program, inputs, values, into } = this.#derived[i]!;
    let quality = GOOD;
    let replayed = false;
    for (const [slot, { index, type }] of inputs.entries()) {
      const heard = this.#at[index]!;
      if (heard === 0 || heard > at || at - heard > this.#staleMs[index]!) return;
      quality = worse(quality, this.#quality[index]!);
      if (heard === at && this.#replayed[index] === 1) replayed = true;
      const number = this.#number[index]!;
      const value = Number.isNaN(number) ? this.#texts.get(index) : number;
      into[slot]![type.name] = type.kind === "boolean" ? value !== 0 : value;
    }
    const value = quality === BAD ? null : program.run(values);
    // Nothing can be said, as of a ratio to nothing: no reading, and the value before grows old in plain sight.
    if (value === undefined) return;
    const row = batch.length;
    const isOut = typeof value === "number" && outOfRange(point, value);
    batch.push(
      point.index,
      at,
      batch.receivedAt[row - 1]!,
      value,
      isOut ? worse(quality, UNCERTAIN) : quality,
      replayed,
    );
    this.#hear(batch, row);
  }
}

/** Qualities from best to worst: good, uncertain, all that is no value of now, bad. */
const rank = (quality: number): number =>
  quality === GOOD ? 0 : quality === UNCERTAIN ? 1 : quality === BAD ? 3 : 2;
const worse = (a: number, b: number): number => (rank(b) > rank(a) ? b : a);

function outOfRange({ type }: Point, value: number): boolean {
  if (type.kind === "number")
    return type.range !== undefined && (value < type.range[0] || value > type.range[1]);
  return type.kind === "enum" && !type.states.some(({ code }) => code === value);
}

function derivedOf(point: Point, model: AssetModel): Derived | undefined {
  const made = compileDerived(point);
  if (!made.ok) return undefined;
  const { asset } = point;
  const { points, readsFeeders, readsFed } = made.value;
  const values: CelValues = { feeders: [], fed: [] };
  const inputs = asset.points.filter(({ type, id }) => points.includes(type.name) && id !== point.id);
  const into: CelValues[] = inputs.map(() => values);
  const relate = (name: "feeders" | "fed", assets: readonly Asset[]): void => {
    const list = assets.map((other): CelValues => {
      const own: CelValues = {};
      for (const input of other.points) {
        // Measured ones alone, so that two assets never wait for each other.
        if (input.type.derived !== undefined || !made.value.names(input.type.name)) continue;
        inputs.push(input);
        into.push(own);
      }
      return own;
    });
    values[name] = list;
  };
  if (readsFeeders) relate("feeders", feedersOf(asset, model));
  if (readsFed)
    relate(
      "fed",
      asset.feeds.flatMap((id) => model.assets.get(id) ?? []),
    );
  return { point, program: made.value, inputs, values, into };
}
