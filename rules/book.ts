import {
  type AlarmId,
  alarmId,
  concerns,
  conditionPoints,
  type EffectiveRule,
  effectiveRules,
  intoOwn,
  patchRule,
  type RuleOverride,
  type RuleType,
  scopeKey,
} from "../facility/alarms/index.ts";
import { type Asset, type AssetModel, withRules } from "../facility/assets/index.ts";
import { type AssetId, done, type Problem, problem, type Result } from "../facility/units/index.ts";
import { hasPoints, isSilentByNature, type RuleInstance } from "./instances.ts";
import { compileCel } from "./kinds/cel.ts";

/** Keeps what sites changed of their rules. */
export interface OverrideStore {
  list(): Promise<RuleOverride[]>;
  put(override: RuleOverride, by: string, at: number): Promise<void>;
  /** False when there was none. */
  remove(scope: string, rule: string): Promise<boolean>;
}

/** What a change would do, before it is done. */
export interface Preview {
  readonly assets: readonly {
    readonly asset: AssetId;
    readonly before: EffectiveRule | undefined;
    readonly after: EffectiveRule | undefined;
  }[];
}

/**
 * The rules in force everywhere, and the only one who changes them. A rule on an asset keeps its key for as long as
 * the process lives, so that whoever counts by keys is not led astray by an edit.
 */
export class RuleBook {
  #base: AssetModel;
  readonly #store: OverrideStore;
  readonly #applied: (model: AssetModel) => void;
  #overrides: RuleOverride[];
  #model: AssetModel;
  /** Grows only; entries are replaced in place. Handed to others as the living list. */
  readonly #instances: RuleInstance[] = [];
  readonly #keys = new Map<AlarmId, number>();

  private constructor(
    base: AssetModel,
    store: OverrideStore,
    overrides: RuleOverride[],
    applied: (model: AssetModel) => void,
  ) {
    this.#base = base;
    this.#store = store;
    this.#overrides = overrides;
    this.#applied = applied;
    this.#model = base;
    this.#apply();
  }

  /** @param applied told after each change of the rules, with the model that carries them */
  static async open(
    base: AssetModel,
    store: OverrideStore,
    applied: (model: AssetModel) => void = () => undefined,
  ): Promise<RuleBook> {
    return new RuleBook(base, store, await store.list(), applied);
  }

  get model(): AssetModel {
    return this.#model;
  }

  get instances(): readonly RuleInstance[] {
    return this.#instances;
  }

  /** Another model from now on: the same changes on what it has. */
  follow(base: AssetModel): void {
    this.#base = base;
    this.#apply();
    this.#applied(this.#model);
  }

  overrides(): readonly RuleOverride[] {
    return this.#overrides;
  }

  /** Undefined for an asset that is not there. */
  effective(id: AssetId): EffectiveRule[] | undefined {
    const asset = this.#base.assets.get(id);
    return asset && this.#effective(asset, this.#overrides);
  }

  /** What a change would make of each asset it concerns; the problem says why it cannot be done. */
  preview(override: RuleOverride): Result<Preview> {
    const kept = this.#kept(override);
    return kept.ok ? this.#previewOf(kept.value, [...this.#without(override), kept.value]) : kept;
  }

  async put(override: RuleOverride, by: string, at: number): Promise<Result<Preview>> {
    const kept = this.#kept(override);
    if (!kept.ok) return kept;
    const preview = this.#previewOf(kept.value, [...this.#without(override), kept.value]);
    if (!preview.ok) return preview;
    await this.#store.put(kept.value, by, at);
    this.#overrides = [...this.#without(override), kept.value];
    this.#apply();
    this.#applied(this.#model);
    return preview;
  }

  async remove(scope: RuleOverride["scope"], rule: string): Promise<boolean> {
    const gone = await this.#store.remove(scopeKey(scope), rule);
    const key = scopeKey(scope);
    this.#overrides = this.#overrides.filter((one) => one.rule !== rule || scopeKey(one.scope) !== key);
    if (gone) {
      this.#apply();
      this.#applied(this.#model);
    }
    return gone;
  }

  #kept(override: RuleOverride): Result<RuleOverride> {
    const kept = intoOwn(override, this.#overrides);
    return kept.ok
      ? kept
      : problem(
          `${kept.problem}. Mend it and send it again.`,
          kept.zh ? `${kept.zh}。请改正后重新提交。` : undefined,
        );
  }

  #without({ scope, rule }: RuleOverride): RuleOverride[] {
    const key = scopeKey(scope);
    return this.#overrides.filter((one) => one.rule !== rule || scopeKey(one.scope) !== key);
  }

  #effective(asset: Asset, overrides: readonly RuleOverride[]): EffectiveRule[] {
    return effectiveRules(placed(asset), asset.type.rules, overrides);
  }

  #previewOf(override: RuleOverride, next: readonly RuleOverride[]): Result<Preview> {
    const touched = [...this.#base.assets.values()].filter((asset) => concerns(override, placed(asset)));
    if (touched.length === 0)
      return problem(
        `${scopeKey(override.scope)} names no asset here. GET /api/assets lists them.`,
        `${scopeKey(override.scope)} 未对应任何设备。GET /api/assets 列出全部设备。`,
      );
    const assets: Preview["assets"][number][] = [];
    const key = scopeKey(override.scope);
    for (const asset of touched) {
      const find = (rules: readonly EffectiveRule[]) => rules.find(({ rule }) => rule.id === override.rule);
      const before = find(this.#effective(asset, this.#overrides));
      const after = find(this.#effective(asset, next));
      const refused = after?.problems.find((one) => one.startsWith(`${key}: `));
      if (refused) {
        const patched =
          override.is === "patch" && before ? patchRule(before.rule, override.patch) : undefined;
        return problem(
          `${refused.slice(key.length + 2)}. Mend it and send it again.`,
          patched?.ok === false && patched.zh ? `${patched.zh}。请改正后重新提交。` : undefined,
        );
      }
      if (!after) continue;
      const misfit = misfitOf(asset, after.rule);
      // A rule for a whole group passes over those that lack its points; one for an asset must fit it.
      if (misfit && (override.scope.of === "asset" || override.is === "rule")) return misfit;
      assets.push({ asset: asset.id, before, after });
    }
    if (assets.length === 0)
      return problem(
        `No asset of ${key} has a rule "${override.rule}". GET /api/assets/{id}/rules lists them.`,
        `${key} 范围内没有设备有规则“${override.rule}”。GET /api/assets/{id}/rules 列出各设备的规则。`,
      );
    return done({ assets });
  }

  #apply(): void {
    this.#model =
      this.#overrides.length === 0
        ? this.#base
        : withRules(this.#base, (asset) =>
            this.#overrides.some((one) => concerns(one, placed(asset)))
              ? this.#effective(asset, this.#overrides).map(({ rule }) => rule)
              : asset.rules,
          );
    const wasThere = this.#instances.length;
    const seen = new Uint8Array(wasThere);
    for (const asset of this.#model.assets.values()) {
      if (asset.outOfService) continue;
      for (const rule of asset.rules) {
        if (!hasPoints(asset, rule.condition) || isSilentByNature(asset, rule)) continue;
        const alarm = alarmId(asset.id, rule.id);
        const key = this.#keys.get(alarm) ?? this.#instances.length;
        this.#keys.set(alarm, key);
        this.#instances[key] = { key, alarm, asset, rule, condition: rule.condition };
        if (key < wasThere) seen[key] = 1;
      }
    }
    // What is no longer there keeps its place, switched off.
    for (let key = 0; key < wasThere; key++) {
      const instance = this.#instances[key]!;
      if (seen[key] === 0) this.#instances[key] = { ...instance, rule: { ...instance.rule, enabled: false } };
    }
  }
}

const placed = (asset: Asset) => ({ id: asset.id, site: asset.site, type: asset.type.id });

/** Why a rule cannot run on an asset, in words that say what to do; undefined if it can. */
export function misfitOf(asset: Asset, rule: RuleType): Problem | undefined {
  const names = asset.points.map((point) => point.type.name);
  const missing = conditionPoints(rule.condition).filter((name) => !names.includes(name));
  if (missing.length > 0)
    return problem(
      `${asset.id} has no point ${missing.join(", ")}. Points: ${names.join(", ")}.`,
      `${asset.id} 没有测点 ${missing.join("、")}。现有测点：${names.join("、")}。`,
    );
  if (rule.condition.kind !== "compound") return undefined;
  const program = compileCel(rule.condition.when, asset);
  return program.ok ? undefined : program;
}
