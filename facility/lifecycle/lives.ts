import type { PastWork } from "../maintenance/index.ts";
import type { PastLife } from "./history.ts";

/**
 * Lives that ended within the past: each renewal after a failure ends the one before it. The first of them began with
 * the installation; a planned renewal ends a life without an end of it being seen.
 */
export function lifeBeganIn(works: readonly PastWork[], installed: number, watchedFrom: number): PastLife[] {
  let from = installed;
  return works
    .filter(({ kind, finished }) => kind === "replacement" && finished >= watchedFrom)
    .toSorted((a, b) => a.finished - b.finished)
    .flatMap(({ finished, failure }) => {
      const life = { from, to: finished, ended: failure !== undefined };
      const before = from;
      from = finished;
      // Registered as installed at its renewal: when its forerunner began, nobody knows.
      return finished > before ? [life] : [];
    });
}
