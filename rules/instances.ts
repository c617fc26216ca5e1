import { type AlarmId, alarmId, type Condition, type RuleType } from "../facility/alarms/index.ts";
import type { Asset, AssetModel } from "../facility/assets/index.ts";

/** One rule on one asset. `key` is its place in the list: what operators keep their state by. */
export interface RuleInstance<C extends Condition = Condition> {
  readonly key: number;
  readonly alarm: AlarmId;
  readonly asset: Asset;
  readonly rule: RuleType;
  readonly condition: C;
}

/** Every catalogue rule on every asset that is in service and has the points the rule looks at. */
export function instancesOf(model: AssetModel): RuleInstance[] {
  const instances: RuleInstance[] = [];
  for (const asset of model.assets.values()) {
    if (asset.outOfService) continue;
    const names = new Set(asset.points.map((point) => point.type.name));
    for (const rule of asset.rules) {
      if (!pointsNeeded(rule.condition).every((name) => names.has(name))) continue;
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

function pointsNeeded(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case "limit":
      return [condition.point];
    case "held":
      return condition.all.map((test) => test.point);
    case "no-data":
      return condition.points ?? [];
    default:
      return condition satisfies never;
  }
}

export const ofKind = <K extends Condition["kind"]>(
  instances: readonly RuleInstance[],
  kind: K,
): RuleInstance<Extract<Condition, { kind: K }>>[] =>
  instances.filter(
    (instance): instance is RuleInstance<Extract<Condition, { kind: K }>> => instance.condition.kind === kind,
  );
