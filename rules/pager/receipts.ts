import { Subject } from "rxjs";
import type { AnswerKind, Delivery, Receipt, StaffId } from "../../facility/oncall/index.ts";
import type { Clock } from "../../facility/units/index.ts";
import type { CallWriter } from "./call-writer.ts";

/** The key that receipts carry: the notice's own, or the alarm call's id. */
const keyOf = (call: string): string => (call.startsWith("notice:") ? call.slice("notice:".length) : call);

/** What becomes of messages, as far as it is known: told to whoever listens, and kept where it changes the message. */
export class Receipts {
  readonly told = new Subject<Receipt>();
  readonly #writer: Pick<CallWriter, "write">;
  readonly #clock: Clock;
  /** Who asked for a test message waits here for what comes of it. */
  readonly #tests = new Map<string, (delivery: Delivery) => void>();

  constructor(writer: Pick<CallWriter, "write">, clock: Clock) {
    this.#writer = writer;
    this.#clock = clock;
  }

  queued(delivery: Delivery): void {
    this.#tell(delivery, "queued");
  }

  /** The courier has tried it, or let it be. */
  tried(delivery: Delivery): void {
    if (delivery.state === "queued" && delivery.tries === 0) return;
    const test = this.#tests.get(delivery.id);
    if (test) {
      this.#tests.delete(delivery.id);
      test(delivery);
    }
    if (delivery.state === "hushed" || delivery.state === "unshown") return;
    this.#tell(delivery, delivery.state === "queued" ? "failed" : delivery.state);
  }

  /** A person has opened the message's link. */
  async seen(delivery: Delivery): Promise<void> {
    if (delivery.seenAt !== null) return;
    const seen = { ...delivery, seenAt: this.#clock() };
    await this.#writer.write({ deliveries: [seen] });
    this.#tell(seen, "seen");
  }

  /** The device says that it has the message. */
  async delivered(delivery: Delivery): Promise<void> {
    if (delivery.state !== "sent") return;
    const now: Delivery = { ...delivery, state: "delivered" };
    await this.#writer.write({ deliveries: [now] });
    this.#tell(now, "delivered");
  }

  answered(
    call: string,
    person: StaffId,
    answer: { readonly do: AnswerKind; readonly comment: string },
  ): void {
    this.told.next({ key: keyOf(call), at: this.#clock(), state: "answered", person, answer });
  }

  /** What comes of a test message's first try. */
  outcomeOf(test: Pick<Delivery, "id">): Promise<Delivery> {
    return new Promise((found) => {
      this.#tests.set(test.id, found);
    });
  }

  #tell({ call, person, channel, detail }: Delivery, state: Receipt["state"]): void {
    this.told.next({
      key: keyOf(call),
      at: this.#clock(),
      state,
      channel,
      ...(person === null ? {} : { person }),
      ...(detail ? { detail } : {}),
    });
  }
}
