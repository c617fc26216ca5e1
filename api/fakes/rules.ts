import {
  type EffectiveRule,
  effectiveRules,
  intoOwn,
  type RuleOverride,
  scopeKey,
} from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import { type AssetId, done, problem, type Result } from "../../facility/units/index.ts";
import type { Backtest, BacktestAsked, Backtests, RulePreview, Rules } from "../ports.ts";

/** The law of overrides over a list in memory. */
export class FakeRules implements Rules {
  #overrides: RuleOverride[] = [];
  readonly #model: () => AssetModel;
  constructor(model: () => AssetModel) {
    this.#model = model;
  }
  overrides(): readonly RuleOverride[] {
    return this.#overrides;
  }
  #effective(id: AssetId, overrides: readonly RuleOverride[]): EffectiveRule[] | undefined {
    const asset = this.#model().assets.get(id);
    return (
      asset && effectiveRules({ id, site: asset.site, type: asset.type.id }, asset.type.rules, overrides)
    );
  }
  effective(id: AssetId): EffectiveRule[] | undefined {
    return this.#effective(id, this.#overrides);
  }
  preview(override: RuleOverride): Result<RulePreview> {
    if (override.scope.of !== "asset") return done({ assets: [] });
    const asset = override.scope.asset as AssetId;
    const find = (rules?: readonly EffectiveRule[]) => rules?.find(({ rule }) => rule.id === override.rule);
    const after = find(this.#effective(asset, [...this.#overrides, override]));
    if (!after) return problem(`No asset of asset:${asset} has a rule "${override.rule}".`);
    const [wrong] = after.problems;
    if (wrong) return problem(wrong);
    return done({ assets: [{ asset, before: find(this.effective(asset)), after }] });
  }
  async put(override: RuleOverride): Promise<Result<RulePreview>> {
    const preview = this.preview(override);
    const kept = intoOwn(override, this.#overrides);
    if (preview.ok && kept.ok)
      this.#overrides = [
        ...this.#overrides.filter(
          (one) => one.rule !== override.rule || scopeKey(one.scope) !== scopeKey(override.scope),
        ),
        kept.value,
      ];
    return preview;
  }
  async remove(scope: RuleOverride["scope"], rule: string): Promise<boolean> {
    const before = this.#overrides.length;
    this.#overrides = this.#overrides.filter(
      (one) => one.rule !== rule || scopeKey(one.scope) !== scopeKey(scope),
    );
    return this.#overrides.length < before;
  }
}

/** Every backtest finds one minute at its start. */
export class FakeBacktests implements Backtests {
  readonly #jobs = new Map<string, Backtest>();
  start({ asset, rule, from, to }: BacktestAsked): Result<Backtest> {
    if (from >= to) return problem("`from` must lie before `to`. Mend one of them.");
    const job: Backtest = {
      id: `bt-${this.#jobs.size + 1}`,
      asset,
      rule: rule.id,
      from,
      to,
      state: "done",
      progress: 1,
      readings: 60,
      occurrences: [{ from, to: from + 60_000 }],
      present: [{ from, to: from + 60_000 }],
      difference: { added: [], gone: [], moved: [], same: 1 },
      trouble: undefined,
    };
    this.#jobs.set(job.id, job);
    return done(job);
  }
  get(id: string): Backtest | undefined {
    return this.#jobs.get(id);
  }
  cancel(id: string): boolean {
    return this.#jobs.has(id);
  }
}
