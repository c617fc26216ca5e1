import { type Condition, conditionPoints } from "../../facility/alarms/index.ts";
import type { Asset, AssetModel, Point } from "../../facility/assets/index.ts";
import { named } from "../operators/watch.ts";
import { compound } from "./compound.ts";
import { multivariate } from "./multivariate.ts";

/** Every point that a condition listens to on an asset. */
export function pointsOf(condition: Condition, asset: Asset, model: AssetModel): readonly Point[] {
  switch (condition.kind) {
    case "compound":
      return compound.points(condition, asset, model);
    case "multivariate":
      return multivariate.points(condition, asset, model);
    case "no-data":
      return condition.points ? named(asset, condition.points) : asset.points;
    default:
      return named(asset, [...new Set(conditionPoints(condition))]);
  }
}
