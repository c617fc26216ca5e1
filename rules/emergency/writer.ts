import type { EmergencyStore, RunWrite } from "../../facility/emergency/index.ts";

export interface WriterOptions {
  readonly store: Pick<EmergencyStore, "write">;
  readonly log: { warn(message: string): void; info(message: string): void };
  readonly retryMs?: number;
}

interface Waiting {
  readonly write: RunWrite;
  /** Called once: when it is on disk, or as soon as the disk has refused it, for an emergency does not wait for a disk. */
  readonly then: () => void;
}

/** Writes what became of runs in order; keeps what the store refuses and tries again. */
export class RunWriter {
  readonly #options: WriterOptions;
  #waiting: Waiting[] = [];
  #busy = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #told = new WeakSet<Waiting>();
  #idle: (() => void)[] = [];
  trouble: string | null = null;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  add(write: RunWrite, then: () => void): void {
    this.#waiting.push({ write, then });
    void this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#busy || this.#retry !== undefined) return;
    this.#busy = true;
    while (this.#waiting.length > 0) {
      // A copy: what comes while the store writes joins the list, and is not of this batch.
      const batch = [...this.#waiting];
      try {
        await this.#options.store.write(batch.map(({ write }) => write));
      } catch (error) {
        this.#refused(error, batch);
        break;
      }
      this.#waiting = this.#waiting.slice(batch.length);
      if (this.trouble !== null) this.#options.log.info("emergencies are written again");
      this.trouble = null;
      for (const one of batch) this.#tell(one);
    }
    this.#busy = false;
    if (this.#waiting.length === 0) for (const wake of this.#idle.splice(0)) wake();
  }

  #refused(error: unknown, batch: readonly Waiting[]): void {
    this.trouble = error instanceof Error ? error.message : String(error);
    this.#options.log.warn(
      `emergencies cannot be written (${this.trouble}); they go on all the same and are written as soon as it can be`,
    );
    for (const one of batch) this.#tell(one);
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.#flush();
    }, this.#options.retryMs ?? 1_000);
  }

  #tell(one: Waiting): void {
    if (this.#told.has(one)) return;
    this.#told.add(one);
    one.then();
  }

  /** Resolves when everything is written, or the store refuses it a last time. */
  async close(): Promise<void> {
    if (this.#retry !== undefined) {
      clearTimeout(this.#retry);
      this.#retry = undefined;
      void this.#flush();
    }
    if (this.#busy) await new Promise<void>((wake) => this.#idle.push(wake));
    clearTimeout(this.#retry);
  }
}
