import type { Alarm } from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import type { Snapshot } from "../contract/index.ts";
import { alarmView, urgencyOf } from "../present.ts";
import { byUrgency } from "../urgency.ts";
import { MOST_AT_ONCE } from "./alarm-feed.ts";

type Part = Extract<Snapshot, { room: "alarms" }>;

/**
 * All alarms, most urgent first, in parts that are sent one after the other: 20 000 at once would be 11 MB in one
 * piece, and neither side would do anything else meanwhile. What changes in between is told as a transition of a
 * higher `sequence`, which the receiver believes more.
 * @param send calls `ready` when the next part may go, and never where nobody takes any more
 */
export function sendSnapshot(
  model: AssetModel,
  open: readonly Alarm[],
  at: number,
  send: (part: Part, ready: () => void) => void,
): void {
  const sorted = open.map((alarm) => ({ alarm, ...urgencyOf(model, alarm) })).sort(byUrgency);
  const sendFrom = (from: number): void => {
    const alarms = sorted.slice(from, from + MOST_AT_ONCE).map(({ alarm }) => alarmView(model, alarm));
    const part: Part = { room: "alarms", at, alarms, from, total: sorted.length };
    const next = from + MOST_AT_ONCE;
    if (next >= sorted.length) send(part, () => undefined);
    else send(part, () => sendFrom(next));
  };
  sendFrom(0);
}
