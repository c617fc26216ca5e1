import { urgency } from "../facility/alarms/index.ts";
import type { AlarmStateName, AlarmView } from "./contract/index.ts";

/** Nobody has seen it and it is true; nobody has seen it and it is over; somebody has it; it is put aside. */
const turn: Record<AlarmStateName, number> = {
  unacknowledged: 0,
  latched: 1,
  returned: 1,
  acknowledged: 2,
  "latched-acknowledged": 3,
  suppressed: 4,
  shelved: 4,
  "out-of-service": 5,
  normal: 6,
};

/** What urgency is told by. */
export type Urgency = Pick<AlarmView, "priority" | "state" | "changedAt" | "sequence">;

/** Most urgent first: by priority, then what nobody has seen yet, then the newest. */
export const byUrgency = (a: Urgency, b: Urgency): number =>
  urgency(a.priority) - urgency(b.priority) ||
  turn[a.state] - turn[b.state] ||
  b.changedAt - a.changedAt ||
  b.sequence - a.sequence;
