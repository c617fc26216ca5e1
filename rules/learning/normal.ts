import { eigenOf } from "./eigen.ts";

/**
 * A learned normal of several values together, as JSON. Feature 2k is the level of value k, feature 2k+1 how much it
 * jumps from sample to sample; both are averaged over the last samples before they are judged.
 */
export interface Normal {
  readonly centre: readonly number[];
  /** 0 where the feature is not used: it never moved, or its level wandered while learning. */
  readonly weight: readonly number[];
  readonly patterns: readonly { readonly variance: number; readonly vector: readonly number[] }[];
  /** The patterns from here on are noise: together they are Q. */
  readonly main: number;
  readonly residualVariance: number;
  /** Distances beyond which it is not normal; they contain the rule's factor. */
  readonly t: number;
  readonly q: number;
}

/** Share of the variance that the main patterns explain; the rest is judged by Q. */
const EXPLAINED = 0.9;
/**
 * A feature whose averages vary more than so many times what its sample-to-sample noise explains wanders by itself
 * (temperatures, mostly): where it stands says nothing about a fault (von Neumann's ratio, 1941). Of steady ones about
 * nine in ten stay below it, learned from some eighteen averages that do not overlap (χ² of 17 degrees of freedom).
 */
const WANDERS = 1.5;
/** Learned from few samples, correlations are believed by this much only (Ledoit & Wolf 2004 shrink likewise). */
const BELIEVED = 0.7;

/** The features of one sample, given the one before it. */
export function featuresOf(sample: ArrayLike<number>, before: ArrayLike<number>): number[] {
  const features: number[] = [];
  for (let k = 0; k < sample.length; k++) features.push(sample[k]!, Math.abs(sample[k]! - before[k]!));
  return features;
}

/** Averages of the last `window` rows, by feature; moves on one row a call. */
export class Averages {
  readonly #window: number;
  readonly #rows: number[][] = [];
  readonly #sums: number[];

  constructor(features: number, window: number, rows: readonly (readonly number[])[] = []) {
    this.#window = window;
    this.#sums = new Array<number>(features).fill(0);
    for (const row of rows) this.push(row);
  }

  push(row: readonly number[]): number[] | undefined {
    this.#rows.push([...row]);
    for (const [i, value] of row.entries()) this.#sums[i]! += value;
    if (this.#rows.length > this.#window)
      for (const [i, value] of this.#rows.shift()!.entries()) this.#sums[i]! -= value;
    return this.#rows.length < this.#window ? undefined : this.#sums.map((sum) => sum / this.#window);
  }

  rows(): readonly (readonly number[])[] {
    return this.#rows;
  }
}

/** Learns the normal of samples (one row each, one value a column) that are taken to be free of faults. */
export function learnNormal(
  samples: readonly ArrayLike<number>[],
  { window, factor }: { readonly window: number; readonly factor: number },
): Normal {
  const rows = samples.map((sample, i) => featuresOf(sample, samples[Math.max(0, i - 1)]!));
  const features = rows[0]?.length ?? 0;
  const averages = new Averages(features, window);
  const smooth = rows.flatMap((row) => {
    const average = averages.push(row);
    return average ? [average] : [];
  });
  const blocks = smooth.filter((_, i) => i % window === 0);
  const centre: number[] = [];
  const weight: number[] = [];
  for (let f = 0; f < features; f++) {
    const mean = meanOf(smooth, f);
    const spread =
      blocks.reduce((sum, row) => sum + (row[f]! - mean) ** 2, 0) / Math.max(1, blocks.length - 1);
    let jumps = 0;
    for (let i = 1; i < rows.length; i++) jumps += (rows[i]![f]! - rows[i - 1]![f]!) ** 2;
    const noise = jumps / (2 * Math.max(1, rows.length - 1));
    const wanders = spread > (WANDERS * noise) / window;
    // Not below what the samples' own noise leaves in an average: a lucky quiet stretch is not believed.
    const scale = Math.sqrt(Math.max(spread, noise / window));
    const moves = scale > Math.max(Math.abs(mean), 1e-6) * 1e-9;
    centre.push(mean);
    weight.push(moves && !wanders ? 1 / scale : 0);
  }
  const used = weight.flatMap((one, f) => (one > 0 ? [f] : []));
  const scaled = smooth.map((row) => used.map((f) => (row[f]! - centre[f]!) * weight[f]!));
  const correlation = used.map((_, i) =>
    used.map((_, j) => {
      const mean = scaled.reduce((sum, row) => sum + row[i]! * row[j]!, 0) / Math.max(1, scaled.length);
      return i === j ? Math.max(1, mean) : mean * BELIEVED;
    }),
  );
  const { values, vectors } = eigenOf(correlation);
  const all = values.reduce((sum, value) => sum + value, 0);
  let main = 0;
  for (let explained = 0; main < values.length && explained < EXPLAINED * all; main++)
    explained += values[main]!;
  const patterns = values.map((variance, p) => {
    const vector = new Array<number>(features).fill(0);
    for (const [i, f] of used.entries()) vector[f] = vectors[p]![i]! * weight[f]!;
    return { variance, vector };
  });
  const rest = values.slice(main).reduce((sum, value) => sum + value, 0);
  const bare: Normal = { centre, weight, patterns, main, residualVariance: rest, t: 0, q: 0 };
  let t = 0;
  let q = 0;
  for (const row of smooth) {
    const far = distances(bare, row);
    t = Math.max(t, far.t);
    q = Math.max(q, far.q);
  }
  return { ...bare, t: t * factor, q: q * factor };
}

/** √T² and √Q of averaged features. */
export function distances(normal: Normal, average: readonly number[]): { t: number; q: number } {
  let t = 0;
  let q = 0;
  for (const [p, { variance, vector }] of normal.patterns.entries()) {
    let along = 0;
    for (let f = 0; f < vector.length; f++) along += (average[f]! - normal.centre[f]!) * vector[f]!;
    if (p < normal.main) t += (along * along) / variance;
    else q += along * along;
  }
  return { t: Math.sqrt(t), q: Math.sqrt(q) };
}

export function isBeyond(normal: Normal, average: readonly number[]): boolean {
  if (normal.patterns.length === 0) return false;
  const { t, q } = distances(normal, average);
  return t > normal.t || (normal.main < normal.patterns.length && q > normal.q);
}

const meanOf = (rows: readonly (readonly number[])[], f: number): number =>
  rows.reduce((sum, row) => sum + row[f]!, 0) / Math.max(1, rows.length);
