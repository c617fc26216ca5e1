import type { AlarmView, LatestValue } from "./views.ts";

/**
 * The live contract (socket.io, path /live). A client watches rooms; each is answered with a snapshot and then
 * deltas, so that after a reconnect nothing stale is shown as fresh. Rooms:
 *   `site:<site>`   headline values of every asset of the site
 *   `asset:<id>`    every value of one asset
 *   `alarms`        every alarm that is not normal, then each transition (state `normal` means: take it off)
 */
export type Room = `site:${string}` | `asset:${string}` | "alarms";

export type Snapshot =
  | { readonly room: "alarms"; readonly at: number; readonly alarms: AlarmView[] }
  | {
      readonly room: `site:${string}` | `asset:${string}`;
      readonly at: number;
      readonly values: LatestValue[];
    };

export interface ServerToClient {
  snapshot(snapshot: Snapshot): void;
  /** Newest values of watched rooms, gathered for at most a quarter of a second. */
  values(delta: { readonly room: Room; readonly at: number; readonly values: LatestValue[] }): void;
  /** One transition, sent the moment it is journalled. */
  alarm(alarm: AlarmView): void;
  /** Every 2 s: the server's clock, and when it last took in a reading of any kind. */
  pulse(pulse: { readonly at: number; readonly lastReadingAt: number | null }): void;
}

export interface ClientToServer {
  watch(room: Room, answer: (result: { ok: true } | { ok: false; problem: string }) => void): void;
  unwatch(room: Room): void;
}

export const LIVE_PATH = "/live";
