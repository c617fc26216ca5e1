import type { Instant } from "../units/index.ts";
import type { Notice, Receipt } from "./notice.ts";
import type { DutyRole, StaffId, StaffMember } from "./person.ts";

/** What an Observable of RxJS gives, without the library: facility/ knows zod alone. */
export interface Heard<T> {
  subscribe(next: (value: T) => void): { unsubscribe(): void };
}

/** Tells people, and knows who is on duty. Emergencies, maintenance and lifecycle need nothing else of on-call. */
export interface Notifier {
  /** Resolves when it is durable: it will go out, also after a crash. The same key again changes nothing. */
  send(notice: Notice): Promise<void>;
  /** Nobody need answer any more: repeats and escalation end. Unknown keys are no error. */
  settle(key: string): Promise<void>;
  readonly receipts: Heard<Receipt>;
  /**
   * Who is on duty. With `rota` those that the rota names then; without one, everybody whom a rota of the site names
   * then; where no rota does, everybody of that role on the site. Never somebody who is away.
   */
  whoIsOn(query: {
    readonly site: string;
    readonly role?: DutyRole;
    readonly rota?: string;
    readonly at: Instant;
  }): readonly StaffMember[];
  /** Undefined where nobody has that id. */
  member(id: StaffId): StaffMember | undefined;
  /** Everybody, by id. */
  staff(): readonly StaffMember[];
}
