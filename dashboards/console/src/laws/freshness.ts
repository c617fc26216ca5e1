import type { LatestValue } from "../../../../api/contract/index.ts";

/** How a value may be shown now. `stale` is what age, or a lost connection, makes of any value. */
export type Freshness = "never" | "good" | "uncertain" | "substituted" | "bad" | "stale";

/**
 * @param now the server's clock, ms
 * @param linked false while the connection to the server is lost: then nothing is fresh
 */
export function freshness(
  latest: LatestValue | undefined,
  staleAfterSeconds: number,
  now: number,
  linked: boolean,
): Freshness {
  if (!latest) return "never";
  if (!linked || latest.quality === "stale" || now - latest.at > staleAfterSeconds * 1_000) return "stale";
  if (latest.quality === "bad" || latest.value === null) return "bad";
  return latest.quality;
}

/** May it be drawn as the state of the plant: a moving car, a filled bar? */
export const isLive = (fresh: Freshness): boolean =>
  fresh === "good" || fresh === "uncertain" || fresh === "substituted";
