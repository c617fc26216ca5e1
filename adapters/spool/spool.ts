import type { Bucket, Reading, ReadingBatch, ReadingStore } from "../../facility/readings/index.ts";
import {
  type Clock,
  done,
  type Instant,
  type PointId,
  problem,
  type Result,
} from "../../facility/units/index.ts";
import { type DiskBuffer, openBuffer } from "../../ingest/disk-queue/index.ts";
import { caughtUp, lastOf } from "./queries.ts";
import { decode, encode, headOf } from "./record.ts";
import { RefusedFile, type RefusedReading } from "./refused-file.ts";
import { readingAt, Waiting, wordsOf } from "./waiting.ts";

/** The store behind: one whose append may also say which rows it will never take. */
export interface RemoteStore extends ReadingStore {
  append(batch: ReadingBatch): Promise<{
    readonly stored: number;
    readonly duplicates: number;
    readonly refused?: readonly { readonly row: number; readonly reason: string }[];
  }>;
  /** Readings of all points with from ≤ at < to, in no order. */
  slice?(from: Instant, to: Instant): Promise<Reading[]>;
}

export interface SpoolOptions {
  readonly store: RemoteStore;
  /** Where readings wait; of this program alone. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** Told after they are written to `refused.jsonl`. */
  readonly refused?: (readings: readonly RefusedReading[]) => void;
  /** Beyond it appends reject, so that nothing more is acknowledged. 2 GiB when left out. */
  readonly budgetBytes?: number;
  /** First pause after a failed write; doubles up to ten seconds. */
  readonly retryMs?: number;
}

export interface SpoolReport {
  /** Readings on disk that the store has not taken yet. */
  readonly waiting: number;
  readonly waitingBytes: number;
  readonly budgetBytes: number;
  /** When the oldest of them was taken in; null when none waits. */
  readonly oldestAt: Instant | null;
  /** Why the store takes nothing at present, and since when; null while it does. */
  readonly trouble: string | null;
  readonly troubleSince: Instant | null;
  /** Since the start: taken by the store, found there already, refused for good. */
  readonly drained: number;
  readonly duplicates: number;
  readonly refused: number;
}

/** Rows handed to the store at once while catching up. */
const GROUP_ROWS = 20_000;
const MAX_RETRY_MS = 10_000;

interface Group {
  readonly batch: ReadingBatch;
  readonly seqs: readonly number[];
  readonly bytes: number;
  readonly at: Instant;
}

/** Opens the spool and begins to drain it. What waited before a crash is sent first, in order. */
export function openSpool(options: SpoolOptions): Result<SpooledReadings> {
  const budgetBytes = options.budgetBytes ?? 2 * 2 ** 30;
  const buffer = openBuffer(options.folder, {
    budgetBytes,
    segmentBytes: Math.min(16 << 20, Math.ceil(budgetBytes / 8)),
    whenFull: "refuse",
    warn: (message) => options.log.warn(message),
  });
  if (!buffer.ok) return buffer;
  try {
    return done(new SpooledReadings(buffer.value, budgetBytes, options));
  } catch (error) {
    return problem(
      `the spool ${options.folder} cannot be read (${(error as Error).message}). Move it aside and start again: what waits in it is not stored.`,
    );
  }
}

/**
 * A durable spool in front of a store that may be far away, slow or gone. An append is done when the readings are
 * on this machine's disk (fsync); one drain hands them on in order and forgets them when the store has them. After
 * a crash the last group may be sent twice: the store knows a reading it already has.
 */
export class SpooledReadings implements ReadingStore {
  readonly #store: RemoteStore;
  readonly #buffer: DiskBuffer;
  readonly #options: SpoolOptions;
  #budget: number;
  readonly #refusedFile: RefusedFile;
  readonly #waiting: Waiting;
  readonly #draining: Promise<void>;
  #wake: () => void = () => undefined;
  #closing = false;
  #inHand: Group | undefined;
  #report = { waiting: 0, waitingBytes: 0, drained: 0, duplicates: 0, refused: 0 };
  #trouble: { readonly why: string; readonly since: Instant } | undefined;

  constructor(buffer: DiskBuffer, budgetBytes: number, options: SpoolOptions) {
    this.#store = options.store;
    this.#buffer = buffer;
    this.#options = options;
    this.#budget = budgetBytes;
    this.#refusedFile = new RefusedFile(options.folder);
    this.#waiting = new Waiting(buffer);
    for (const { payload } of buffer.unacknowledged()) {
      this.#report.waiting += headOf(payload)?.rows ?? 0;
      this.#report.waitingBytes += payload.length;
    }
    this.#draining = this.#drain();
  }

  /** `stored` counts what is on disk here; what the store behind knows already shows in `report().duplicates`. */
  async append(batch: ReadingBatch): Promise<{ stored: number; duplicates: number }> {
    const records = encode(batch, this.#options.clock());
    const bytes = records.reduce((sum, record) => sum + record.length, 0);
    if (this.#buffer.bytes + bytes > this.#budget)
      throw new Error(
        `the spool ${this.#options.folder} is full (${this.#budget} bytes). ${this.#trouble?.why ?? "Wait until it has drained."}`,
      );
    for (const record of records) {
      const kept = this.#buffer.append(record);
      if (!kept.ok) throw new Error(kept.problem);
      // Counted before the fsync: the drain may have them out again by then.
      this.#report.waiting += headOf(record)?.rows ?? 0;
      this.#report.waitingBytes += record.length;
    }
    await this.#buffer.flush();
    this.#wake();
    return { stored: batch.length, duplicates: 0 };
  }

  /** With what still waits here; while the store cannot be asked, that alone. */
  async latest(points?: readonly PointId[]): Promise<Reading[]> {
    const newest = new Map<PointId, Reading>();
    const take = (reading: Reading): void => {
      const known = newest.get(reading.point);
      if (!known || reading.at > known.at) newest.set(reading.point, reading);
    };
    try {
      for (const reading of await this.#store.latest(points)) take(reading);
    } catch (error) {
      this.#options.log.warn(`last values are those that wait in the spool: ${wordsOf(error)}`);
    }
    const asked = points && new Set(points);
    for (const reading of this.#waiting.readings()) if (!asked || asked.has(reading.point)) take(reading);
    return [...newest.values()];
  }

  between(point: PointId, from: Instant, to: Instant, limit: number): Promise<Reading[]> {
    return this.#store.between(point, from, to, limit);
  }

  buckets(point: PointId, from: Instant, to: Instant, count: number): Promise<Bucket[]> {
    return this.#store.buckets(point, from, to, count);
  }

  count(): Promise<number> {
    return this.#store.count();
  }

  /** What waits here, a batch a record; while it is drained, also some that the store has by then. */
  waiting(): Generator<ReadingBatch> {
    return this.#waiting.batches();
  }

  lastOf(
    points: readonly { readonly id: PointId; readonly index: number }[],
    table: readonly PointId[],
    from: Instant,
    to: Instant,
  ): AsyncGenerator<ReadingBatch> {
    return lastOf(
      { store: this.#store, waiting: this.#waiting, log: this.#options.log },
      points,
      table,
      from,
      to,
    );
  }

  caughtUp(patienceMs: number): Promise<boolean> {
    return caughtUp(
      () => this.#report,
      () => this.#closing,
      patienceMs,
    );
  }

  /** The store alone, without what waits here. */
  get behind(): ReadingStore {
    return this.#store;
  }

  /** More room while the store is away, or less: what waits already stays. */
  set budget(bytes: number) {
    this.#budget = bytes;
    this.#buffer.budget = bytes;
  }

  report(): SpoolReport {
    return {
      ...this.#report,
      budgetBytes: this.#budget,
      oldestAt: this.#report.waiting > 0 ? (this.#inHand?.at ?? this.#options.clock()) : null,
      trouble: this.#trouble?.why ?? null,
      troubleSince: this.#trouble?.since ?? null,
    };
  }

  /** Finishes the write under way; what still waits stays on disk and is sent after the next start. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#wake();
    await this.#draining;
    await this.#buffer.close();
    await this.#store.close();
  }

  async #drain(): Promise<void> {
    while (!this.#closing) {
      this.#inHand ??= this.#take();
      if (!this.#inHand) {
        await new Promise<void>((wake) => {
          this.#wake = wake;
        });
        continue;
      }
      if (!(await this.#send(this.#inHand))) return;
      for (const seq of this.#inHand.seqs) this.#buffer.ack(seq);
      this.#report.waiting -= this.#inHand.batch.length;
      this.#report.waitingBytes -= this.#inHand.bytes;
      this.#inHand = undefined;
    }
  }

  /** The next records, several at once when many wait. */
  #take(): Group | undefined {
    const batch = this.#waiting.batch();
    const seqs: number[] = [];
    let bytes = 0;
    let at: Instant | undefined;
    while (batch.length < GROUP_ROWS) {
      const record = this.#buffer.next();
      if (!record) break;
      const head = headOf(record.payload);
      if (head) decode(record.payload, batch, this.#waiting.position);
      else
        this.#options.log.warn(
          `${this.#options.folder}: record ${record.seq} was written by a newer version; it is left out.`,
        );
      at ??= head?.at;
      seqs.push(record.seq);
      bytes += record.payload.length;
    }
    return seqs.length > 0 ? { batch, seqs, bytes, at: at ?? this.#options.clock() } : undefined;
  }

  /** True when the store has the group; false when closed first. Failures are retried for as long as it takes. */
  async #send({ batch }: Group): Promise<boolean> {
    const { log, clock, retryMs = 250 } = this.#options;
    for (let attempt = 0; !this.#closing; attempt++) {
      try {
        const { stored, duplicates, refused = [] } = await this.#store.append(batch);
        this.#report.drained += stored;
        this.#report.duplicates += duplicates;
        if (refused.length > 0) this.#putAside(batch, refused);
        if (this.#trouble)
          log.info(`the readings store takes data again; ${this.#report.waiting} readings wait`);
        this.#trouble = undefined;
        return true;
      } catch (error) {
        const why = wordsOf(error);
        if (this.#trouble?.why !== why) log.warn(`readings are kept in the spool: ${why}`);
        this.#trouble = { why, since: this.#trouble?.since ?? clock() };
        await this.#pause(Math.min(MAX_RETRY_MS, retryMs * 2 ** Math.min(attempt, 10)));
      }
    }
    return false;
  }

  #putAside(batch: ReadingBatch, refused: readonly { row: number; reason: string }[]): void {
    const readings = refused.map(({ row, reason }) => ({ reading: readingAt(batch, row), reason }));
    this.#refusedFile.add(readings);
    this.#report.refused += readings.length;
    this.#options.refused?.(readings);
  }

  /** Ends early when the spool closes; a new reading does not hurry a store that is gone. */
  async #pause(ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (!this.#closing && performance.now() < until) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((wake) => {
        this.#wake = wake;
        timer = setTimeout(wake, Math.max(1, until - performance.now()));
      });
      clearTimeout(timer);
    }
  }
}
