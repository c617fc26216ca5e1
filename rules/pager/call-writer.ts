import type { CallChange, CallStore } from "../../facility/oncall/index.ts";

export interface CallWriterOptions {
  readonly store: Pick<CallStore, "commit">;
  readonly log: { warn(message: string): void; info(message: string): void };
  /** A write was refused: it is to be tried again soon. */
  readonly again: () => void;
}

/**
 * Writes what the pager does. When the disk refuses, people are told all the same, and what was not written is
 * written as soon as it can be, before anything later is.
 */
export class CallWriter {
  readonly #options: CallWriterOptions;
  readonly #unwritten: CallChange[] = [];
  #writing: Promise<void> | undefined;
  /** Why the store takes nothing at present; null while it does. */
  trouble: string | null = null;

  constructor(options: CallWriterOptions) {
    this.#options = options;
  }

  get behind(): boolean {
    return this.#unwritten.length > 0;
  }

  /** Never rejects. */
  async write(change: CallChange): Promise<void> {
    this.#unwritten.push(change);
    try {
      await this.#all();
    } catch (error) {
      this.complain(error);
      this.#options.again();
    }
  }

  #all(): Promise<void> {
    this.#writing ??= (async () => {
      try {
        while (this.#unwritten.length > 0) {
          await this.#options.store.commit(this.#unwritten[0]!);
          this.#unwritten.shift();
        }
        if (this.trouble !== null) this.#options.log.info("the pager's memory takes entries again");
        this.trouble = null;
      } finally {
        this.#writing = undefined;
      }
    })();
    return this.#writing;
  }

  /** Says once that the store is in trouble, until it is not. */
  complain(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    if (this.trouble === null)
      this.#options.log.warn(`the pager cannot write what it does; people are told all the same: ${why}`);
    this.trouble = why;
  }
}
