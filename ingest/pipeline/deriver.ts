import type { AssetModel } from "../../facility/assets/index.ts";
import type { ReadingBatch } from "../../facility/readings/index.ts";

/** Computes derived points from what has just come in. */
export interface Deriver {
  /** Adds to the batch what follows from its rows from `from` on; they are stored with the rows they follow from. */
  extend(batch: ReadingBatch, from: number): void;
  follow(model: AssetModel): void;
}
