import type { Observable } from "rxjs";
import type {
  CalendarLine,
  DrillTerms,
  Entry,
  PlannedDrill,
  PlanProblem,
  PlanVersion,
  Run,
  RunEvent,
  RunId,
  SiteProfile,
} from "../../facility/emergency/index.ts";
import type { Notifier } from "../../facility/oncall/index.ts";
import type { AssetId, Instant, Text } from "../../facility/units/index.ts";

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Text };

/** Emergency plans, their runs, and drills. Every answer is on disk when it resolves. */
export interface Emergencies {
  /** Not stood down, oldest first. */
  runs(): readonly Run[];
  find(id: RunId): Promise<Run | undefined>;
  /** Under way and past, newest first; `before` is a start, left out of the answer. */
  past(query: {
    site?: string | undefined;
    before?: Instant | undefined;
    limit: number;
  }): Promise<readonly Run[]>;
  /** A run's log, oldest first. */
  entries(id: RunId): Promise<readonly Entry[]>;
  start(asked: {
    readonly plan: string;
    readonly site: string;
    readonly by: string;
    readonly words: string;
    readonly asset?: AssetId | undefined;
    readonly drill?: DrillTerms | undefined;
  }): Promise<Outcome<Run>>;
  act(id: RunId, event: RunEvent): Promise<Outcome<Run>>;
  readonly changed: Observable<{ readonly run: Run; readonly entries: readonly Entry[] }>;
  readonly plans: {
    of(site: string): readonly PlanVersion[];
    versions(site: string, plan: string): Promise<readonly PlanVersion[]>;
    save(
      site: string,
      asked: { plan: unknown; over: number; by: string; comment: string },
    ): Promise<
      | { readonly ok: true; readonly value: PlanVersion }
      | {
          readonly ok: false;
          readonly problem: Text;
          readonly errors: readonly PlanProblem[];
        }
    >;
  };
  readonly drills: {
    profile(site: string): SiteProfile;
    setProfile(site: string, profile: SiteProfile): Promise<void>;
    planned(site: string): readonly PlannedDrill[];
    calendar(site: string): Promise<readonly CalendarLine[]>;
    plan(asked: Omit<PlannedDrill, "id" | "noticeAt" | "run" | "cancelled">): Promise<Outcome<PlannedDrill>>;
    begin(id: string, by: string): Promise<Outcome<Run>>;
    cancel(id: string, by: string, why: string): Promise<Outcome<PlannedDrill>>;
  };
  readonly people: Pick<Notifier, "whoIsOn" | "member">;
}
