import type { SiteFile } from "../../facility/assets/index.ts";
import { lifeOf } from "./lives.ts";
import { counterFrom, ownPace, uses } from "./use.ts";

/**
 * What each counter of the estate reads at a moment, from the day of installation on: the live plant begins with it,
 * the history of readings leads up to it, and the months' costs are its differences.
 */
export function countersOf(
  site: SiteFile,
  seed: number,
  at: number,
  utcOffsetHours: number,
): (asset: string, point: string) => number {
  const assets = new Map(site.assets.map((asset) => [asset.id, asset]));
  return (asset, point) => {
    const found = assets.get(asset);
    const use = found && uses[found.type]?.[point];
    if (!found || !use) return 0;
    return counterFrom(use, lifeOf(found, seed).installed, utcOffsetHours)(at) * ownPace(seed, asset);
  };
}
