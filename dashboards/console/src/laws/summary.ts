import type { AlarmView, AssetView } from "../../../../api/contract/index.ts";
import { type Priority, priorities } from "./alarm-order.ts";
import type { Freshness } from "./freshness.ts";

export type System = AssetView["system"];
export const systems: readonly System[] = ["lift", "fire", "water", "power", "network"];

/** One word group of the summary line: "lifts 2/2", "fire normal", "water 1 ▲". */
export type SystemSummary =
  | { readonly is: "alarms"; readonly counts: readonly { readonly priority: Priority; readonly n: number }[] }
  | { readonly is: "silent"; readonly silent: number; readonly of: number }
  | { readonly is: "normal"; readonly of: number };

/** Assets that are watched: silence of one that is out of service says nothing. */
export const inService = (assets: readonly AssetView[]): readonly AssetView[] =>
  assets.filter((asset) => !asset.outOfService);

/** Alarms outrank silence, silence outranks normal; an asset is silent when none of its points is fresh. */
export function summarise(
  all: readonly AssetView[],
  alarms: readonly AlarmView[],
  freshnessOf: (asset: AssetView) => Freshness,
): SystemSummary {
  const assets = inService(all);
  const counts = priorities
    .map((priority) => ({ priority, n: alarms.filter((alarm) => alarm.priority === priority).length }))
    .filter(({ n }) => n > 0);
  if (counts.length > 0) return { is: "alarms", counts };
  const silent = assets.filter((asset) => {
    const fresh = freshnessOf(asset);
    return fresh === "stale" || fresh === "never";
  }).length;
  return silent > 0 ? { is: "silent", silent, of: assets.length } : { is: "normal", of: assets.length };
}
