import type { AssetView } from "../../../../../api/contract/index.ts";

/** What is counted of a system: of lifts those that ride, for a seismic switch beside them is none. */
export function countedOf(assets: readonly AssetView[], system: AssetView["system"]): readonly AssetView[] {
  const lifts = assets.filter(({ points }) => points.some(({ name }) => name === "service_mode"));
  return system === "lift" && lifts.length > 0 ? lifts : assets;
}
