import type { Subject } from "rxjs";
import type { Act, Alarm, AlarmId, Transition } from "../../facility/alarms/index.ts";
import type { Channel, Message, StaffId } from "../../facility/oncall/index.ts";
import type { Text } from "../../facility/units/index.ts";

/** Who gets a message, with the way to answer. */
export interface Recipient {
  readonly delivery: string;
  readonly person: StaffId;
  readonly name: Text;
  readonly language: keyof Text;
  readonly address: string;
  /** Absolute one-time link; empty where no public address is set. */
  readonly link: string;
  /** Absolute address of the pager, where one signs in; empty where no public address is set. */
  readonly page: string;
  /** By which a device says that it has the message. */
  readonly receipt: string;
}

export type Sent =
  /** `delivered`: it is known that it reached the device, not only the provider. */
  | { readonly ok: true; readonly delivered: boolean; readonly detail: string }
  /** `permanent`: trying again is of no use. */
  | {
      readonly ok: false;
      readonly permanent: boolean;
      readonly retryAfterMs?: number;
      readonly detail: string;
    };

/** One kind of channel. Never throws for what a provider answers. */
export interface Sender<C extends Channel = Channel> {
  send(channel: C, to: readonly Recipient[], message: Message, signal: AbortSignal): Promise<Sent>;
}
export type Senders = { readonly [K in Channel["kind"]]: Sender<Extract<Channel, { kind: K }>> };

/** What the pager needs of the alarm desk. */
export interface PagedDesk {
  open(): readonly Alarm[];
  get(id: AlarmId): Alarm | undefined;
  readonly transitions: Subject<Transition>;
  act(request: {
    readonly id: AlarmId;
    readonly by: string;
    readonly act: Act;
  }): Promise<{ readonly ok: true; readonly value: Alarm } | { readonly ok: false; readonly problem: Text }>;
}
