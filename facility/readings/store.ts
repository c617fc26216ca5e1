import type { Instant, PointId } from "../units/index.ts";
import type { ReadingBatch } from "./batch.ts";
import type { Quality } from "./quality.ts";

/** A value as stored: booleans are 0 or 1, enumerations their code; null where the source had none. */
export type RawValue = number | string | null;

/** One reading. `point` and `at` identify it: the same pair sent again is the same reading. */
export interface Reading {
  readonly point: PointId;
  /** Source time. */
  readonly at: Instant;
  readonly receivedAt: Instant;
  readonly value: RawValue;
  readonly quality: Quality;
  /** Sent later from a gateway's buffer; history, not news. */
  readonly replayed: boolean;
}

/** One slice of a trend. Bad readings count in `count`, never in min, mean or max. */
export interface Bucket {
  /** Start of the slice. */
  readonly at: Instant;
  readonly min: number | null;
  readonly mean: number | null;
  readonly max: number | null;
  /** The newest value in the slice. */
  readonly last: RawValue;
  readonly count: number;
  /** Share of readings of good quality, 0 to 1. */
  readonly good: number;
}

/** Thrown by a store that cannot answer at present, though nothing is wrong with what was asked; says what to do. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** Where readings live for years; DuckDB, InfluxDB and the memory fake all pass one contract suite. */
export interface ReadingStore {
  /**
   * Resolves when every row is on disk (fsync). A reading already stored (same point and source time)
   * is counted as a duplicate and left as it was. Rejects without storing any row of the batch.
   */
  append(batch: ReadingBatch): Promise<{ readonly stored: number; readonly duplicates: number }>;
  /** The newest reading (by source time) of each point that has one; of all points without an argument. */
  latest(points?: readonly PointId[]): Promise<Reading[]>;
  /** Readings of one point with from ≤ at < to, oldest first, at most `limit`. */
  between(point: PointId, from: Instant, to: Instant, limit: number): Promise<Reading[]>;
  /** `count` equal slices of [from, to); slices without readings are left out: gaps are gaps. */
  buckets(point: PointId, from: Instant, to: Instant, count: number): Promise<Bucket[]>;
  /**
   * Waits until everything appended before can be asked for; false where that took longer than the patience. A store
   * that answers what it has taken at once leaves it out.
   */
  caughtUp?(patienceMs: number): Promise<boolean>;
  /**
   * Readings of several points with from ≤ at < to, in order of time, as batches over the given point table. A store
   * that cannot do this faster than by `between` leaves it out.
   */
  scan?(
    points: readonly { readonly id: PointId; readonly index: number }[],
    table: readonly PointId[],
    from: Instant,
    to: Instant,
  ): AsyncIterable<ReadingBatch>;
  /** How many readings are stored. */
  count(): Promise<number>;
  close(): Promise<void>;
}
