import type { CompoundCondition } from "../../facility/alarms/index.ts";
import type { Point } from "../../facility/assets/index.ts";
import type { AssetId } from "../../facility/units/index.ts";
import { asleep, named, type WatchKind } from "../operators/watch.ts";
import { type CelValues, compileCel, feedersOf } from "./cel.ts";

/**
 * A condition in CEL over the asset's points, over those of the assets that feed it (`feeders`) and of those that it
 * feeds (`fed`). Compiled once for a type.
 */
export const compound: WatchKind<CompoundCondition> = {
  points({ when }, asset, model) {
    const program = compileCel(when, asset);
    if (!program.ok) return [];
    const { readsFeeders, readsFed } = program.value;
    const related = [
      ...(readsFeeders ? feedersOf(asset, model) : []),
      ...(readsFed ? asset.feeds.flatMap((id) => model.assets.get(id) ?? []) : []),
    ];
    return [...named(asset, program.value.points), ...related.flatMap(({ points }) => points)];
  },
  onDelayMs: ({ forSeconds }) => forSeconds * 1_000,
  offDelayMs: ({ offDelaySeconds }) => offDelaySeconds * 1_000,
  watch({ when }, { asset, points }) {
    const program = compileCel(when, asset);
    const values: CelValues = {};
    const related = new Map<AssetId, CelValues>();
    const places = points.map((point) => {
      if (point.asset.id === asset.id) return { into: values, point };
      const into = related.get(point.asset.id) ?? {};
      related.set(point.asset.id, into);
      return { into, point };
    });
    const those = (fed: boolean) =>
      [...related].filter(([id]) => asset.feeds.includes(id) === fed).map(([, known]) => known);
    values.feeders = those(false);
    values.fed = those(true);
    return {
      ...asleep,
      hear(slot, value) {
        if (value === null || !program.ok) return undefined;
        const { into, point } = places[slot]!;
        into[point.type.name] = celValue(point, value);
        return program.value.run(values);
      },
      save: () => undefined,
    };
  },
};

const celValue = (point: Point, value: number | string): unknown =>
  point.type.kind === "boolean" ? value !== 0 : value;
