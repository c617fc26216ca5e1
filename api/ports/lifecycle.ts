import type { Asset } from "../../facility/assets/index.ts";
import type {
  Approval,
  AssetRecord,
  Assumptions,
  EvidenceEntry,
  Forecast,
  KeptEvidence,
  LedgerEntry,
  Plan,
  Scenario,
  TypeLessons,
} from "../../facility/lifecycle/index.ts";
import type { Called } from "../../facility/oncall/index.ts";

export interface LifecycleKnown {
  readonly asset: Asset;
  readonly record: AssetRecord;
  readonly ledger: LedgerEntry;
  readonly ledgerVersion: number;
  readonly evidence: readonly KeptEvidence[];
  readonly since: number | undefined;
}

export interface LifecycleFacts {
  readonly now: number;
  readonly assumptions: Assumptions;
  readonly assumptionsVersion: number;
  lessons(asset: Asset): TypeLessons;
}

export interface LifecycleFleet {
  readonly facts: LifecycleFacts;
  readonly subjects: readonly {
    readonly asset: Asset;
    readonly forecast: Forecast;
    readonly known: LifecycleKnown;
  }[];
  /** Assets of which no price is known: they are in no plan. */
  readonly withoutPrice: readonly string[];
}

interface Change {
  readonly by: string;
  readonly expected: number;
}
/** `changed-meanwhile`: somebody else was faster; load it again. */
export type LifecycleChanged<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly problem: string;
      readonly why: "missing" | "invalid" | "changed-meanwhile";
    };

export interface LifecycleScenario {
  readonly id: string;
  readonly site: string;
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly scenario: Scenario;
}
export interface LifecyclePlan {
  readonly plan: Plan;
  readonly version: number;
}

/** What to replace, when, and why: facts of the fleet, scenarios and their plans. Everything is kept in versions. */
export interface Lifecycle {
  /** What a person or firm is called, by the id that is kept. */
  readonly called: Called;
  facts(site: string): Promise<LifecycleFacts>;
  fleet(site: string, frame?: { firstYear: number; years: number }): Promise<LifecycleFleet>;
  one(
    asset: string,
    instead?: { readonly condition?: number; readonly replacementCny?: number; readonly since?: number },
  ): Promise<
    | {
        readonly facts: LifecycleFacts;
        readonly known: LifecycleKnown;
        readonly forecast: Forecast | undefined;
      }
    | undefined
  >;
  putLedger(asset: string, entry: LedgerEntry, change: Change): Promise<LifecycleChanged<unknown>>;
  addEvidence(asset: string, entry: EvidenceEntry, by: string): Promise<LifecycleChanged<unknown>>;
  removeEvidence(id: string, by: string): Promise<LifecycleChanged<unknown>>;
  putAssumptions(site: string, assumptions: Assumptions, change: Change): Promise<LifecycleChanged<unknown>>;
  scenarios(site?: string): Promise<readonly LifecycleScenario[]>;
  scenario(id: string): Promise<LifecycleScenario | undefined>;
  addScenario(site: string, scenario: Scenario, by: string): Promise<LifecycleChanged<LifecycleScenario>>;
  putScenario(id: string, scenario: Scenario, change: Change): Promise<LifecycleChanged<LifecycleScenario>>;
  removeScenario(id: string, change: Change): Promise<LifecycleChanged<unknown>>;
  /** Solved elsewhere; the server goes on answering. */
  makePlan(id: string, by: string): Promise<LifecycleChanged<LifecyclePlan>>;
  plan(id: string, version?: number): Promise<LifecyclePlan | undefined>;
  move(
    id: string,
    move: { readonly asset: string; readonly year: number | null; readonly why: string },
    change: Change,
  ): Promise<LifecycleChanged<{ readonly scenario: LifecycleScenario } & LifecyclePlan>>;
  /** What a person moved goes back to the year that the plan gave it. */
  takeBack(
    id: string,
    asset: string,
    change: Change,
  ): Promise<LifecycleChanged<{ readonly scenario: LifecycleScenario } & LifecyclePlan>>;
  approval(id: string): Promise<{ readonly approval: Approval; readonly version: number } | undefined>;
  putApproval(id: string, approval: Approval, change: Change): Promise<LifecycleChanged<unknown>>;
  journal(query: { readonly site?: string; readonly id?: string; readonly limit: number }): Promise<
    readonly {
      readonly kind: string;
      readonly id: string;
      readonly version: number;
      readonly at: number;
      readonly by: string;
      readonly removed: boolean;
    }[]
  >;
}

/** A workbook: sheets of cells, the first row of each its headings; a formula is worked out where it is opened. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | null | { readonly formula: string })[])[];
}
export interface Workbooks {
  xlsx(sheets: readonly Sheet[]): Promise<Uint8Array>;
}
