import type { Priority } from "../alarms/index.ts";
import { type Instant, minutes, seconds, type Text } from "../units/index.ts";
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
  readonly timing: Timing;
  /** Those certified for one of these are told before others; nobody is asked for a certificate when empty. */
  readonly skills: readonly string[];
  readonly title: Text;
  readonly body: Text;
  readonly link: string;
  readonly about: About;
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

/** Told for ever at this pace when a chain has come to its end and nobody has answered. */
export const UNANSWERED_EVERY = minutes(15);
/** Between the last message of a chain and the first call to everybody. */
const LAST_PATIENCE = minutes(5);
/** The desk is asked again to make alarms call when the first request was lost. */
const ASK_AGAIN = minutes(5);
/** An alarm that may be the consequence of another waits this long for it. */
export const CAUSE_WAIT = seconds(15);

const stay = (call: Call): CallStep => ({ call, effects: [] });
const later = (at: Instant, ms: number): Instant => (at + ms) as Instant;

/** When time alone changes something; undefined for a call that is closed. */
export function dueAt(call: Call): Instant | undefined {
  const moments: (Instant | null | undefined)[] = [];
  const { state } = call;
  switch (state.is) {
    case "gathering":
      moments.push(state.until);
      break;
    case "calling":
      moments.push(state.next.dueAt, state.moreAt);
      break;
    case "answered":
      moments.push(state.next?.dueAt, state.remindAt, state.unacknowledgeAt);
      break;
    case "closed":
      return undefined;
    default:
      return state satisfies never;
  }
  if (call.contractor?.is === "running") moments.push(call.contractor.dueAt);
  const known = moments.filter((moment) => moment != null);
  return known.length > 0 ? (Math.min(...known) as Instant) : undefined;
}

/** The life of one call. Pure: who is told comes out as effects; the same event twice does no harm. */
export function stepCall(call: Call, event: CallEvent): CallStep {
  if (call.state.is === "closed") return stay(call);
  switch (event.on) {
    case "joined":
      return joined(call, event);
    case "changed":
      return changed(call, event);
    case "answer":
      return answered(call, event);
    case "settled":
      return close(call, event.at, "settled");
    case "tick":
      return tick(call, event.at);
    default:
      return event satisfies never;
  }
}

function joined(call: Call, { at, members }: Extract<CallEvent, { on: "joined" }>): CallStep {
  const known = new Map(call.members.map((member) => [member.alarm, member]));
  for (const member of members) known.set(member.alarm, member);
  const next = { ...call, members: [...known.values()] };
  const { state } = call;
  if (state.is !== "calling" || state.moreAt !== null) return stay(next);
  const moreAt = later(
    at,
    Math.max(0, (call.lastToldAt ?? at) + call.timing.groupIntervalMinutes * 60_000 - at),
  );
  return stay({ ...next, state: { ...state, moreAt } });
}

function changed(call: Call, { at, members }: Extract<CallEvent, { on: "changed" }>): CallStep {
  const news = new Map(members.map((member) => [member.alarm, member]));
  let by: StaffId | undefined;
  let differs = false;
  const next = call.members.map((member) => {
    const change = news.get(member.alarm);
    if (!change || change.is === member.is) return member;
    differs = true;
    if (change.is === "acknowledged") by = change.by ?? by;
    return { ...member, is: change.is };
  });
  if (!differs) return stay(call);
  return settle({ ...call, members: next }, at, by);
}

/** What the members' states come to. */
function settle(call: Call, at: Instant, by: StaffId | undefined): CallStep {
  const { state, members } = call;
  const calling = members.some(({ is }) => is === "calling");
  const held = members.some(({ is }) => is === "acknowledged");
  if (calling) {
    // Called again after somebody had it: from the beginning of the chain.
    if (state.is !== "answered") return stay(call);
    return run(
      { ...call, state: { is: "calling", since: at, next: { step: 0, round: 0, dueAt: at }, moreAt: null } },
      at,
    );
  }
  if (!held) return close(call, at, "over");
  return state.is === "answered" ? stay(call) : hold(call, at, by ?? "desk");
}

/** Somebody has it: what waits to be sent is hushed, and the clocks of an acknowledgement begin. */
function hold(call: Call, at: Instant, by: StaffId): CallStep {
  const { state, timing } = call;
  const position = state.is === "calling" ? state.next : null;
  const goesOn =
    position !== null &&
    call.chain.slice(position.step).some((step) => "evenAcknowledged" in step && step.evenAcknowledged);
  return {
    call: {
      ...call,
      state: {
        is: "answered",
        by,
        at,
        next: goesOn ? position : null,
        remindAt: timing.remindMinutes > 0 ? later(at, timing.remindMinutes * 60_000) : null,
        unacknowledgeAt:
          call.of === "alarms" && timing.unacknowledgeMinutes > 0
            ? later(at, timing.unacknowledgeMinutes * 60_000)
            : null,
      },
    },
    effects: [{ do: "hush" }],
  };
}

function answered(call: Call, event: Extract<CallEvent, { on: "answer" }>): CallStep {
  const { at, by } = event;
  switch (event.do) {
    case "acknowledge":
    case "take":
    case "on-my-way":
      // Of alarms the desk has the last word: its acknowledgement comes back as a change of members.
      return call.of === "notice" && call.state.is !== "answered"
        ? hold(call, at, by)
        : stay(worked(call, at));
    case "arrived":
      return stay(
        worked(
          call.contractor?.is === "running"
            ? { ...call, contractor: { ...call.contractor, is: "arrived" } }
            : call,
          at,
        ),
      );
    case "comment":
      return stay(worked(call, at));
    case "escalate":
      return escalate(call, at);
    default:
      return event.do satisfies never;
  }
}

/** Work has been noted: the acknowledgement does not lapse yet, and no reminder is due at once. */
function worked(call: Call, at: Instant): Call {
  const { state, timing } = call;
  if (state.is !== "answered") return call;
  return {
    ...call,
    state: {
      ...state,
      remindAt: state.remindAt === null ? null : later(at, timing.remindMinutes * 60_000),
      unacknowledgeAt:
        state.unacknowledgeAt === null ? null : later(at, timing.unacknowledgeMinutes * 60_000),
    },
  };
}

/** Whoever is next in the chain is told now, waits or not; after the last step everybody is. */
function escalate(call: Call, at: Instant): CallStep {
  const { state } = call;
  const from = state.is === "calling" ? state.next : { step: 0, round: 0, dueAt: at };
  const start = state.is === "answered" ? (state.next?.step ?? firstUntold(call)) : from.step;
  const step = call.chain.findIndex(
    ({ do: what }, i) => i >= start && (what === "notify" || what === "contractor"),
  );
  if (step < 0) {
    const told: CallStep = tell(call, at, {
      do: "tell",
      kind: "escalated",
      who: [],
      step: 0,
      everybody: true,
    });
    return state.is === "calling"
      ? {
          ...told,
          call: {
            ...told.call,
            state: {
              ...state,
              next: { ...from, step: call.chain.length, dueAt: later(at, UNANSWERED_EVERY) },
            },
          },
        }
      : told;
  }
  const done = notifyStep(call, step, at, "escalated");
  const next: Position = { step: step + 1, round: from.round, dueAt: at };
  if (state.is === "answered") return { ...done, call: { ...done.call, state: { ...state, next } } };
  if (state.is === "gathering" || state.is === "calling") {
    const went = run(
      {
        ...done.call,
        state: { is: "calling", since: state.is === "calling" ? state.since : at, next, moreAt: null },
      },
      at,
    );
    return { call: went.call, effects: [...done.effects, ...went.effects] };
  }
  return done;
}

/** A chain of which nothing is left begins behind its first notifying step: those were told already. */
const firstUntold = (call: Call): number => {
  const first = call.chain.findIndex(({ do: what }) => what === "notify" || what === "contractor");
  return first + 1;
};

function tell(call: Call, at: Instant, ...effects: Extract<CallEffect, { do: "tell" }>[]): CallStep {
  return { call: { ...call, lastToldAt: at }, effects };
}

function notifyStep(call: Call, index: number, at: Instant, kind: TellKind): CallStep {
  const step = call.chain[index]!;
  if (step.do === "notify") return tell(call, at, { do: "tell", kind, who: step.who, step: index + 1 });
  if (step.do !== "contractor") return stay(call);
  const clock: ContractorClock = {
    id: step.contractor,
    calledAt: at,
    dueAt: later(at, step.withinMinutes * 60_000),
    is: "running",
  };
  const told = tell(call, at, {
    do: "tell",
    kind: "contractor",
    who: [{ to: "contractor", id: step.contractor }],
    step: index + 1,
  });
  // Called once: a repeat does not set the contract's clock back.
  return call.contractor ? told : { ...told, call: { ...told.call, contractor: clock } };
}

/** More steps than this in one go are a chain that turns in a circle. */
const MOST_STEPS = 200;

/** Goes along the chain until it must wait. */
function run(call: Call, at: Instant): CallStep {
  const effects: CallEffect[] = [];
  let now = call;
  const { state } = call;
  if (state.is !== "calling" && state.is !== "answered") return stay(call);
  const held = state.is === "answered";
  let position = state.next;
  for (let count = 0; position !== null && position.dueAt <= at; count++) {
    const step = count < MOST_STEPS ? now.chain[position.step] : undefined;
    if (!step) {
      if (!now.answerable) return { call: { ...now, state: { is: "closed", at, why: "told" } }, effects };
      if (held) position = null;
      // Whoever was told last is given time to answer.
      else if (effects.length > 0)
        position = { ...position, step: now.chain.length, dueAt: later(at, LAST_PATIENCE) };
      else {
        const told: CallStep = tell(now, at, {
          do: "tell",
          kind: "unanswered",
          who: [],
          step: 0,
          everybody: true,
        });
        now = told.call;
        effects.push(...told.effects);
        position = { ...position, step: now.chain.length, dueAt: later(at, UNANSWERED_EVERY) };
      }
      break;
    }
    const ahead: Position = { ...position, step: position.step + 1 };
    switch (step.do) {
      case "wait":
        // From the moment it was due, so that a late timer does not add up; after a long stop, from now.
        position = {
          ...ahead,
          dueAt: later(Math.max(position.dueAt, at - 60_000) as Instant, step.minutes * 60_000),
        };
        break;
      case "repeat":
        position =
          !held && (step.times === null || position.round < step.times)
            ? { ...position, step: step.fromStep - 1, round: position.round + 1 }
            : { ...ahead, round: 0 };
        break;
      case "notify":
      case "contractor": {
        if (!held || step.evenAcknowledged) {
          const done = notifyStep(now, position.step, at, position.round > 0 ? "unanswered" : "page");
          now = done.call;
          effects.push(...done.effects);
        }
        position = ahead;
        break;
      }
      default:
        step satisfies never;
    }
  }
  if (state.is === "answered") return { call: { ...now, state: { ...state, next: position } }, effects };
  return {
    call: { ...now, state: { ...state, next: position ?? { step: now.chain.length, round: 0, dueAt: at } } },
    effects,
  };
}

function tick(call: Call, at: Instant): CallStep {
  const effects: CallEffect[] = [];
  let now = call;
  const take = (done: CallStep) => {
    now = done.call;
    effects.push(...done.effects);
  };
  if (now.contractor?.is === "running" && now.contractor.dueAt <= at) {
    now = { ...now, contractor: { ...now.contractor, is: "late" } };
    take(
      tell(now, at, {
        do: "tell",
        kind: "contractor-late",
        who: [
          { to: "role", role: "manager", site: now.site },
          { to: "role", role: "desk", site: now.site },
        ],
        step: 0,
      }),
    );
  }
  const { state } = now;
  switch (state.is) {
    case "gathering":
      if (state.until <= at)
        take(
          run(
            {
              ...now,
              state: { is: "calling", since: at, next: { step: 0, round: 0, dueAt: at }, moreAt: null },
            },
            at,
          ),
        );
      break;
    case "calling": {
      const before = effects.length;
      if (state.next.dueAt <= at) take(run(now, at));
      const told = effects.length > before;
      if (state.moreAt !== null && state.moreAt <= at && now.state.is === "calling") {
        now = { ...now, state: { ...now.state, moreAt: null } };
        // A step that has just told everything has told these too.
        if (!told) take(tell(now, at, { do: "tell", kind: "more", who: [], step: 0, people: now.told }));
      }
      break;
    }
    case "answered":
      take(whileHeld(now, state, at));
      break;
    case "closed":
      break;
    default:
      state satisfies never;
  }
  return { call: now, effects };
}

function whileHeld(call: Call, state: Extract<CallState, { is: "answered" }>, at: Instant): CallStep {
  const effects: CallEffect[] = [];
  let now = call;
  let held = state;
  if (held.next !== null && held.next.dueAt <= at) {
    const went = run(now, at);
    now = went.call;
    effects.push(...went.effects);
    if (now.state.is === "answered") held = now.state;
  }
  if (held.unacknowledgeAt !== null && held.unacknowledgeAt <= at) {
    effects.push({
      do: "call-again",
      alarms: now.members.flatMap(({ alarm, is }) => (is === "acknowledged" ? [alarm] : [])),
    });
    // The desk's answer brings it back to calling; should it be lost, it is asked again.
    held = { ...held, unacknowledgeAt: later(at, ASK_AGAIN) };
  }
  if (held.remindAt !== null && held.remindAt <= at) {
    effects.push({ do: "tell", kind: "reminder", who: [], step: 0, people: [held.by] });
    held = { ...held, remindAt: later(at, now.timing.remindMinutes * 60_000) };
  }
  return { call: { ...now, state: held }, effects };
}

/** It is over: what waits is hushed, and who was told hears that he need not come. */
function close(call: Call, at: Instant, why: "over" | "settled"): CallStep {
  const closed: Call = { ...call, state: { is: "closed", at, why } };
  const effects: CallEffect[] = [{ do: "hush" }];
  // Whoever has it sees the end himself, and is told too, since he may be on his way.
  if (why === "over" && call.told.length > 0 && !call.members.every(({ is }) => is === "explained"))
    effects.push({ do: "tell", kind: "over", who: [], step: 0, people: call.told });
  return { call: closed, effects };
}
