import type { Subscription } from "rxjs";
import type { AlarmView } from "../contract/index.ts";
import { alarmView } from "../present.ts";
import type { ApiDeps } from "../routes/index.ts";

/** One packet's share of a burst: some 600 KB, a few milliseconds to write down. */
export const MOST_AT_ONCE = 500;

/**
 * Hands on each transition as soon as the desk has journalled it. Those emitted in one go travel together: they wait
 * for the end of the running job, no timer, so one alarm alone loses nothing. A long burst lets other work in between.
 */
export function feedAlarms(
  { desk, model, log }: Pick<ApiDeps, "desk" | "model" | "log">,
  watched: () => boolean,
  send: (alarms: AlarmView[]) => void,
): Subscription {
  let pending: AlarmView[] = [];
  const flush = () => {
    if (pending.length === 0) return;
    const now = pending.slice(0, MOST_AT_ONCE);
    pending = pending.slice(MOST_AT_ONCE);
    send(now);
    if (pending.length > 0) setImmediate(flush);
  };
  return desk.transitions.subscribe({
    next: ({ alarm }) => {
      // Who comes later begins with a snapshot.
      if (!watched()) return;
      pending.push(alarmView(model(), alarm));
      if (pending.length === 1) queueMicrotask(flush);
    },
    error: (error: unknown) =>
      log.error({ err: error }, "the alarm desk's stream broke: no alarm is live any more"),
  });
}
