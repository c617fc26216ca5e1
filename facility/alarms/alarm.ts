import type { Instant } from "../units/index.ts";
import { type PlainEvent, stepPlain } from "./plain.ts";
import {
  type AlarmEvent,
  type AlarmState,
  isActive,
  type OutOfService,
  type PlainState,
  type Shelved,
  type Suppressed,
} from "./state.ts";

/**
 * The life of one alarm: one rule on one asset, ISA-18.2 states A to I (domain facts §5).
 *
 *   A normal          --raise--> B
 *   B unacknowledged  --ack-->   C    --clear--> D, or E where the rule latches
 *   C acknowledged    --clear--> A, or F where the rule latches    --realarm--> B
 *   D returned        --ack-->   A    --raise--> B
 *   E latched         --ack-->   F    --raise--> B
 *   F latched, acked  --reset--> A    --raise--> B
 *   any --shelve--> G, --suppress--> H, --take-out--> I; leaving these asks the live condition.
 *
 * G, H and I lie over the state they hide, which goes on living: a condition is never forgotten, and leaving needs
 * no look elsewhere. Pure: time and person arrive inside the events, so that the journal alone gives the state back.
 * Answers the same object where the event changes nothing (so `===` tells).
 */
export function step(state: AlarmState, event: AlarmEvent): AlarmState {
  switch (event.on) {
    case "raise":
    case "clear":
      return beneathAll((plainOrShelved) => feel(plainOrShelved, event))(state);
    case "acknowledge":
    case "reset":
    case "realarm":
      // What people cannot see they cannot answer.
      return isHidden(state) ? state : stepPlain(state, event);
    case "shelve":
      return beneathAll((inner) => shelve(inner, event))(state);
    case "unshelve":
      return beneathAll((inner) => (inner.is === "shelved" ? seenAnew(inner.behind, event.at) : inner))(
        state,
      );
    case "suppress":
      return beneathWork((inner) => suppress(inner, event))(state);
    case "release":
      return beneathWork((inner) => release(inner, event))(state);
    case "take-out":
      return takeOut(state, event);
    case "put-back":
      return state.is === "out-of-service" ? afterWork(state.behind, event.at) : state;
    case "retire":
      return state.is === "normal" ? state : { is: "normal" };
    case "comment":
    case "assign":
      return state;
    default:
      return event satisfies never;
  }
}

type Bottom = PlainState | Shelved;
type Middle = Bottom | Suppressed;

const isHidden = (state: AlarmState): state is Shelved | Suppressed | OutOfService =>
  state.is === "shelved" || state.is === "suppressed" || state.is === "out-of-service";

/** Reaches under the out-of-service layer, and keeps the object where nothing changed. */
const beneathWork =
  (change: (inner: Middle) => Middle) =>
  (state: AlarmState): AlarmState => {
    if (state.is !== "out-of-service") return change(state);
    const behind = change(state.behind);
    return behind === state.behind ? state : { ...state, behind };
  };

/** Reaches under both the out-of-service and the suppressed layer. */
const beneathAll = (change: (inner: Bottom) => Bottom) =>
  beneathWork((middle) => {
    if (middle.is !== "suppressed") return change(middle);
    const behind = change(middle.behind);
    return behind === middle.behind ? middle : { ...middle, behind };
  });

/** The condition is felt under a shelf too; a one-shot shelf ends with its occurrence. */
function feel(state: Bottom, event: Extract<PlainEvent, { on: "raise" | "clear" }>): Bottom {
  if (state.is !== "shelved") return stepPlain(state, event);
  const behind = stepPlain(state.behind, event);
  if (behind === state.behind) return state;
  return state.oneShot && isActive(state.behind) && !isActive(behind)
    ? seenAnew(behind, event.at)
    : { ...state, behind };
}

/** After a shelf or after work: what is true calls anew, what is over is over, a latch waits for its reset. */
function seenAnew(behind: PlainState, at: Instant): PlainState {
  switch (behind.is) {
    case "unacknowledged":
    case "acknowledged":
      return { is: "unacknowledged", raisedAt: behind.raisedAt, calledAt: at };
    case "returned":
      return { is: "normal" };
    case "normal":
    case "latched":
    case "latched-acknowledged":
      return behind;
    default:
      return behind satisfies never;
  }
}

/** A second shelf takes the place of the first: another end, another reason. */
const shelve = (
  state: Bottom,
  { at, until, oneShot, by, reason }: Extract<AlarmEvent, { on: "shelve" }>,
): Shelved => ({
  is: "shelved",
  since: at,
  until,
  oneShot,
  by,
  reason,
  behind: state.is === "shelved" ? state.behind : state,
});

function suppress(state: Middle, { at, cause }: Extract<AlarmEvent, { on: "suppress" }>): Middle {
  if (state.is !== "suppressed") return { is: "suppressed", since: at, causes: [cause], behind: state };
  if (state.causes.some(({ alarm }) => alarm === cause.alarm)) return state;
  return { ...state, causes: [...state.causes, cause] };
}

/** The last cause to go uncovers the alarm. */
function release(state: Middle, { cause, at }: Extract<AlarmEvent, { on: "release" }>): Middle {
  if (state.is !== "suppressed") return state;
  const causes = state.causes.filter(({ alarm }) => alarm !== cause);
  if (causes.length === state.causes.length) return state;
  return causes.length > 0 ? { ...state, causes } : uncovered(state, at);
}

/**
 * What was acknowledged before and never ended stays acknowledged; what came and went while the cause lasted was the
 * cause's doing and is over. All else stands as it is: still true, it calls.
 */
function uncovered({ since, behind }: Suppressed, at: Instant): Bottom {
  if (behind.is === "unacknowledged") return { ...behind, calledAt: at };
  return behind.is === "returned" && behind.raisedAt >= since ? { is: "normal" } : behind;
}

function takeOut(state: AlarmState, event: Extract<AlarmEvent, { on: "take-out" }>): AlarmState {
  if (state.is === "out-of-service") return state;
  const { at, by, reason, order } = event;
  return { is: "out-of-service", since: at, by, reason, ...(order ? { order } : {}), behind: state };
}

/** Work ends: a shelf or a suppression that has not ended still holds. */
const afterWork = (behind: Middle, at: Instant): Middle =>
  behind.is === "shelved" || behind.is === "suppressed" ? behind : seenAnew(behind, at);
