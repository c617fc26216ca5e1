import { type Instant, minutes } from "../units/index.ts";
import { withinOf } from "./agreed.ts";
import type { Call, CallEffect, CallStep, ContractorClock, Position, TellKind } from "./call.ts";

/** Told for ever at this pace when a chain has come to its end and nobody has answered. */
export const UNANSWERED_EVERY = minutes(15);
/** Between the last message of a chain and the first call to everybody. */
const LAST_PATIENCE = minutes(5);

/** The moment `ms` after another. */
export const later = (at: Instant, ms: number): Instant => (at + ms) as Instant;
/** Nothing changes. */
export const stay = (call: Call): CallStep => ({ call, effects: [] });

/** A message goes out now. */
export function tell(call: Call, at: Instant, ...effects: Extract<CallEffect, { do: "tell" }>[]): CallStep {
  return { call: { ...call, lastToldAt: at }, effects };
}

function notifyStep(call: Call, index: number, at: Instant, kind: TellKind): CallStep {
  const step = call.chain[index]!;
  if (step.do === "notify") return tell(call, at, { do: "tell", kind, who: step.who, step: index + 1 });
  if (step.do !== "contractor") return stay(call);
  const { minutes: within, basis } = withinOf(step, call.agreed);
  const clock: ContractorClock = {
    id: step.contractor,
    calledAt: at,
    dueAt: later(at, within * 60_000),
    is: "running",
    basis,
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
export function run(call: Call, at: Instant): CallStep {
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

/** Whoever is next in the chain is told now, waits or not; after the last step everybody is. */
export function escalate(call: Call, at: Instant): CallStep {
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
