import type { AlarmJournal, Transition } from "../facility/alarms/index.ts";

interface Waiting {
  readonly transition: Transition;
  readonly written?: () => void;
}

export interface DeskJournalOptions {
  readonly journal: AlarmJournal;
  readonly log: { warn(message: string): void; info(message: string): void };
  readonly retryMs?: number;
  readonly tell: (transition: Transition) => void;
}

/**
 * Writes what the desk did, then tells it. Transitions that come while a write is under way share the next one, so a
 * burst of thousands costs a few fsyncs.
 */
export class DeskJournal {
  readonly #options: DeskJournalOptions;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  /** Why the journal takes nothing at present; null while it does. */
  trouble: string | null = null;

  constructor(options: DeskJournalOptions) {
    this.#options = options;
  }

  add(transition: Transition, written?: () => void): void {
    this.#waiting.push(written ? { transition, written } : { transition });
    this.#writing ??= this.#write();
  }

  async #write(): Promise<void> {
    // One microtask later, so that what the same slice of readings raises shares the write.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const told = await this.#journal(group);
      for (const { transition, written } of group) {
        if (!told) this.#options.tell(transition);
        written?.();
      }
    }
    this.#writing = undefined;
  }

  /**
   * Journals a group, again and again until it is written. When the first try fails the alarms are told all the same
   * (true): a broken disk must not make an alarm silent. They are still written before anything later is.
   */
  async #journal(group: readonly Waiting[]): Promise<boolean> {
    const { journal, log, tell, retryMs = 1_000 } = this.#options;
    let told = false;
    for (;;) {
      try {
        await journal.write(group.map(({ transition }) => transition));
        if (this.trouble !== null) log.info("the alarm journal takes entries again");
        this.trouble = null;
        return told;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (this.trouble === null)
          log.warn(`the alarm journal cannot be written; alarms are shown all the same: ${why}`);
        this.trouble = why;
        if (!told) for (const { transition } of group) tell(transition);
        told = true;
        await new Promise((again) => setTimeout(again, retryMs));
      }
    }
  }

  /** Resolves when everything added so far is written. */
  async close(): Promise<void> {
    await this.#writing;
  }
}
