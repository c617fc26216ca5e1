import type { Priority } from "../alarms/index.ts";
import type { Instant, Text } from "../units/index.ts";
import type { Agreed, ClockBasis } from "./agreed.ts";
import type { ChainStep } from "./chain.ts";
import type { About, AnswerKind, Audience, Urgency } from "./notice.ts";
import type { StaffId } from "./person.ts";
import type { Timing } from "./route.ts";

/** One alarm of a call. */
export interface Member {
  readonly alarm: string;
  readonly occurrence: number;
  readonly title: Text;
  /** Asset and place, for "Booster pump 2 · Building 1 · Pump room". */
  readonly where: Text;
  readonly priority: Priority;
  readonly raisedAt: Instant;
  readonly is: "calling" | "acknowledged" | "over" | "explained";
}

/** Where in its chain a call stands, and when it goes on. A step beyond the last one is the call to everybody. */
export interface Position {
  readonly step: number;
  /** How often a repeat has gone back. */
  readonly round: number;
  readonly dueAt: Instant;
}

export type CallState =
  /** Waiting for what comes with it; nobody has been told. */
  | { readonly is: "gathering"; readonly until: Instant }
  /** Nobody has answered. `moreAt`: what has joined since is told then. */
  | {
      readonly is: "calling";
      readonly since: Instant;
      readonly next: Position;
      readonly moreAt: Instant | null;
    }
  /** Somebody has it. `next`: steps that go on all the same. */
  | {
      readonly is: "answered";
      readonly by: StaffId;
      readonly at: Instant;
      readonly next: Position | null;
      readonly remindAt: Instant | null;
      readonly unacknowledgeAt: Instant | null;
    }
  | { readonly is: "closed"; readonly at: Instant; readonly why: "over" | "settled" | "told" };

/** A contractor has been called and has until `dueAt` to be there. */
export interface ContractorClock {
  readonly id: string;
  readonly calledAt: Instant;
  readonly dueAt: Instant;
  readonly is: "running" | "arrived" | "late";
  /** Who says how long; left out of clocks that began before it was asked, whose minutes stood in the chain. */
  readonly basis?: ClockBasis;
}

/** What somebody has set going from a call: a run of an emergency plan, or a work order. */
export interface Begun {
  readonly what: "plan" | "order";
  /** Of the run, or of the order. */
  readonly id: string;
  readonly by: StaffId;
  readonly at: Instant;
}

/** One cause that people are told of: an alarm or several that belong together, or a notice of another part. */
export interface Call {
  readonly id: string;
  readonly of: "alarms" | "notice";
  readonly site: string;
  readonly urgency: Urgency;
  /** Alarms of the same key join while nobody has answered. */
  readonly group: string;
  readonly route: string | null;
  /** As it stood when the call began: an edit of the chain does not move a running call. */
  readonly chain: readonly ChainStep[];
  /** What contracts said then of the contractors it calls; left out where it calls none by contract. */
  readonly agreed?: Readonly<Record<StaffId, Agreed>>;
  readonly timing: Timing;
  /** Those certified for one of these are told before others; nobody is asked for a certificate when empty. */
  readonly skills: readonly string[];
  readonly title: Text;
  readonly body: Text;
  readonly link: string;
  readonly about: About;
  /** Of a notice: the alarms behind it. */
  readonly causes?: readonly string[];
  readonly drill: boolean;
  /** Somebody must say that he has it; otherwise it is told once. */
  readonly answerable: boolean;
  readonly openedAt: Instant;
  readonly members: readonly Member[];
  readonly state: CallState;
  /** Everybody who has been told, in order. */
  readonly told: readonly StaffId[];
  readonly lastToldAt: Instant | null;
  readonly contractor: ContractorClock | null;
  readonly begun: readonly Begun[];
}

export type CallEvent =
  | { readonly on: "joined"; readonly at: Instant; readonly members: readonly Member[] }
  /** What became of members: acknowledged by somebody, over, explained by another alarm, or calling again. */
  | {
      readonly on: "changed";
      readonly at: Instant;
      readonly members: readonly {
        readonly alarm: string;
        readonly is: Member["is"];
        readonly by?: StaffId;
      }[];
    }
  | {
      readonly on: "answer";
      readonly at: Instant;
      readonly by: StaffId;
      readonly do: AnswerKind;
      readonly comment: string;
    }
  | { readonly on: "begun"; readonly at: Instant; readonly begun: Begun }
  /** Work has been noted elsewhere, at the desk for example. */
  | { readonly on: "worked"; readonly at: Instant }
  | { readonly on: "settled"; readonly at: Instant }
  | { readonly on: "tick"; readonly at: Instant };

/** Why a message goes out; the first words of it. */
export type TellKind =
  | "page"
  | "more"
  | "reminder"
  | "escalated"
  | "unanswered"
  | "contractor"
  | "contractor-late"
  | "over";

export type CallEffect =
  | {
      readonly do: "tell";
      readonly kind: TellKind;
      readonly who: readonly Audience[];
      /** Counted from 1; 0 where no step of the chain says so. */
      readonly step: number;
      /** Besides: these people, by id. */
      readonly people?: readonly StaffId[];
      /** Everybody of desk and management, whatever the audience. */
      readonly everybody?: true;
    }
  /** What waits to be sent for this call need not be sent any more. */
  | { readonly do: "hush" }
  /** The acknowledgement has lapsed: the desk makes the alarms call again. */
  | { readonly do: "call-again"; readonly alarms: readonly string[] };

export interface CallStep {
  readonly call: Call;
  readonly effects: readonly CallEffect[];
}
