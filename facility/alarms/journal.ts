import { z } from "zod";

import type { AssetId, Instant } from "../units/index.ts";
import type { AlarmEvent, AlarmId, AlarmState } from "./state.ts";

/** What raised or cleared it, kept so that a person can see why without digging. */
export const Evidence = z.object({
  point: z.string().optional(),
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]).optional(),
  /** Source time of that value, ms. */
  at: z.number().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** One alarm as it stands; the fold of its journal. */
export interface Alarm {
  readonly id: AlarmId;
  readonly asset: AssetId;
  readonly rule: string;
  readonly state: AlarmState;
  /** How often it has been raised, this time included. */
  readonly occurrence: number;
  /** Counts every transition in the house; orders them where clocks tie, and tells first-out. */
  readonly sequence: number;
  readonly changedAt: Instant;
  readonly evidence: Evidence;
  /** Who has said, or been asked, to take care of it; until it is normal again. */
  readonly assignedTo?: string;
}

/** One line of the append-only journal. */
export interface Transition {
  readonly alarm: Alarm;
  readonly event: AlarmEvent;
  /** Who or what did it: a user's name, or `rule`. */
  readonly actor: string;
  /** Why, in the actor's words; empty for rules. */
  readonly reason: string;
}

/** Keeps transitions for ever and the present state of each alarm; the alarm desk's only memory. */
export interface AlarmJournal {
  /** Writes all or none; resolves when it is on disk (fsync), rejects when it is not. Nothing to write is no error. */
  write(transitions: readonly Transition[]): Promise<void>;
  /** Every alarm that is not normal, as last written. */
  open(): Promise<Alarm[]>;
  /** Occurrence counters and the last sequence (0 at first), so that a restart counts on. */
  counters(): Promise<{ readonly sequence: number; readonly occurrences: ReadonlyMap<AlarmId, number> }>;
  /** Transitions that happened from `from` on and before `to`, oldest first; the newest of them where `limit` cuts. */
  span(from: Instant, to: Instant, limit: number): Promise<Transition[]>;
  /** Newest first; `before` is a sequence, left out of the answer. */
  history(query: { alarm?: AlarmId; asset?: AssetId; before?: number; limit: number }): Promise<Transition[]>;
}
