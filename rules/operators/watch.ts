import type { Condition } from "../../facility/alarms/index.ts";
import type { Asset, AssetModel, Point } from "../../facility/assets/index.ts";
import type { Verdict } from "./verdicts.ts";

/** One rule on one asset, watching its points by slot. Small and mutable: it is called for every reading. */
export interface Watch {
  /** A usable value of the point in that slot; booleans are 0 and 1. */
  hear(slot: number, value: number | string | null, at: number): Verdict;
  /** When the answer may change though nothing is heard, ms; Infinity if never. */
  readonly wakeAt: number;
  wake(now: number): Verdict;
  /** What it has learned, as JSON; undefined where there is nothing worth keeping. */
  save(): unknown;
}

/** What a watch is made from. */
export interface WatchContext {
  readonly asset: Asset;
  readonly model: AssetModel;
  readonly timeZone: string;
  readonly points: readonly Point[];
}

/** How one kind of rule watches. One such object a kind. */
export interface WatchKind<C extends Condition = Condition> {
  /** The points it listens to; their places in the list are the slots. */
  points(condition: C, asset: Asset, model: AssetModel): readonly Point[];
  /** `saved` is what `save` gave for the same condition, or undefined. */
  watch(condition: C, context: WatchContext, saved: unknown): Watch;
  onDelayMs(condition: C): number;
  offDelayMs(condition: C): number;
}

/** The named points of an asset, in order. Instances are only made where all of them exist. */
export const named = (asset: Asset, names: readonly string[]): Point[] =>
  names.flatMap((name) => asset.points.find((point) => point.type.name === name) ?? []);

export const never = Number.POSITIVE_INFINITY;

/** For watches that only ever answer to readings. */
export const asleep = { wakeAt: never, wake: (): Verdict => undefined };

export const delaysOf = {
  onDelayMs: (condition: { onDelaySeconds: number }): number => condition.onDelaySeconds * 1_000,
  offDelayMs: (condition: { offDelaySeconds: number }): number => condition.offDelaySeconds * 1_000,
};

export type { Verdict };
