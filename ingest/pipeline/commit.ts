import { ReadingBatch, type ReadingStore } from "../../facility/readings/index.ts";
import type { PointId } from "../../facility/units/index.ts";

export type Taken = (error?: Error) => void;

export interface CommitOptions {
  readonly store: Pick<ReadingStore, "append">;
  readonly points: readonly PointId[];
  /** How long a group gathers before it is written, ms; a longer one makes fewer, larger fsyncs. */
  readonly gatherMs: number;
  /** While the store takes nothing, or little, no more rows than this are held; beyond, senders are turned away. */
  readonly maxHeldRows: number;
  readonly retryMs: number;
  readonly log: { warn(message: string): void; info(message: string): void };
}

/**
 * Group commit: rows gather while the previous group is being fsynced; every sender is answered after its own
 * group is on disk. When the store fails, nobody is answered, the group is kept and tried again, so that
 * nothing acknowledged is lost and nothing lost was acknowledged.
 */
export class GroupCommit {
  readonly #options: CommitOptions;
  #points: readonly PointId[];
  #group: ReadingBatch;
  #waiting: Taken[] = [];
  /** Groups of an earlier point table that still wait to be written. */
  readonly #sealed: { readonly group: ReadingBatch; readonly waiting: Taken[] }[] = [];
  #writing = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #idle: (() => void)[] = [];
  stored = 0;
  duplicates = 0;
  /** Groups stored, tries that failed, and the time the stored ones took. */
  commits = 0;
  failedCommits = 0;
  commitSeconds = 0;
  /** Why the store takes nothing at present; null while it does. */
  trouble: string | null = null;

  constructor(options: CommitOptions) {
    this.#options = options;
    this.#points = options.points;
    this.#group = new ReadingBatch(options.points);
  }

  /** The group that gathers now; push rows, then call `wait`. */
  get group(): ReadingBatch {
    return this.#group;
  }

  /**
   * True while senders must be turned away, for the store is stuck or far too slow. Whoever waits for an answer before
   * sending on never gets here; what a broker hands over without one (QoS 0) would fill the memory.
   */
  get full(): boolean {
    return this.#writing && this.#group.length >= this.#options.maxHeldRows;
  }

  /** Answers `taken` once everything pushed so far is on disk. */
  wait(taken: Taken): void {
    this.#waiting.push(taken);
    this.#schedule();
  }

  /** Gathers by another point table from now on; what was gathered by the old one is written first, as it is. */
  follow(points: readonly PointId[]): void {
    if (this.#waiting.length > 0) this.#sealed.push({ group: this.#group, waiting: this.#waiting });
    this.#points = points;
    this.#group = new ReadingBatch(points);
    this.#waiting = [];
  }

  get #pending(): boolean {
    return this.#sealed.length > 0 || this.#waiting.length > 0;
  }

  #schedule(): void {
    if (this.#writing || this.#timer || !this.#pending) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#write();
    }, this.#options.gatherMs);
  }

  async #write(): Promise<void> {
    const { group, waiting } = this.#sealed.shift() ?? this.#takeGroup();
    this.#writing = true;
    const kept = await this.#appendUntilStored(group);
    this.#writing = false;
    for (const taken of waiting)
      taken(kept ? undefined : new Error("the server stopped before this was stored"));
    this.#schedule();
    if (!this.#pending) for (const idle of this.#idle.splice(0)) idle();
  }

  #takeGroup(): { readonly group: ReadingBatch; readonly waiting: Taken[] } {
    const taken = { group: this.#group, waiting: this.#waiting };
    this.#group = new ReadingBatch(this.#points, Math.max(1024, taken.group.length));
    this.#waiting = [];
    return taken;
  }

  /** False when closed before the store took it: then nobody may be told that it did. */
  async #appendUntilStored(group: ReadingBatch): Promise<boolean> {
    if (group.length === 0) return true;
    for (;;) {
      const began = performance.now();
      try {
        const { stored, duplicates } = await this.#options.store.append(group);
        this.stored += stored;
        this.duplicates += duplicates;
        this.commits++;
        this.commitSeconds += (performance.now() - began) / 1_000;
        if (this.trouble !== null) this.#options.log.info("the readings store takes data again");
        this.trouble = null;
        return true;
      } catch (error) {
        this.failedCommits++;
        const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
        if (this.trouble === null)
          this.#options.log.warn(
            `the readings store refused a commit; nothing is acknowledged until it works: ${why}`,
          );
        this.trouble = why;
        if (this.#closed) return false;
        await new Promise((again) => setTimeout(again, this.#options.retryMs));
      }
    }
  }

  /** Writes what is gathered and resolves when all is answered. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      await this.#write();
    }
    if (this.#writing || this.#pending) await new Promise<void>((idle) => this.#idle.push(idle));
  }
}
