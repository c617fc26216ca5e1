import { Subject } from "rxjs";
import type { ReadingBatch, ReadingSlice } from "../../facility/readings/index.ts";

/** Hands on the rows of one event-loop turn together: one call to board and rules instead of one a message. */
export class TurnFeed {
  /** Rows as they came in, in order; the last word on them is the store's. */
  readonly slices = new Subject<ReadingSlice>();
  #from = 0;
  #turn: NodeJS.Immediate | undefined;
  #batch: ReadingBatch | undefined;

  /** Rows pushed to the batch from now on belong to this turn. */
  begin(batch: ReadingBatch): void {
    if (this.#turn && this.#batch === batch) return;
    this.end();
    this.#batch = batch;
    this.#from = batch.length;
    this.#turn = setImmediate(() => this.end());
  }

  /** Hands on what there is, now. */
  end(): void {
    const batch = this.#batch;
    clearImmediate(this.#turn);
    this.#turn = undefined;
    this.#batch = undefined;
    if (batch && batch.length > this.#from) this.slices.next({ batch, from: this.#from, to: batch.length });
  }

  close(): void {
    this.end();
    this.slices.complete();
  }
}
