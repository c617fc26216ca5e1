import type { AlarmEvent, PlainState } from "./state.ts";

/** Events that the condition and the people at the desk send, layers apart. */
export type PlainEvent = Extract<AlarmEvent, { on: "raise" | "clear" | "acknowledge" | "reset" | "realarm" }>;

/** States A to F: the next one, or the same object where the event changes nothing. */
export function stepPlain(state: PlainState, event: PlainEvent): PlainState {
  switch (event.on) {
    case "raise":
      return raise(state, event.at);
    case "clear":
      return clear(state, event);
    case "acknowledge":
      return acknowledge(state, event);
    case "reset":
      return state.is === "latched-acknowledged" ? { is: "normal" } : state;
    case "realarm":
      return state.is === "acknowledged"
        ? { is: "unacknowledged", raisedAt: state.raisedAt, calledAt: event.at }
        : state;
    default:
      return event satisfies never;
  }
}

function raise(state: PlainState, at: PlainEvent["at"]): PlainState {
  switch (state.is) {
    case "normal":
    case "returned":
    case "latched":
    case "latched-acknowledged":
      return { is: "unacknowledged", raisedAt: at };
    case "unacknowledged":
    case "acknowledged":
      return state;
    default:
      return state satisfies never;
  }
}

function clear(state: PlainState, { at, latch }: Extract<PlainEvent, { on: "clear" }>): PlainState {
  switch (state.is) {
    case "unacknowledged":
      return { is: latch ? "latched" : "returned", raisedAt: state.raisedAt, clearedAt: at };
    case "acknowledged":
      return latch ? { ...state, is: "latched-acknowledged", clearedAt: at } : { is: "normal" };
    case "normal":
    case "returned":
    case "latched":
    case "latched-acknowledged":
      return state;
    default:
      return state satisfies never;
  }
}

function acknowledge(state: PlainState, { at, by }: Extract<PlainEvent, { on: "acknowledge" }>): PlainState {
  switch (state.is) {
    case "unacknowledged":
      return { is: "acknowledged", raisedAt: state.raisedAt, by, acknowledgedAt: at };
    case "returned":
      return { is: "normal" };
    case "latched":
      return { ...state, is: "latched-acknowledged", by, acknowledgedAt: at };
    case "normal":
    case "acknowledged":
    case "latched-acknowledged":
      return state;
    default:
      return state satisfies never;
  }
}
