import { calendarOf } from "../adapters/ical/index.ts";
import type { OnCallPort } from "../api/index.ts";
import type { Core } from "./core.ts";
import type { MessageWall } from "./message-wall.ts";
import { beginsOf } from "./oncall-begin.ts";

/** On call as the API is handed it. */
export function oncallPort(core: Core, wall: MessageWall | undefined): OnCallPort {
  const { oncall, state } = core;
  const { book, pager, vault, vapid, heartbeat } = oncall;
  const { calls, push, log, swaps, feeds } = state.oncall;
  return {
    book,
    pager,
    calls,
    agreements: oncall.agreements,
    begin: beginsOf(core),
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
