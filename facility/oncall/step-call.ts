import type { Instant } from "../units/index.ts";
import type { Call, CallEffect, CallEvent, CallStep } from "./call.ts";
import { escalate, later, run, stay } from "./call-chain.ts";
import { tick } from "./call-clock.ts";
import type { StaffId } from "./person.ts";

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
    case "begun":
      return begun(call, event);
    case "worked":
      return stay(worked(call, event.at));
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

/** Somebody has set work going; that is work, and no answer: the chain goes on until somebody says that he has it. */
function begun(call: Call, { at, begun: one }: Extract<CallEvent, { on: "begun" }>): CallStep {
  if (call.begun.some(({ what, id }) => what === one.what && id === one.id)) return stay(call);
  return stay(worked({ ...call, begun: [...call.begun, one] }, at));
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

/** It is over: what waits is hushed, and who was told hears that he need not come. */
function close(call: Call, at: Instant, why: "over" | "settled"): CallStep {
  const closed: Call = { ...call, state: { is: "closed", at, why } };
  const effects: CallEffect[] = [{ do: "hush" }];
  // Whoever has it sees the end himself, and is told too, since he may be on his way.
  if (why === "over" && call.told.length > 0 && !call.members.every(({ is }) => is === "explained"))
    effects.push({ do: "tell", kind: "over", who: [], step: 0, people: call.told });
  return { call: closed, effects };
}
