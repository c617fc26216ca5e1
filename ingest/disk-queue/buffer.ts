import {
  closeSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { done, problem, type Result } from "../../facility/units/index.ts";
import { frame, MAX_RECORD_BYTES } from "./frames.ts";
import { type BufferedRecord, endOf, type Segment, SegmentReader } from "./segment-reader.ts";

export interface BufferOptions {
  /** Most bytes kept on disk. */
  readonly budgetBytes?: number;
  /**
   * Beyond the budget: the oldest segment goes, unsent or not, and is counted (a gateway, whose newest readings
   * matter most); or the append is refused (a server, which then acknowledges nothing more).
   */
  readonly whenFull?: "drop-oldest" | "refuse";
  readonly segmentBytes?: number;
  /** How long a record may wait for its fsync. */
  readonly syncMs?: number;
  readonly warn?: (message: string) => void;
}

export const cursorPath = (folder: string): string => join(folder, "cursor.json");
const fsyncOf = promisify(fsync);

/**
 * Store and forward: records wait on disk, in order, until they are acknowledged. A record is written before
 * it is first handed out (so it survives kill -9) and fsynced within `syncMs` unless acknowledged sooner
 * (so it survives a power cut). After a restart some acknowledged records may come again, never fewer.
 */
export class DiskBuffer {
  readonly #folder: string;
  #budget: number;
  readonly #segmentBytes: number;
  readonly #syncMs: number;
  readonly #refuses: boolean;
  readonly #warn: (message: string) => void;
  /** Oldest first; the last one is written to. */
  readonly #segments: Segment[];
  readonly #reader: SegmentReader;
  #fd: number | undefined;
  #nextSeq: number;
  /** Every record up to this number is done with. */
  #acked: number;
  readonly #ackedAhead = new Set<number>();
  #dropped = 0;
  #timer: NodeJS.Timeout | undefined;
  #syncing: Promise<void> = Promise.resolve();
  #unsynced = false;
  #cursorOnDisk: number;

  /** Made by `openBuffer`, which has looked at the files first. */
  constructor(folder: string, segments: Segment[], acked: number, options: BufferOptions) {
    this.#folder = folder;
    this.#segments = segments;
    this.#budget = options.budgetBytes ?? 256 << 20;
    this.#segmentBytes = options.segmentBytes ?? Math.min(4 << 20, Math.ceil(this.#budget / 8));
    this.#syncMs = options.syncMs ?? 1_000;
    this.#refuses = options.whenFull === "refuse";
    this.#warn = options.warn ?? (() => undefined);
    const last = segments.at(-1);
    this.#nextSeq = Math.max(last ? endOf(last) : 1, acked + 1);
    // A tail torn off below the cursor leaves a hole in the numbers; a new segment begins after it.
    if (last && endOf(last) === this.#nextSeq) this.#fd = openSync(last.path, "a");
    this.#acked = acked;
    this.#cursorOnDisk = acked;
    this.#forward();
    this.#reader = new SegmentReader(segments, this.#acked + 1);
  }

  /** Records not yet acknowledged. */
  get waiting(): number {
    const kept = this.#segments.reduce((sum, segment) => sum + this.#openIn(segment), 0);
    return kept - this.#ackedAhead.size;
  }

  /** Takes effect with the next record; nothing that waits is dropped for it. */
  set budget(bytes: number) {
    this.#budget = bytes;
  }

  /** Records that went unsent since this buffer was opened: the budget was full, or the disk lost them. */
  get dropped(): number {
    return this.#dropped;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  append(payload: Uint8Array): Result<number> {
    if (payload.length === 0 || payload.length > MAX_RECORD_BYTES)
      return problem(`a message of ${payload.length} bytes cannot be kept; 1 to ${MAX_RECORD_BYTES} can.`);
    const record = frame(payload);
    if (this.#refuses && this.bytes + record.length > this.#budget)
      return problem(
        `${this.#folder} has reached its ${this.#budget} bytes. Mend what should drain it, or raise the budget.`,
      );
    try {
      const { fd, segment } = this.#segmentFor(record.length);
      let written = 0;
      try {
        while (written < record.length) written += writeSync(fd, record, written);
      } catch (error) {
        // Half a record in the middle of a file would read as damage later.
        if (written > 0) ftruncateSync(fd, segment.bytes);
        throw error;
      }
      segment.bytes += record.length;
      segment.records++;
    } catch (error) {
      return problem(
        `${this.#folder} cannot be written (${(error as Error).message}). Free disk space or mend its rights; nothing more is kept until then.`,
      );
    }
    const seq = this.#nextSeq++;
    this.#unsynced = true;
    this.#syncLater();
    while (this.#segments.length > 1 && this.bytes > this.#budget) this.#dropOldest();
    return done(seq);
  }

  /** The next record for sending, in order; undefined when all have been handed out. */
  next(): BufferedRecord | undefined {
    for (;;) {
      try {
        const record = this.#reader.next();
        // Dropped or acknowledged since it was read ahead.
        if (record && (record.seq <= this.#acked || this.#ackedAhead.has(record.seq))) continue;
        return record;
      } catch (error) {
        this.#warn(`${(error as Error).message}. Its messages are skipped; check the disk.`);
        this.#abandon();
      }
    }
  }

  /** Every record not yet acknowledged, read anew from the first; leaves `next` where it is. Throws on damage. */
  *unacknowledged(): Generator<BufferedRecord> {
    const reader = new SegmentReader([...this.#segments], this.#acked + 1);
    for (let record = reader.next(); record; record = reader.next())
      if (!this.#ackedAhead.has(record.seq)) yield record;
  }

  /** Start handing out again from the first unacknowledged record: the link was lost. */
  rewind(): void {
    this.#reader.rewind(this.#acked + 1);
  }

  /** May come in any order; the cursor moves over the unbroken run. */
  ack(seq: number): void {
    if (seq <= this.#acked || seq >= this.#nextSeq) return;
    this.#ackedAhead.add(seq);
    this.#forward();
    this.#syncLater();
  }

  /** Puts everything that still waits, and the cursor, on the disk itself. */
  sync(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#syncing = this.#syncing.then(() => this.#syncNow());
    return this.#syncing;
  }

  /** Resolves when everything appended so far is on the disk itself; rejects when that failed. */
  flush(): Promise<void> {
    const flushed = this.#syncing.then(() => this.#syncData());
    this.#syncing = flushed.catch(() => undefined);
    return flushed;
  }

  async close(): Promise<void> {
    await this.sync();
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #syncLater(): void {
    this.#timer ??= setTimeout(() => void this.sync(), this.#syncMs);
  }

  async #syncNow(): Promise<void> {
    try {
      await this.#syncData();
      if (this.#cursorOnDisk === this.#acked) return;
      const acked = this.#acked;
      const path = cursorPath(this.#folder);
      writeFileSync(`${path}.new`, JSON.stringify({ acked }));
      renameSync(`${path}.new`, path);
      this.#cursorOnDisk = acked;
    } catch (error) {
      this.#warn(
        `${this.#folder} could not be synced (${(error as Error).message}). Check the disk: a power cut now could lose readings that wait there.`,
      );
    }
  }

  async #syncData(): Promise<void> {
    if (!this.#unsynced || this.#fd === undefined || this.waiting === 0) return;
    this.#unsynced = false;
    try {
      // A descriptor of its own: the one written to may be closed by a rotation meanwhile.
      const fd = openSync(this.#segments.at(-1)!.path, "r+");
      await fsyncOf(fd).finally(() => closeSync(fd));
    } catch (error) {
      this.#unsynced = true;
      throw error;
    }
  }

  #segmentFor(bytes: number): { fd: number; segment: Segment } {
    const last = this.#segments.at(-1);
    if (this.#fd !== undefined && last && last.bytes > 0 && last.bytes + bytes > this.#segmentBytes) {
      // Synced before a younger file exists, so that only the youngest can ever have a torn tail.
      fsyncSync(this.#fd);
      closeSync(this.#fd);
      this.#fd = undefined;
    }
    if (this.#fd !== undefined && last) return { fd: this.#fd, segment: last };
    const path = join(this.#folder, `${String(this.#nextSeq).padStart(15, "0")}.segment`);
    const segment: Segment = { first: this.#nextSeq, path, records: 0, bytes: 0 };
    this.#fd = openSync(path, "a");
    this.#segments.push(segment);
    // A file whose name is not on disk yet would be gone after a power cut, however well its bytes are synced.
    const directory = openSync(this.#folder, "r");
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
    return { fd: this.#fd, segment };
  }

  /** How many of a segment's records lie beyond the cursor. */
  #openIn = (segment: Segment): number =>
    Math.max(0, endOf(segment) - Math.max(segment.first, this.#acked + 1));

  /** Moves the cursor over what is acknowledged or does not exist, and deletes files done with. */
  #forward(): void {
    for (;;) {
      if (this.#ackedAhead.delete(this.#acked + 1)) {
        this.#acked++;
        continue;
      }
      // Numbers missing from the files (moved aside, torn off) will never be acknowledged.
      const next = this.#segments.find((segment) => endOf(segment) > this.#acked + 1);
      if (next && next.first > this.#acked + 1) this.#acked = next.first - 1;
      else break;
    }
    while (this.#segments.length > 1 && endOf(this.#segments[0]!) - 1 <= this.#acked) {
      unlinkSync(this.#segments[0]!.path);
      this.#segments.shift();
    }
  }

  #dropOldest(): void {
    const lost = this.#lose(this.#segments[0]!);
    this.#warn(
      `${this.#folder} has reached its ${this.#budget} bytes: the oldest ${lost} unsent messages were dropped. Restore the link to the server or raise the budget.`,
    );
  }

  /** Gives up what is unread in the segment the reader stands in. */
  #abandon(): void {
    const segment = this.#segments.find((candidate) => endOf(candidate) > this.#acked + 1);
    // Nothing more is written after the damage.
    if (segment && segment === this.#segments.at(-1) && this.#fd !== undefined) {
      closeSync(this.#fd);
      this.#fd = undefined;
    }
    if (segment) this.#lose(segment);
    this.#reader.rewind(this.#acked + 1);
  }

  #lose(segment: Segment): number {
    let lost = this.#openIn(segment);
    for (let seq = this.#acked + 1; seq < endOf(segment); seq++) if (this.#ackedAhead.delete(seq)) lost--;
    this.#acked = Math.max(this.#acked, endOf(segment) - 1);
    this.#dropped += lost;
    this.#forward();
    return lost;
  }
}
