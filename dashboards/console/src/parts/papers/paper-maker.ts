/** A paper on its way: nothing, being made since a moment, saved under a name, or failed. */
export type Making =
  | { readonly is: "idle" }
  | { readonly is: "making"; readonly since: number }
  | { readonly is: "done"; readonly name: string }
  | { readonly is: "failed"; readonly error: unknown };

export interface PaperMakerParts {
  /** Fetches the finished paper; ends with an error when the signal says stop. */
  readonly fetch: (path: string, asked: { signal: AbortSignal; lang: "en" | "zh" }) => Promise<Blob>;
  readonly save: (paper: Blob, name: string) => void;
  readonly now: () => number;
}

/**
 * Makes one paper at a time, says how it stands, and can be stopped. What was stopped, or overtaken by another, saves
 * nothing and says nothing, however late its answer comes.
 */
export class PaperMaker {
  readonly #parts: PaperMakerParts;
  readonly #listeners = new Set<() => void>();
  #state: Making = { is: "idle" };
  #under: AbortController | undefined;

  constructor(parts: PaperMakerParts) {
    this.#parts = parts;
  }

  readonly state = (): Making => this.#state;
  readonly watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** `name` is what it is saved as, `lang` the language that the server answers in. */
  async make(path: string, name: string, lang: "en" | "zh"): Promise<void> {
    this.#under?.abort();
    const own = new AbortController();
    this.#under = own;
    this.#set({ is: "making", since: this.#parts.now() });
    try {
      const paper = await this.#parts.fetch(path, { signal: own.signal, lang });
      if (own.signal.aborted) return;
      this.#parts.save(paper, name);
      this.#set({ is: "done", name });
    } catch (error) {
      if (!own.signal.aborted) this.#set({ is: "failed", error });
    }
  }

  stop(): void {
    this.#under?.abort();
    this.#under = undefined;
    if (this.#state.is === "making") this.#set({ is: "idle" });
  }

  #set(state: Making): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
