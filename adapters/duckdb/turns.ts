/** Work on one connection, one piece after the other; a failed piece does not stop the next. */
export class Turns {
  #tail: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = this.#tail.then(work);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /** When everything asked for so far is through. */
  async idle(): Promise<void> {
    await this.#tail;
  }
}

/** Who is reading now, so that what they may still read is thrown away after them and not under them. */
export class Readers {
  readonly #running = new Set<Promise<unknown>>();

  async run<T>(read: () => Promise<T>): Promise<T> {
    const running = read();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** The same for what is read piece by piece: it has ended with the last piece, or when nobody takes any more. */
  async *each<T>(read: () => AsyncIterable<T>): AsyncGenerator<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running.add(promise);
    try {
      yield* read();
    } finally {
      this.#running.delete(promise);
      resolve();
    }
  }

  /** When everyone who is reading at this moment has ended; who comes later is not waited for. */
  async gone(): Promise<void> {
    await Promise.allSettled([...this.#running]);
  }
}
