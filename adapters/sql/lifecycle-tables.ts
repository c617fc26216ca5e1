/** Rows of lifecycle: ledger, evidence, assumptions, scenarios, plans, approvals, each version one row; append-only. */
export interface LifecycleTables {
  lifecycle_versions: {
    kind: string;
    id: string;
    version: number;
    site: string;
    changed_at: number;
    changed_by: string;
    /** Null where it was removed. */
    body_json: string | null;
  };
}
