import type { FloodView } from "./alarms.ts";
import type { RunSummary } from "./emergencies.ts";
import type { CallView } from "./oncall.ts";
import type { AlarmView, LatestValue } from "./views.ts";

/**
 * The live contract (socket.io, path /live). A client watches rooms; each is answered with a snapshot and then
 * deltas, so that after a reconnect nothing stale is shown as fresh. Rooms:
 *   `site:<site>`   headline values of every asset of the site
 *   `asset:<id>`    every value of one asset
 *   `calls`         calls that are not over, then each as it changes (state `closed` means: take it off), and rings
 *   `alarms`        every alarm that is not normal, then each transition (state `normal` means: take it off)
 */
export type Room = `site:${string}` | `asset:${string}` | "alarms" | "calls";

export type Snapshot =
  | { readonly room: "calls"; readonly at: number; readonly calls: CallView[] }
  | {
      readonly room: "alarms";
      readonly at: number;
      /** Most urgent first; thousands come in parts, and transitions may come in between. */
      readonly alarms: AlarmView[];
      /** Where this part begins: 0 takes the place of all that was known, later ones add to it. */
      readonly from: number;
      /** How many there are in all. */
      readonly total: number;
    }
  | {
      readonly room: `site:${string}` | `asset:${string}`;
      readonly at: number;
      readonly values: LatestValue[];
    };

export interface ServerToClient {
  /** Answers a `watch`; comes again by itself when the estate's model changed. */
  snapshot(snapshot: Snapshot): void;
  /** Newest values of watched rooms, gathered for at most a quarter of a second. */
  values(delta: { readonly room: Room; readonly at: number; readonly values: LatestValue[] }): void;
  /**
   * Transitions in the order of their `sequence`, sent the moment they are journalled. Those journalled in one go
   * travel together, so that a burst of thousands costs a client a few events, not thousands.
   */
  alarms(alarms: AlarmView[]): void;
  /** Every run that is not stood down; to everybody, on connecting and when one changes. */
  runs(runs: RunSummary[]): void;
  /** A call as it is now. */
  calls(calls: CallView[]): void;
  /** Sound it: somebody is told. `mine`: it is I who am told. */
  ring(ring: { readonly call: CallView; readonly kind: string; readonly mine: boolean }): void;
  /** Every 2 s: the server's clock, when it last took in a reading of any kind, and the flood while there is one. */
  pulse(pulse: {
    readonly at: number;
    readonly lastReadingAt: number | null;
    readonly flood?: FloodView;
  }): void;
}

/**
 * Sign-in is by the session cookie, or by a bearer token in `auth: { token }` of the handshake. A refused handshake
 * answers `connect_error` with the message "unauthorized"; a session that ends meanwhile is disconnected by the server.
 */
export interface ClientToServer {
  watch(room: Room, answer: (result: { ok: true } | { ok: false; problem: string }) => void): void;
  unwatch(room: Room): void;
}

export const LIVE_PATH = "/live";
