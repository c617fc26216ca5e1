import {
  type AlarmId,
  alarmId,
  type Condition,
  conditionPoints,
  type RuleType,
} from "../facility/alarms/index.ts";
import type { Asset, AssetModel } from "../facility/assets/index.ts";

/** One rule on one asset. `key` is its place in the list: what operators keep their state by. */
export interface RuleInstance<C extends Condition = Condition> {
  readonly key: number;
  readonly alarm: AlarmId;
  readonly asset: Asset;
  readonly rule: RuleType;
  readonly condition: C;
}

/** The silence of an asset that no gateway reads is no news: a register of 140 assets would ring 140 alarms. */
export const isSilentByNature = (asset: Asset, rule: RuleType): boolean =>
  rule.condition.kind === "no-data" && !asset.monitoredBy;

/** Every catalogue rule on every asset that is in service and has the points the rule looks at. */
export function instancesOf(model: AssetModel): RuleInstance[] {
  const instances: RuleInstance[] = [];
  for (const asset of model.assets.values()) {
    if (asset.outOfService) continue;
    for (const rule of asset.rules) {
      if (!hasPoints(asset, rule.condition)) continue;
      instances.push({
        key: instances.length,
        alarm: alarmId(asset.id, rule.id),
        asset,
        rule,
        condition: rule.condition,
      });
    }
  }
  return instances;
}

/** Has the asset the points that the condition cannot do without? */
export function hasPoints(asset: Asset, condition: Condition): boolean {
  const names = new Set(asset.points.map((point) => point.type.name));
  return conditionPoints(condition).every((name) => names.has(name));
}

export const ofKind = <K extends Condition["kind"]>(
  instances: readonly RuleInstance[],
  kind: K,
): RuleInstance<Extract<Condition, { kind: K }>>[] =>
  instances.filter(
    (instance): instance is RuleInstance<Extract<Condition, { kind: K }>> => instance.condition.kind === kind,
  );
