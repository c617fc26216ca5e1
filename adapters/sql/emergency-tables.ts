/** Rows of the emergencies part; `*_json` columns hold the noun itself. */
export interface EmergencyTables {
  emergency_runs: {
    id: string;
    site: string;
    plan: string;
    started_at: number;
    state: string;
    drill: number;
    /** The run without its plan, which never changes and is long. */
    run_json: string;
    plan_json: string;
  };
  /** What began or joined a run; a trigger does so once. */
  emergency_triggers: { trigger: string; run: string };
  /** The log of runs; append-only. */
  emergency_log: {
    run: string;
    sequence: number;
    at: number;
    actor: string;
    what: string;
    entry_json: string;
  };
  /** Decided, and not yet carried out. */
  emergency_effects: { key: string; run: string; position: number; effect_json: string };
  /** A site's own versions of plans; append-only. */
  emergency_plans: {
    site: string;
    plan: string;
    version: number;
    saved_by: string;
    saved_at: number;
    comment: string;
    plan_json: string;
  };
  emergency_profiles: { site: string; profile_json: string };
  emergency_drills: { id: string; site: string; drill_at: number; drill_json: string };
}
