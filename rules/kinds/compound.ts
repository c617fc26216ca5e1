import type { CompoundCondition } from "../../facility/alarms/index.ts";
import type { Point } from "../../facility/assets/index.ts";
import { asleep, named, type WatchKind } from "../operators/watch.ts";
import { type CelValues, compileCel, feedersOf } from "./cel.ts";

/** A condition in CEL over the asset's points, and over those of the assets that feed it. Compiled once for a type. */
export const compound: WatchKind<CompoundCondition> = {
  points({ when }, asset, model) {
    const program = compileCel(when, asset);
    if (!program.ok) return [];
    const own = named(asset, program.value.points);
    return program.value.readsFeeders
      ? [...own, ...feedersOf(asset, model).flatMap((feeder) => feeder.points)]
      : own;
  },
  onDelayMs: ({ forSeconds }) => forSeconds * 1_000,
  offDelayMs: ({ offDelaySeconds }) => offDelaySeconds * 1_000,
  watch({ when }, { asset, points }) {
    const program = compileCel(when, asset);
    const values: CelValues = {};
    const feeders = new Map<string, CelValues>();
    for (const point of points)
      if (point.asset.id !== asset.id && !feeders.has(point.asset.id)) feeders.set(point.asset.id, {});
    values.feeders = [...feeders.values()];
    const places = points.map((point) => ({
      into: point.asset.id === asset.id ? values : feeders.get(point.asset.id)!,
      point,
    }));
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
