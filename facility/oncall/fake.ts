import type { Instant } from "../units/index.ts";
import type { AnswerKind, Notice, Receipt } from "./notice.ts";
import type { Notifier } from "./notifier.ts";
import { type StaffId, type StaffMember, worksAt } from "./person.ts";

/** A notifier that remembers, and whose people answer when the test says so. Everybody is on duty. */
export class RememberingNotifier implements Notifier {
  /** By key, in the order in which they came. */
  readonly sent = new Map<string, Notice>();
  readonly settled = new Set<string>();
  readonly #people: readonly StaffMember[];
  readonly #listeners = new Set<(receipt: Receipt) => void>();

  constructor(people: readonly StaffMember[] = []) {
    this.#people = people;
  }
  async send(notice: Notice): Promise<void> {
    if (this.sent.has(notice.key)) return;
    this.sent.set(notice.key, notice);
    this.#tell({ key: notice.key, at: notice.at, state: "queued" });
  }
  async settle(key: string): Promise<void> {
    this.settled.add(key);
  }
  readonly receipts = {
    subscribe: (next: (receipt: Receipt) => void) => {
      this.#listeners.add(next);
      return { unsubscribe: () => void this.#listeners.delete(next) };
    },
  };
  whoIsOn({ site, role }: Parameters<Notifier["whoIsOn"]>[0]): readonly StaffMember[] {
    return this.#people.filter(
      (member) =>
        !member.away && worksAt(member, site) && (role === undefined || member.roles.includes(role)),
    );
  }
  member(id: StaffId): StaffMember | undefined {
    return this.#people.find((member) => member.id === id);
  }
  staff(): readonly StaffMember[] {
    return this.#people;
  }
  answer(key: string, by: StaffId, at: Instant, kind: AnswerKind = "acknowledge", comment = ""): void {
    this.#tell({ key, at, state: "answered", person: by, answer: { do: kind, comment } });
  }
  #tell(receipt: Receipt): void {
    for (const listener of this.#listeners) listener(receipt);
  }
}
