import type { Instant } from "../units/index.ts";
import type { Call, Member } from "./call.ts";
import type { StaffId } from "./person.ts";
import type {
  Attempt,
  CallLine,
  Delivery,
  DutyDocuments,
  DutyKind,
  LogEntry,
  PushSubscription,
  Swap,
} from "./records.ts";

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
    /** Queued at or after this moment, and before that one. */
    readonly from?: number;
    readonly before?: number;
    /** Only those older than this one: the last of the page before. */
    readonly after?: { readonly at: number; readonly id: string };
    readonly limit: number;
  }): Promise<Delivery[]>;
  attempts(deliveries: readonly string[]): Promise<Attempt[]>;
  lines(call: string): Promise<CallLine[]>;
  /** Forgets calls that are over and were opened before `before`, with their messages, tries and lines; answers how many calls. */
  prune(before: Instant): Promise<number>;
  /** What was done by a link, if it has been used. */
  spent(delivery: string): Promise<{ readonly at: Instant; readonly what: string } | undefined>;
}

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

export interface PushSubscriptions {
  all(): Promise<PushSubscription[]>;
  of(person: StaffId): Promise<PushSubscription[]>;
  put(subscription: PushSubscription): Promise<void>;
  remove(endpoint: string): Promise<void>;
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
