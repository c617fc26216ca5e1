import { z } from "zod";

/** Readings as they came, and what is kept of them for longer: minutes and hours (min, mean, max, last, counts). */
export const StorageTier = z.enum(["raw", "1m", "1h"]);
export type StorageTier = z.infer<typeof StorageTier>;

const KeepDays = z.int().min(1, "keep at least one day").max(36_500, "100 years are the most").nullable();

/** For how many days each tier is kept; null: for ever. A finer tier is never kept longer than a coarser one. */
export const Retention = z
  .strictObject({ raw: KeepDays, "1m": KeepDays, "1h": KeepDays })
  .refine((policy) => atMost(policy.raw, policy["1m"]) && atMost(policy["1m"], policy["1h"]), {
    path: ["raw"],
    message: "keep minutes at least as long as raw readings, and hours at least as long as minutes",
  });
export type Retention = z.infer<typeof Retention>;

const atMost = (finer: number | null, coarser: number | null): boolean =>
  coarser === null || (finer !== null && finer <= coarser);

/** A year and a month of raw readings covers two of every season; hours are small enough to stay for ever. */
export const RETENTION_AT_FIRST: Retention = { raw: 400, "1m": 1_825, "1h": null };

const DAY_MS = 86_400_000;

/** Which tiers of a day that ended at `end` have been kept long enough at `now`. */
export const expiredTiers = (policy: Retention, end: number, now: number): StorageTier[] =>
  StorageTier.options.filter((tier) => {
    const days = policy[tier];
    return days !== null && end <= now - days * DAY_MS;
  });
