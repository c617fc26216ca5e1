import type { RuleType } from "../alarms/index.ts";
import type { Asset, AssetModel, Point } from "./model.ts";

/**
 * The same model with other rules on its assets; an asset that keeps its very list of rules is the same object. The point table stays the very same array: batches and rule state
 * count by places in it.
 */
export function withRules(model: AssetModel, rulesOf: (asset: Asset) => readonly RuleType[]): AssetModel {
  const points: Point[] = [...model.points];
  const assets = new Map(model.assets);
  for (const [id, asset] of model.assets) {
    const rules = rulesOf(asset);
    if (rules === asset.rules) continue;
    const own: Point[] = [];
    const changed: Asset = { ...asset, points: own, rules };
    for (const point of asset.points) {
      const moved = { ...point, asset: changed };
      own.push(moved);
      points[point.index] = moved;
    }
    assets.set(id, changed);
  }
  return {
    ...model,
    assets,
    points,
    point: (id) => {
      const known = model.point(id);
      return known && points[known.index];
    },
  };
}
