import type { AlarmView } from "../../../../api/contract/index.ts";
import { byUrgency, isHidden } from "../laws/index.ts";

export interface AlarmBoard {
  /** False until the first snapshot or list has come: an empty board is not yet a quiet estate. */
  readonly known: boolean;
  /** Every alarm in plain sight, most urgent first. */
  readonly open: readonly AlarmView[];
  /** Shelved, suppressed or out of service: they call nobody. */
  readonly hidden: readonly AlarmView[];
}

/** All open alarms. A burst of ten thousand wakes the screen a few times, not ten thousand. */
export interface AlarmStore {
  board(): AlarmBoard;
  get(id: string): AlarmView | undefined;
  /** One or more transitions; `normal` takes the alarm off. */
  take(alarms: readonly AlarmView[]): void;
  replace(alarms: readonly AlarmView[]): void;
  /**
   * More of the same snapshot; what a transition has told meanwhile is newer.
   * @param last nothing follows: the screen is drawn now, and not after each of twenty parts
   */
  add(alarms: readonly AlarmView[], last: boolean): void;
  watch(wake: () => void): () => void;
  /** Alarms raised by a transition (not by a snapshot), for announcing. */
  onRaised(tell: (alarm: AlarmView) => void): () => void;
}

/** The one that is held where the server tells the very same again. */
const keptIfSame = (held: AlarmView | undefined, told: AlarmView): AlarmView =>
  held?.sequence === told.sequence && JSON.stringify(held) === JSON.stringify(told) ? held : told;

/** A snapshot that tells nothing new draws nothing anew. */
const isShown = ({ open, hidden }: AlarmBoard, alarms: ReadonlyMap<string, AlarmView>): boolean => {
  const stands = (alarm: AlarmView) => alarms.get(alarm.id) === alarm;
  return alarms.size === open.length + hidden.length && open.every(stands) && hidden.every(stands);
};

/** @param later runs the given work once, soon or, where more is sure to come, at leisure; lets a test decide when */
export function createAlarmStore(later: (work: () => void, when: "soon" | "at-leisure") => void): AlarmStore {
  const alarms = new Map<string, AlarmView>();
  /** Newest sequence of alarms that are off, so that a late message does not bring one back. */
  const off = new Map<string, number>();
  const watchers = new Set<() => void>();
  const listeners = new Set<(alarm: AlarmView) => void>();
  let board: AlarmBoard = { known: false, open: [], hidden: [] };
  let waiting: "no" | "soon" | "at-leisure" = "no";
  const changed = (when: "soon" | "at-leisure" = "soon") => {
    if (waiting === "soon" || waiting === when) return;
    waiting = when;
    later(() => {
      // The leisurely one that an urgent one has overtaken.
      if (waiting === "no") return;
      waiting = "no";
      if (board.known && isShown(board, alarms)) return;
      const sorted = [...alarms.values()].sort(byUrgency);
      board = {
        known: true,
        open: sorted.filter((alarm) => !isHidden(alarm)),
        hidden: sorted.filter(isHidden),
      };
      for (const wake of watchers) wake();
    }, when);
  };
  return {
    board: () => board,
    get: (id) => alarms.get(id),
    take(list) {
      for (const alarm of list) {
        const held = alarms.get(alarm.id);
        if (alarm.sequence < (held?.sequence ?? off.get(alarm.id) ?? 0)) continue;
        if (alarm.state === "normal") {
          alarms.delete(alarm.id);
          off.set(alarm.id, alarm.sequence);
          continue;
        }
        alarms.set(alarm.id, alarm);
        const calls = held?.occurrence !== alarm.occurrence || held.state !== "unacknowledged";
        if (alarm.state === "unacknowledged" && calls) for (const tell of listeners) tell(alarm);
      }
      changed();
    },
    replace(list) {
      const held = new Map(alarms);
      alarms.clear();
      off.clear();
      for (const alarm of list)
        if (alarm.state !== "normal") alarms.set(alarm.id, keptIfSame(held.get(alarm.id), alarm));
      changed();
    },
    add(list, last) {
      for (const alarm of list)
        if (alarm.sequence > (alarms.get(alarm.id)?.sequence ?? off.get(alarm.id) ?? 0))
          alarms.set(alarm.id, alarm);
      changed(last ? "soon" : "at-leisure");
    },
    watch(wake) {
      watchers.add(wake);
      return () => watchers.delete(wake);
    },
    onRaised(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}
