import type { Instant } from "../units/index.ts";

/**
 * The life of one alarm: one rule on one asset, ISA-18.2 states A to D
 * (domain facts §5; latched, shelved, suppressed and out of service join the union later).
 *
 *   A normal          --raise-->  B unacknowledged
 *   B unacknowledged  --ack-->    C acknowledged    --clear--> D returned, unacknowledged
 *   C acknowledged    --clear-->  A normal
 *   D returned        --ack-->    A normal          --raise--> B unacknowledged
 *
 * Pure: time and person arrive inside the events.
 */
export type AlarmState =
  /** A: nothing to look at. */
  | { readonly is: "normal" }
  /** B: true now, and nobody has said "seen". */
  | { readonly is: "unacknowledged"; readonly raisedAt: Instant }
  /** C: true now, and somebody has it. */
  | {
      readonly is: "acknowledged";
      readonly raisedAt: Instant;
      readonly by: string;
      readonly acknowledgedAt: Instant;
    }
  /** D: no longer true, but nobody saw it yet. */
  | { readonly is: "returned"; readonly raisedAt: Instant; readonly clearedAt: Instant };

export type AlarmEvent =
  | { readonly on: "raise"; readonly at: Instant }
  | { readonly on: "clear"; readonly at: Instant }
  | { readonly on: "acknowledge"; readonly at: Instant; readonly by: string };

/** The states ISA-18.2 letters, for the journal and for people who know the figure by heart. */
export const letter = { normal: "A", unacknowledged: "B", acknowledged: "C", returned: "D" } as const;

/** The next state, or the same object where the event changes nothing (so `===` tells). */
export function step(state: AlarmState, event: AlarmEvent): AlarmState {
  switch (state.is) {
    case "normal":
      return event.on === "raise" ? { is: "unacknowledged", raisedAt: event.at } : state;
    case "unacknowledged":
      switch (event.on) {
        case "raise":
          return state;
        case "clear":
          return { is: "returned", raisedAt: state.raisedAt, clearedAt: event.at };
        case "acknowledge":
          return { is: "acknowledged", raisedAt: state.raisedAt, by: event.by, acknowledgedAt: event.at };
        default:
          return event satisfies never;
      }
    case "acknowledged":
      return event.on === "clear" ? { is: "normal" } : state;
    case "returned":
      switch (event.on) {
        case "raise":
          return { is: "unacknowledged", raisedAt: event.at };
        case "clear":
          return state;
        case "acknowledge":
          return { is: "normal" };
        default:
          return event satisfies never;
      }
    default:
      return state satisfies never;
  }
}

/** Is the condition behind this alarm true now? */
export const isActive = (state: AlarmState): boolean =>
  state.is === "unacknowledged" || state.is === "acknowledged";
