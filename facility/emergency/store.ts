import type { Instant } from "../units/index.ts";
import type { PlannedDrill, SiteProfile } from "./calendar.ts";
import type { PlanVersion } from "./plan.ts";
import type { Run, RunId } from "./run.ts";
import type { Effect, Entry } from "./run-events.ts";

/** What one event made of a run; written whole or not at all. */
export interface RunWrite {
  readonly run: Run;
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
  /** What this write settles, so that it is not done again after a restart. */
  readonly settled?: readonly string[];
}

export interface PendingEffect {
  readonly run: RunId;
  readonly effect: Effect;
}

/** Keeps plans, runs, their log and what is still to be done; everything is on disk (fsync) when it resolves. */
export interface EmergencyStore {
  write(writes: readonly RunWrite[]): Promise<void>;
  /** Effects that were decided but not yet carried out, oldest first. */
  pending(): Promise<PendingEffect[]>;
  settled(keys: readonly string[]): Promise<void>;
  /** Every run that is not stood down. */
  active(): Promise<Run[]>;
  run(id: RunId): Promise<Run | undefined>;
  /** Newest first; `before` is a start, left out of the answer. */
  runs(query: {
    site?: string | undefined;
    plan?: string | undefined;
    before?: Instant | undefined;
    limit: number;
  }): Promise<Run[]>;
  /** Oldest first. */
  entries(run: RunId): Promise<Entry[]>;
  /** Has a run been begun or joined by this trigger? */
  knows(trigger: string): Promise<boolean>;

  /** Every version a site has made, newest first; the library's own is not among them. */
  plans(site: string, plan?: string): Promise<PlanVersion[]>;
  /** False where that version is there already: somebody else was faster. */
  savePlan(site: string, version: PlanVersion): Promise<boolean>;
  profiles(): Promise<ReadonlyMap<string, SiteProfile>>;
  saveProfile(site: string, profile: SiteProfile): Promise<void>;
  drills(): Promise<PlannedDrill[]>;
  saveDrill(drill: PlannedDrill): Promise<void>;
}
