import type { Observable } from "rxjs";
import type {
  Act,
  Alarm,
  AlarmId,
  EffectiveRule,
  Episode,
  EpisodeDifference,
  Flood,
  RuleOverride,
  RuleType,
  Transition,
} from "../../facility/alarms/index.ts";
import type { AssetId, Instant, Result, Text } from "../../facility/units/index.ts";

export type Acted =
  | { readonly ok: true; readonly value: Alarm }
  | { readonly ok: false; readonly problem: Text };

export interface AlarmDesk {
  /** Every alarm that is not normal. */
  open(): readonly Alarm[];
  get(id: AlarmId): Alarm | undefined;
  /** Every transition, after it is journalled. */
  readonly transitions: Observable<Transition>;
  acknowledge(request: {
    readonly id: AlarmId;
    readonly by: string;
    readonly comment: string;
    readonly occurrence?: number;
  }): Promise<Result<Alarm>>;
  /** Any act of the law, resolved when it is in the journal; a refusal says why, in both languages. */
  act(request: { readonly id: AlarmId; readonly by: string; readonly act: Act }): Promise<Acted>;
  /** The same act on every rule of an asset. */
  actOnAsset(request: {
    readonly asset: AssetId;
    readonly by: string;
    readonly act: Act;
  }): Promise<readonly Acted[]>;
  /** More alarms than a person can follow, since when; undefined while it is not so. */
  flood(): Flood | undefined;
  /** Transitions from `from` on and before `to`, oldest first; the newest of them where `limit` cuts. */
  span(from: Instant, to: Instant, limit: number): Promise<Transition[]>;
  /** Newest first; `before` is a sequence, left out of the answer. */
  history(query: { alarm?: AlarmId; asset?: AssetId; before?: number; limit: number }): Promise<Transition[]>;
}

/** What a change of a rule makes of each asset it concerns. */
export interface RulePreview {
  readonly assets: readonly {
    readonly asset: AssetId;
    readonly before: EffectiveRule | undefined;
    readonly after: EffectiveRule | undefined;
  }[];
}

/** The rules in force, and the only way to change them. */
export interface Rules {
  /** Undefined for an asset that is not there. */
  effective(id: AssetId): EffectiveRule[] | undefined;
  overrides(): readonly RuleOverride[];
  preview(override: RuleOverride): Result<RulePreview>;
  /** In force when it resolves. */
  put(override: RuleOverride, by: string, at: Instant): Promise<Result<RulePreview>>;
  /** False where there was none. */
  remove(scope: RuleOverride["scope"], rule: string): Promise<boolean>;
}

/** A backtest under way or done. */
export interface Backtest {
  readonly id: string;
  readonly asset: AssetId;
  readonly rule: string;
  readonly from: number;
  readonly to: number;
  readonly state: "running" | "done" | "cancelled" | "failed";
  readonly progress: number;
  readonly readings: number;
  readonly occurrences: readonly Episode[];
  /** What the rule as it stands makes of the same span; undefined for a new rule, or until done. */
  readonly present: readonly Episode[] | undefined;
  readonly difference: EpisodeDifference | undefined;
  readonly trouble: string | undefined;
}

export interface BacktestAsked {
  readonly asset: AssetId;
  readonly rule: RuleType;
  /** The rule as it stands, to compare with. */
  readonly present: RuleType | undefined;
  readonly from: number;
  readonly to: number;
}

/** Rules tried on stored history. */
export interface Backtests {
  start(asked: BacktestAsked): Result<Backtest>;
  get(id: string): Backtest | undefined;
  /** False where there is none of that id. */
  cancel(id: string): boolean;
}
