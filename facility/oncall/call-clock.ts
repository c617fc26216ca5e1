import { type Instant, minutes } from "../units/index.ts";
import type { Call, CallEffect, CallState, CallStep } from "./call.ts";
import { later, run, tell } from "./call-chain.ts";

/** The desk is asked again to make alarms call when the first request was lost. */
const ASK_AGAIN = minutes(5);

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

/** Whatever has fallen due by `at`. */
export function tick(call: Call, at: Instant): CallStep {
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
