import { appendFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Reading } from "../../facility/readings/index.ts";

/** A reading that the store will never take, and its reason in the store's own words. */
export interface RefusedReading {
  readonly reading: Reading;
  readonly reason: string;
}

const MAX_BYTES = 16 << 20;

/**
 * Refused readings as JSON lines beside the spool: they were acknowledged, so they are not thrown away, and a
 * person can store them once the cause is mended. Two files of at most 16 MB; the older one goes.
 */
export class RefusedFile {
  readonly path: string;
  #bytes: number;

  constructor(folder: string) {
    this.path = join(folder, "refused.jsonl");
    this.#bytes = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  add(refused: readonly RefusedReading[]): void {
    const lines = refused
      .map(({ reading, reason }) => `${JSON.stringify({ ...reading, reason })}\n`)
      .join("");
    if (this.#bytes > 0 && this.#bytes + lines.length > MAX_BYTES) {
      renameSync(this.path, `${this.path}.1`);
      this.#bytes = 0;
    }
    appendFileSync(this.path, lines, { mode: 0o600, flush: true });
    this.#bytes += Buffer.byteLength(lines);
  }
}
