import type { Transition } from "../../facility/alarms/index.ts";
import type { CallEvent, Notice } from "../../facility/oncall/index.ts";

/** What comes to the pager. */
export type Input =
  | { readonly is: "transition"; readonly transition: Transition }
  | { readonly is: "notice"; readonly notice: Notice; readonly done: () => void }
  | { readonly is: "event"; readonly call: string; readonly event: CallEvent; readonly done: () => void };

export interface InboxOptions {
  readonly isLifeSafety: (input: Input) => boolean;
  readonly step: (batch: readonly Input[]) => Promise<void>;
}

/** Hands on what has come, in one go after the other, what is urgent ahead of the rest. */
export class Inbox {
  readonly #options: InboxOptions;
  #inputs: Input[] = [];
  #working: Promise<void> | undefined;
  #closed = false;

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  get working(): boolean {
    return this.#working !== undefined;
  }

  take(...inputs: readonly Input[]): void {
    this.#inputs.push(...inputs);
    this.#working ??= this.#loop();
  }

  async #loop(): Promise<void> {
    // One microtask later, so that what the desk tells in one go is one step.
    await Promise.resolve();
    while (this.#inputs.length > 0 && !this.#closed) {
      const all = this.#inputs;
      // People in danger first, in a step of their own: it does not wait for the rest of a flood.
      const first = all.filter(this.#options.isLifeSafety);
      const batch = first.length > 0 && first.length < all.length ? first : all;
      this.#inputs = batch === all ? [] : all.filter((input) => !batch.includes(input));
      await this.#options.step(batch);
    }
    this.#working = undefined;
  }

  /** Resolves when all that has come so far is decided and written. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  close(): void {
    this.#closed = true;
  }
}
