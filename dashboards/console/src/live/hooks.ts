import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { LatestValue, PointView, Room } from "../../../../api/contract/index.ts";
import { type Freshness, freshness } from "../laws/index.ts";
import { type AlarmBoard, createAlarmStore } from "./alarms.ts";
import { type CallStore, createCallStore, type Ring } from "./calls.ts";
import { createLinkStore, type Link } from "./link.ts";
import { createRunStore } from "./runs.ts";
import { type Live, openLive } from "./socket.ts";
import { createValueStore } from "./values.ts";

/** One browser tab, one live picture of the plant. */
/** Digits that change more often than this nobody reads. */
const DRAW_MS = 200;
export const values = createValueStore((work, when) => void setTimeout(work, when === "soon" ? 0 : DRAW_MS));
export const alarms = createAlarmStore((work, when) => void setTimeout(work, when === "soon" ? 40 : 500));
export const calls: CallStore = createCallStore();
export const runs = createRunStore();
export const link = createLinkStore(() => Date.now());

let live: Live | undefined;
/** Who watches which room; outlives a socket, and may ask before the first one is open. */
const watchers = new Map<Room, number>();

function watchRoom(room: Room): () => void {
  const before = watchers.get(room) ?? 0;
  watchers.set(room, before + 1);
  if (before === 0) live?.watch(room);
  return () => {
    const left = (watchers.get(room) ?? 1) - 1;
    if (left > 0) watchers.set(room, left);
    else {
      watchers.delete(room);
      live?.unwatch(room);
    }
  };
}

/** Opens the socket once somebody is signed in; `onSignedOut` when the server says the session is over. */
export function startLive(onSignedOut: () => void, onEstateChanged: () => void): () => void {
  const opened = openLive({ values, alarms, calls, runs, link, onSignedOut, onEstateChanged });
  live = opened;
  for (const room of watchers.keys()) opened.watch(room);
  const stopAlarms = watchRoom("alarms");
  // Every console rings, whatever page it shows.
  const stopCalls = watchRoom("calls");
  return () => {
    stopAlarms();
    stopCalls();
    opened.close();
    if (live === opened) live = undefined;
    link.closed();
  };
}

export function useRoom(room: Room | undefined): void {
  useEffect(() => (room ? watchRoom(room) : undefined), [room]);
}

/** The second, as a shared clock: all ages on the screen change together, and only those that change redraw. */
let second = link.now();
const tickers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
const tick = () => {
  second = link.now();
  link.look();
  for (const wake of tickers) wake();
};
function watchSecond(wake: () => void): () => void {
  if (!timer) {
    second = link.now();
    timer = setInterval(tick, 1_000);
  }
  tickers.add(wake);
  const unlink = link.watch(wake);
  return () => {
    unlink();
    tickers.delete(wake);
    if (tickers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Something that changes with time. Redraws only when the answer differs, so answer with a word or a number. */
export function useTicking<T extends string | number | boolean>(answer: (now: number) => T): T {
  return useSyncExternalStore(watchSecond, () => answer(second));
}

export const serverNow = (): number => link.now();

export function useLatest(point: string): LatestValue | undefined {
  const watch = useCallback((wake: () => void) => values.watch(point, wake), [point]);
  return useSyncExternalStore(watch, () => values.get(point));
}

/** Before the socket's first word the values have just come with the page; their age alone says what they are worth. */
export const isLinked = (state: Link): boolean => state.is === "live" || state.is === "connecting";

export const freshnessAt = (point: PointView, now: number): Freshness =>
  freshness(
    values.get(point.id) ?? point.latest ?? undefined,
    point.type.staleAfterSeconds,
    now,
    isLinked(link.state()),
  );

/** How the point may be shown at this second. */
export const useFreshness = (point: PointView): Freshness => {
  useLatest(point.id);
  return useTicking((now) => freshnessAt(point, now));
};

/** The runs under way, the gravest first. */
export const useRuns = (): ReturnType<typeof runs.runs> => useSyncExternalStore(runs.watch, runs.runs);

export const useAlarmBoard = (): AlarmBoard => useSyncExternalStore(alarms.watch, alarms.board);

export const useCalls = () => useSyncExternalStore(calls.watch, calls.open);
export type { Ring };

const watchLink = (wake: () => void) => link.watch(wake);
export const useLink = (): Link => useSyncExternalStore(watchLink, link.state);
/** Only the word, so that a pulse does not redraw. */
export const useLinkIs = (): Link["is"] => useSyncExternalStore(watchLink, () => link.state().is);
