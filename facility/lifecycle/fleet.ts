import { type Fit, fitWeibull, type Life, type Prior } from "./fit-weibull.ts";
import type { AssetRecord } from "./history.ts";
import { type FailureGrowth, failureGrowth } from "./repair-cost.ts";
import { withMedian } from "./weibull.ts";

/** What the assets of one type teach about each other. */
export interface TypeLessons {
  readonly fit: Fit;
  readonly growth: FailureGrowth;
  /** The middle of how much they are used a year, by counter. */
  readonly usualUse: Readonly<Partial<Record<"hours" | "starts" | "trips", number>>>;
}

export interface Member {
  readonly record: AssetRecord;
  /** ms since 1970, where known. */
  readonly since: number | undefined;
}

const YEAR = 365.25 * 86_400_000;

/** Wear-out shapes lie between 2 and 4 (domain facts §6, heuristic): 3, give or take a third. */
export const priorOf = (medianYears: number): Prior => ({
  ...withMedian(medianYears, 3),
  sdLnEta: 0.15,
  sdLnBeta: 0.3,
});

/** Lives of a member as they were watched: earlier ones in its place, and its own, still running. */
export function livesOf({ record, since }: Member, now: number): Life[] {
  const life = (from: number, to: number, ended: boolean): Life => ({
    from: Math.max(0, (record.watchedFrom - from) / YEAR),
    to: (to - from) / YEAR,
    ended,
  });
  return [
    ...record.pastLives.map(({ from, to, ended }) => life(from, to, ended)),
    ...(since === undefined ? [] : [life(since, now, false)]),
  ];
}

/** Survival, growth of failures and usual use of one type, from its own fleet over the catalogue's prior. */
export function lessonsOf(members: readonly Member[], medianYears: number, now: number): TypeLessons {
  const prior = priorOf(medianYears);
  const fit = fitWeibull(
    members.flatMap((member) => livesOf(member, now)),
    prior,
  ) ?? {
    ...prior,
    covariance: { etaEta: prior.sdLnEta ** 2, etaBeta: 0, betaBeta: prior.sdLnBeta ** 2 },
    ends: 0,
    lives: 0,
    from: "catalogue" as const,
  };
  const growth = failureGrowth(
    members.flatMap(({ record, since }) =>
      since === undefined
        ? []
        : [
            {
              from: Math.max(0, (record.watchedFrom - since) / YEAR),
              to: (now - since) / YEAR,
              ages: record.failures.filter(({ at }) => at >= since).map(({ at }) => (at - since) / YEAR),
            },
          ],
    ),
  );
  const usualUse: Partial<Record<"hours" | "starts" | "trips", number>> = {};
  for (const counter of ["hours", "starts", "trips"] as const) {
    const all = members
      .flatMap(({ record }) => (record.use?.counter === counter ? [record.use.perYear] : []))
      .toSorted((a, b) => a - b);
    if (all.length >= 3) usualUse[counter] = all[Math.floor(all.length / 2)] ?? 0;
  }
  return { fit, growth, usualUse };
}
