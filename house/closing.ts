/** Remembers how to close what was opened; closes newest first, each even when another fails. */
export class Closing {
  readonly #steps: { readonly name: string; readonly close: () => Promise<void> | void }[] = [];
  readonly #warn: (message: string) => void;

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  keep<T>(name: string, part: T, close: (part: T) => Promise<void> | void): T {
    this.#steps.push({ name, close: () => close(part) });
    return part;
  }

  async close(): Promise<void> {
    for (const { name, close } of this.#steps.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        this.#warn(`closing ${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
