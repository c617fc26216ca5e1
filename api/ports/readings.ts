import type { Reading, Retention } from "../../facility/readings/index.ts";
import type { Instant, PointId, Result } from "../../facility/units/index.ts";
import type { Offered, StorageView } from "../contract/index.ts";

/** The newest value of every point, in memory. `index` is the point's position in the model's point table. */
export interface LatestBoard {
  /** Undefined while the point has never been heard. */
  reading(index: number): Reading | undefined;
  /** Source time of the newest value, 0 while never heard; cheap enough to ask for thousands of points a second. */
  at(index: number): number;
  /** Receive time of the newest reading of any point. */
  lastReadingAt(): Instant | null;
}

export interface IngestReport {
  readonly messages: number;
  readonly readings: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly lastReadingAt: Instant | null;
  readonly storing: boolean;
  readonly trouble: string | null;
  readonly deadLetters: readonly {
    readonly at: Instant;
    readonly gateway: string;
    readonly topic: string;
    readonly reason: string;
    readonly detail: string;
    readonly payload: string;
  }[];
}

/** Readings kept in files of our own: how much, for how long. Absent where a database server sees to that itself. */
export interface ReadingArchive {
  usage(): Promise<StorageView>;
  setRetention(policy: Retention): Promise<Result<void>>;
  /** Begins to write these points' readings of [from, to) into one Parquet file, for the caller to send and remove. */
  writeParquet(points: readonly PointId[], from: Instant, to: Instant): ParquetFile;
}

export interface ParquetFile {
  /** A file that may still be growing, from its front to its end. */
  readonly path: string;
  /** Resolves when it is whole, rejects when it will never be. */
  readonly written: Promise<void>;
  /** Takes it away; what is not written yet is not written any more. */
  remove(): Promise<void>;
}

/** Points that gateways send and the site does not have; nothing of them is stored but the last value. */
export interface PointOffers {
  list(): readonly Offered[];
  /** False when there is no such offer. */
  dismiss(id: string, by: string): boolean;
}
