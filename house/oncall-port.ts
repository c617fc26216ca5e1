import { calendarOf } from "../adapters/ical/index.ts";
import type { OnCallPort } from "../api/index.ts";
import type { Core } from "./core.ts";
import type { MessageWall } from "./message-wall.ts";

/** On call as the API is handed it. */
export function oncallPort({ oncall, state }: Core, wall: MessageWall | undefined): OnCallPort {
  const { book, pager, vault, vapid, heartbeat } = oncall;
  const { calls, push, log, swaps, feeds } = state.oncall;
  return {
    book,
    pager,
    calls,
    push,
    log,
    swaps,
    feeds,
    verify: (token) => vault.verify(token),
    pushKey: vapid.publicKey,
    beat: () => heartbeat.state,
    calendar: calendarOf,
    ...(wall ? { wall: () => wall.messages() } : {}),
  };
}
