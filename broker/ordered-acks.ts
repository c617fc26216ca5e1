/**
 * Sends acknowledgements in the order in which the messages came, however their storing ends [MQTT-4.6.0-2].
 * One for each connection: an acknowledgement never crosses over to the next.
 */
export class OrderedAcks {
  readonly #send: (id: number) => void;
  readonly #expected: { readonly id: number; stored: boolean }[] = [];

  constructor(send: (id: number) => void) {
    this.#send = send;
  }

  /** A message came; call the answer when it is stored. */
  expect(id: number): () => void {
    const entry = { id, stored: false };
    this.#expected.push(entry);
    return () => {
      entry.stored = true;
      let ready = 0;
      while (this.#expected[ready]?.stored) this.#send(this.#expected[ready++]!.id);
      this.#expected.splice(0, ready);
    };
  }
}
