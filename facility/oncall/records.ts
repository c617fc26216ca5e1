import type { Instant } from "../units/index.ts";
import type { TellKind } from "./call.ts";
import type { Chain, StaffGroup } from "./chain.ts";
import type { Channel } from "./channel.ts";
import type { Message } from "./message.ts";
import type { Urgency } from "./notice.ts";
import type { StaffId, StaffMember } from "./person.ts";
import type { Rota } from "./rota.ts";
import type { Route } from "./route.ts";

export const deliveryStates = ["queued", "sent", "delivered", "failed", "hushed", "unshown"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One message to one person by one way, from the moment it is promised until it is known what became of it. */
export interface Delivery {
  readonly id: string;
  readonly call: string;
  readonly kind: TellKind | "test";
  readonly urgency: Urgency;
  /** The alarms behind it; absent in what was written before it was asked. */
  readonly causes?: readonly string[];
  /** Null for the consoles that are open. */
  readonly person: StaffId | null;
  readonly channel: string;
  readonly address: string;
  /** Its place among the person's ways; those after it go out early when it fails. */
  readonly order: number;
  readonly queuedAt: Instant;
  readonly dueAt: Instant;
  /**
   * `hushed`: somebody had answered before it was sent. `unshown`: no console was open; what is known of the other
   * ways of the step stands with them.
   */
  readonly state: DeliveryState;
  /** The step had no other way: when no console is open either, nobody has been told, and that is a failure. */
  readonly alone?: true;
  readonly tries: number;
  readonly message: Message;
  readonly sentAt: Instant | null;
  readonly seenAt: Instant | null;
  /** What the provider said last. */
  readonly detail: string;
  /** The delivery whose failure brought this one about. */
  readonly instead: string | null;
}

/** One try of a delivery; the log only grows. */
export interface Attempt {
  readonly delivery: string;
  readonly at: Instant;
  readonly ms: number;
  readonly ok: boolean;
  readonly detail: string;
}

/** A line of a call's story beside its deliveries. */
export interface CallLine {
  readonly call: string;
  readonly at: Instant;
  readonly what:
    | "opened"
    | "told"
    | "answered"
    | "hushed"
    | "closed"
    | "fell-open"
    | "uncertified"
    | "calls-again"
    /** A plan was started, an order opened; `detail` is the id of the run or of the order. */
    | "plan"
    | "order";
  readonly who: StaffId | null;
  /** The kind of message, or of answer, with its comment. */
  readonly detail: string;
}

/** Settings of on-call beside its documents. */
export interface DutySettings {
  /** Address of the console as people reach it, for links in messages; empty: messages carry no link. */
  readonly publicUrl: string;
  /** An outside watch is pinged; its owner notices when the pings stop. */
  readonly heartbeat: { readonly url: string; readonly everySeconds: number } | null;
  /** How long a one-time link holds. */
  readonly linkHours: number;
  /** Calls that are over, with their messages and tries, are kept this long. */
  readonly keepDays: number;
}

/** A browser that takes push messages for a person. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly person: StaffId;
  readonly p256dh: string;
  readonly auth: string;
  /** The browser in the person's words. */
  readonly label: string;
  readonly since: Instant;
}

/** An entry of the duty log book. */
export interface LogEntry {
  readonly id: string;
  readonly site: string;
  readonly at: Instant;
  readonly by: StaffId;
  /** `handover`: for whoever takes over, who says that he has read it. */
  readonly kind: "note" | "handover";
  readonly words: string;
  readonly readBy: StaffId | null;
  readonly readAt: Instant | null;
}

/** Somebody asks a colleague to take a shift, perhaps against one of his. */
export interface Swap {
  readonly id: string;
  readonly rota: string;
  readonly askedAt: Instant;
  readonly asks: StaffId;
  readonly asked: StaffId;
  readonly shift: { readonly from: Instant; readonly to: Instant };
  readonly against: { readonly from: Instant; readonly to: Instant } | null;
  readonly note: string;
  readonly state: "asked" | "agreed" | "declined" | "withdrawn";
}

export interface DutyDocuments {
  readonly staff: StaffMember;
  readonly rota: Rota;
  readonly group: StaffGroup;
  readonly chain: Chain;
  readonly route: Route;
  readonly channel: Channel;
  readonly settings: DutySettings & { readonly id: "settings" };
}

export type DutyKind = keyof DutyDocuments;
