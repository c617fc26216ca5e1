import type { AlarmView } from "../../../../api/contract/index.ts";

export type Priority = AlarmView["priority"];
export type AlarmState = AlarmView["state"];

export const priorities: readonly Priority[] = ["critical", "high", "medium", "low"];
/** In plain sight; what is shelved, suppressed or out of service is listed apart. */
export const openStates: readonly AlarmState[] = [
  "unacknowledged",
  "acknowledged",
  "returned",
  "latched",
  "latched-acknowledged",
];
/** Waits for somebody to say "seen". */
export const isTakeable = ({ state }: Pick<AlarmView, "state">): boolean =>
  state === "unacknowledged" || state === "returned" || state === "latched";
export const isHidden = ({ state }: Pick<AlarmView, "state">): boolean =>
  state === "shelved" || state === "suppressed" || state === "out-of-service";
export const urgencyOf = (priority: Priority): number => priorities.indexOf(priority);

const raised = (alarm: AlarmView): number => alarm.raisedAt ?? alarm.changedAt;

/**
 * How much it presses: its priority, one step less once somebody has it, two once it is over. So a burning
 * building that is acknowledged still stands above a silent meter that is not.
 */
export const pressure = (alarm: AlarmView): number =>
  urgencyOf(alarm.priority) + openStates.indexOf(alarm.state);

/** By pressure, then by priority, then still true before returned, then the newest. */
export function byUrgency(a: AlarmView, b: AlarmView): number {
  return (
    pressure(a) - pressure(b) ||
    urgencyOf(a.priority) - urgencyOf(b.priority) ||
    openStates.indexOf(a.state) - openStates.indexOf(b.state) ||
    raised(b) - raised(a) ||
    b.sequence - a.sequence
  );
}

/** When the response is due, ms since 1970. */
export const dueAt = (alarm: AlarmView): number =>
  (alarm.calledAt ?? raised(alarm)) + alarm.respondWithinMinutes * 60_000;

/** Sorted by when it hurts: among those that press alike, what is due first. */
export const byDeadline = (a: AlarmView, b: AlarmView): number =>
  pressure(a) - pressure(b) || dueAt(a) - dueAt(b) || byUrgency(a, b);

/** The worst of several: the one a mark on a tile shows. */
export const worst = (alarms: readonly AlarmView[]): AlarmView | undefined =>
  alarms.reduce<AlarmView | undefined>(
    (worstYet, alarm) =>
      !worstYet ||
      urgencyOf(alarm.priority) < urgencyOf(worstYet.priority) ||
      (alarm.priority === worstYet.priority && byUrgency(alarm, worstYet) < 0)
        ? alarm
        : worstYet,
    undefined,
  );

export interface AlarmFilter {
  readonly priority: readonly Priority[];
  readonly state: readonly AlarmState[];
  readonly system: readonly AlarmView["system"][];
  readonly q: string;
}

/** Empty lists let everything through; the text may be any part of what a person reads, in both languages. */
export function passes(alarm: AlarmView, filter: AlarmFilter): boolean {
  if (filter.priority.length > 0 && !filter.priority.includes(alarm.priority)) return false;
  if (filter.state.length > 0 && !filter.state.includes(alarm.state)) return false;
  if (filter.system.length > 0 && !filter.system.includes(alarm.system)) return false;
  const q = filter.q.trim().toLowerCase();
  if (!q) return true;
  const words = [alarm.id, alarm.assetName, alarm.title, ...alarm.places.map((place) => place.name)];
  return words.some((word) =>
    typeof word === "string"
      ? word.includes(q)
      : word.en.toLowerCase().includes(q) || word.zh.toLowerCase().includes(q),
  );
}
