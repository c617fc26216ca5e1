import type { SiteFile } from "../../facility/assets/index.ts";
import type { AssetLife, Past, PastFailure, PastWork } from "../../facility/maintenance/index.ts";
import type { Instant } from "../../facility/units/index.ts";
import { DAY_MS, YEAR_MS } from "./calendar.ts";
import { costsOf } from "./costs.ts";
import { failureKinds } from "./failure-kinds.ts";
import { failuresOf, type Span, troubleOf } from "./failures.ts";
import { lifeOf } from "./lives.ts";
import { MISSED, visitsOf } from "./visits.ts";

export interface PastOptions {
  readonly site: SiteFile;
  readonly seed: number;
  readonly years: number;
  /** Where the past ends, ms since 1970; everything in it is over by then. */
  readonly now: Instant;
  /** How far the site's clock is ahead of UTC. */
  readonly utcOffsetHours: number;
}

/**
 * The demo estate's past as plain data: lives of its assets, failures (ISO 14224) with the orders that mended them,
 * turns of maintenance with one that was missed, and what months cost. Pure and deterministic: the same options give
 * the same past, and ids stay the same when only `now` moves on, so it can be loaded twice without doubles. Energy
 * agrees with the counters that the history of readings writes.
 */
export function pastOf({ site, seed, years, now, utcOffsetHours }: PastOptions): Past {
  const span: Span = { seed, from: now - years * YEAR_MS, until: now, utcOffsetHours };
  const lives = site.assets.filter(({ outOfService }) => !outOfService).map((asset) => lifeOf(asset, seed));
  const missing = lives.find(({ type }) => type === MISSED.type)?.asset;
  const mainWater = lives.find(({ type }) => type === "water-meter")?.asset;

  const failures: PastFailure[] = [];
  const works: PastWork[] = [];
  for (const life of lives)
    for (const { failure, work } of [...failuresOf(life, span), ...storiesOf(life, span)]) {
      failures.push(failure);
      works.push(work);
    }
  const turns = lives.map((life) => visitsOf(life, span, life.asset === missing));
  const costs = lives.flatMap((life) =>
    // All meters hang on the transformer: each counts what no other does, as the month under way is counted.
    costsOf(
      life,
      span,
      life.type === "power-meter" ? "energy" : life.asset === mainWater ? "water" : undefined,
    ),
  );
  return {
    site: site.site.id,
    from: Math.ceil(span.from),
    until: now,
    lives,
    failures: failures.toSorted((a, b) => a.began - b.began),
    works: [...works, ...turns.flatMap((turn) => turn.works)].toSorted((a, b) => a.finished - b.finished),
    visits: turns
      .flatMap((turn) => turn.visits)
      .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)),
    costs: costs.toSorted((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0)),
  };
}

/** What leads up to the present: doors of one lift that give ever more trouble, a float switch that chatters. */
const stories: readonly {
  readonly asset: string;
  readonly kind: string;
  readonly daysAgo: readonly number[];
}[] = [
  { asset: "b2-lift-1", kind: "door", daysAgo: [118, 71, 39, 16] },
  { asset: "b2-sump", kind: "float", daysAgo: [83, 34] },
];

function storiesOf(life: AssetLife, span: Span) {
  const told = stories.filter(({ asset }) => asset === life.asset);
  return told.flatMap(({ kind, daysAgo }) => {
    const of = failureKinds[life.type]?.find(({ id }) => id === kind);
    if (!of) return [];
    return daysAgo
      .map((days) => troubleOf(life.asset, of, 1_000 + days, span.until - days * DAY_MS, span))
      .filter(({ failure }) => failure.began >= span.from && failure.restored < span.until);
  });
}
