import type { Observable } from "rxjs";
import type {
  Agreements,
  AnswerKind,
  CalendarFeeds,
  Call,
  CallChange,
  CallStore,
  Chain,
  Channel,
  Delivery,
  DutyDocuments,
  DutyKind,
  DutyLog,
  DutySettings,
  PushSubscriptions,
  Roster,
  Rota,
  Route,
  StaffGroup,
  StaffId,
  StaffMember,
  Swaps,
  TellKind,
} from "../facility/oncall/index.ts";
import type { Instant, Text } from "../facility/units/index.ts";

type Done = { readonly ok: true } | { readonly ok: false; readonly problem: Text };

/** What people set up, and the only way to change it. */
export interface DutyBookPort {
  roster(): Roster;
  profiles(): readonly StaffMember[];
  rotas(): readonly Rota[];
  groups(): readonly StaffGroup[];
  chains(): readonly Chain[];
  routes(): readonly Route[];
  channels(): readonly Channel[];
  channel(id: string): Channel | undefined;
  isUsable(channel: string): boolean;
  settings(): DutySettings;
  /** Looks again who has an account and who takes push messages. */
  refresh(): Promise<void>;
  put<K extends DutyKind>(kind: K, document: DutyDocuments[K], by: string): Promise<Done>;
  putRoutes(routes: readonly Route[], by: string): Promise<Done>;
  remove<K extends DutyKind>(kind: K, id: string): Promise<Done>;
}

/** Calls under way, and answering them. */
export interface PagerPort {
  open(): readonly Call[];
  call(id: string): Call | undefined;
  callOf(alarm: string): Call | undefined;
  readonly changed: Observable<Call>;
  readonly rung: Observable<{
    readonly call: Call;
    readonly kind: TellKind;
    readonly people: readonly StaffId[];
  }>;
  /** How many consoles are open; set by the live channel. */
  consoles: () => number;
  answer(answer: {
    readonly call: string;
    readonly by: StaffId;
    readonly do: AnswerKind;
    readonly comment: string;
  }): Promise<{ readonly ok: true; readonly call: Call } | { readonly ok: false; readonly problem: Text }>;
  seen(delivery: Delivery): Promise<void>;
  delivered(delivery: Delivery): Promise<void>;
  test(channel: string, address: string, person: StaffId): Promise<Delivery>;
  send(notice: import("../facility/oncall/index.ts").Notice): Promise<void>;
}

/** What the log of calls can be asked, and the links that have been used. */
export interface CallLog
  extends Pick<CallStore, "call" | "calls" | "delivery" | "deliveries" | "attempts" | "lines" | "spent"> {
  commit(change: Pick<CallChange, "spent">): Promise<void>;
}

/** What was set going, with the call as it stands then. */
export type Began =
  | { readonly ok: true; readonly id: string; readonly call: Call }
  | { readonly ok: false; readonly problem: Text };

/** What can be set going from a call, by whoever was called. */
export interface BeginPort {
  /** The plan that belongs to the call's alarm; undefined where none does. */
  plan(call: Call): { readonly id: string; readonly title: Text; readonly about: Text } | undefined;
  /** Begins that plan, or joins its run where one is under way for the same place. */
  startPlan(call: Call, by: StaffId, words: string): Promise<Began>;
  /** Opens the order for the call's alarm; the same one where there is one. */
  openOrder(call: Call, by: StaffId, words: string): Promise<Began>;
}

/** On call as the API is handed it. */
export interface OnCallPort {
  readonly book: DutyBookPort;
  readonly pager: PagerPort;
  readonly calls: CallLog;
  readonly begin: BeginPort;
  /** What contracts say of how soon contractors must come. */
  readonly agreements: Agreements;
  readonly push: PushSubscriptions;
  readonly log: DutyLog;
  readonly swaps: Swaps;
  readonly feeds: CalendarFeeds;
  /** What a token of a link says, where it is ours. */
  verify(token: string): { readonly what: string; readonly until: number } | undefined;
  /** The public key that browsers subscribe to. */
  readonly pushKey: string;
  readonly beat: () => { readonly at: number; readonly ok: boolean; readonly detail: string } | null;
  /** Writes the calendar of shifts (RFC 5545). */
  calendar(feed: {
    readonly name: string;
    readonly shifts: readonly {
      readonly id: string;
      readonly start: Instant;
      readonly end: Instant;
      readonly title: string;
    }[];
  }): string;
  /** Only in the demo: what the loopback receiver was sent. */
  readonly wall?: () => readonly {
    readonly id: number;
    readonly at: number;
    readonly channel: string;
    readonly to: string;
    readonly text: string;
    readonly link: string;
  }[];
}
