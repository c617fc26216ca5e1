import type {
  Call,
  Chain,
  Channel,
  Member,
  Message,
  Rota,
  Route,
  StaffGroup,
  StaffId,
  StaffMember,
  TellKind,
  Urgency,
} from "../../facility/oncall/index.ts";
import type { Instant, Text } from "../../facility/units/index.ts";

/** One message to one person by one way, from the moment it is promised until it is known what became of it. */
export interface Delivery {
  readonly id: string;
  readonly call: string;
  readonly kind: TellKind | "test";
  readonly urgency: Urgency;
  /** Null for the consoles that are open. */
  readonly person: StaffId | null;
  readonly channel: string;
  readonly address: string;
  /** Its place among the person's ways; those after it go out early when it fails. */
  readonly order: number;
  readonly queuedAt: Instant;
  readonly dueAt: Instant;
  /** `hushed`: somebody had answered before it was sent. */
  readonly state: "queued" | "sent" | "delivered" | "failed" | "hushed";
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
    | "calls-again";
  readonly who: StaffId | null;
  /** The kind of message, or of answer, with its comment. */
  readonly detail: string;
}

/** Everything that one step changes; written all or nothing. */
export interface CallChange {
  readonly calls?: readonly Call[];
  /** Only those that changed; the call's own copy of its members is not written. */
  readonly members?: readonly { readonly call: string; readonly member: Member }[];
  readonly deliveries?: readonly Delivery[];
  readonly attempts?: readonly Attempt[];
  readonly lines?: readonly CallLine[];
  /** One-time links that have been used, by delivery. */
  readonly spent?: readonly { readonly delivery: string; readonly at: Instant; readonly what: string }[];
}

/** Keeps calls and what is promised to be sent. */
export interface CallStore {
  /** Resolves when it is on disk (fsync), rejects when it is not. */
  commit(change: CallChange): Promise<void>;
  /** What a restart goes on with: calls that are not closed, and deliveries not sent yet. */
  load(): Promise<{ readonly calls: Call[]; readonly deliveries: Delivery[] }>;
  call(id: string): Promise<Call | undefined>;
  /** Newest first. */
  calls(query: { readonly site?: string; readonly before?: number; readonly limit: number }): Promise<Call[]>;
  delivery(id: string): Promise<Delivery | undefined>;
  /** Newest first. */
  deliveries(query: {
    readonly call?: string;
    readonly person?: StaffId;
    readonly channel?: string;
    readonly state?: Delivery["state"];
    readonly before?: number;
    readonly limit: number;
  }): Promise<Delivery[]>;
  attempts(deliveries: readonly string[]): Promise<Attempt[]>;
  lines(call: string): Promise<CallLine[]>;
  /** What was done by a link, if it has been used. */
  spent(delivery: string): Promise<{ readonly at: Instant; readonly what: string } | undefined>;
}

/** Settings of on-call beside its documents. */
export interface DutySettings {
  /** Address of the console as people reach it, for links in messages; empty: messages carry no link. */
  readonly publicUrl: string;
  /** An outside watch is pinged; its owner notices when the pings stop. */
  readonly heartbeat: { readonly url: string; readonly everySeconds: number } | null;
  /** How long a one-time link holds. */
  readonly linkHours: number;
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

/** Keeps what people set up. `channel` documents hold secrets, which lie encrypted. */
export interface DutyStore {
  /** In the order of `position`, then of id. */
  list<K extends DutyKind>(kind: K): Promise<DutyDocuments[K][]>;
  put<K extends DutyKind>(kind: K, document: DutyDocuments[K], change: Changed): Promise<void>;
  /** False when there was none. */
  remove(kind: DutyKind, id: string): Promise<boolean>;
}
export interface Changed {
  readonly by: string;
  readonly at: Instant;
  /** For routes, whose order counts. */
  readonly position?: number;
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
export interface PushSubscriptions {
  all(): Promise<PushSubscription[]>;
  of(person: StaffId): Promise<PushSubscription[]>;
  put(subscription: PushSubscription): Promise<void>;
  remove(endpoint: string): Promise<void>;
}

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
export interface DutyLog {
  add(entry: LogEntry): Promise<void>;
  /** Newest first. */
  list(query: {
    readonly site: string;
    readonly before?: number;
    readonly limit: number;
  }): Promise<LogEntry[]>;
  /** False where there is no such entry, or somebody has read it before. */
  read(id: string, by: StaffId, at: Instant): Promise<boolean>;
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
export interface Swaps {
  put(swap: Swap): Promise<void>;
  get(id: string): Promise<Swap | undefined>;
  /** Newest first. */
  list(rota?: string): Promise<Swap[]>;
}

/** Private addresses of calendar feeds; only a hash of each is kept. */
export interface CalendarFeeds {
  /** Ends the person's feed of before, and answers the token of the new one. */
  make(person: StaffId, rota: string | null, at: Instant): Promise<string>;
  find(token: string): Promise<{ readonly person: StaffId; readonly rota: string | null } | undefined>;
}
