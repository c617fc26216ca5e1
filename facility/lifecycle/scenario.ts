import { z } from "zod";
import { Text } from "../units/index.ts";

const money = z.number().nonnegative().max(1e11);
const year = z.int().min(1990).max(2200);

/** What one source may spend; a cap of null is none. */
export const Budget = z.strictObject({
  yearlyCapCny: money.nullable().describe("most in any year, prices of the year"),
  capOfYear: z
    .record(z.string().regex(/^\d{4}$/), money)
    .default({})
    .describe("where a year differs"),
  openingCny: money
    .nullable()
    .default(null)
    .describe("what lies in the fund before the first year; null: no fund"),
  incomeCny: money.default(0).describe("what comes in each year"),
});
export type Budget = z.infer<typeof Budget>;

/** A person's decision over the optimiser's: this asset in that year, or not within the plan. */
export const Move = z.strictObject({
  asset: z.string().min(1),
  year: year.nullable(),
  by: z.string().min(1),
  at: z.number(),
  why: z.string().max(500).default(""),
});
export type Move = z.infer<typeof Move>;

/** Assets that are done together, in one year, with one mobilisation. */
export const Together = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, "use lower-case letters, digits and hyphens"),
  name: z.string().trim().min(1).max(100),
  assets: z.array(z.string().min(1)).min(2).max(500),
});
export type Together = z.infer<typeof Together>;

/** The questions a plan answers. */
export const Scenario = z
  .strictObject({
    name: Text,
    firstYear: year,
    years: z.int().min(1).max(20),
    budgets: z.record(z.string(), Budget).describe("by funding source of the assumptions"),
    deferYears: z.int().min(0).max(10).default(0).describe("nothing but what the law forces before then"),
    priceRise: z.number().min(-0.2).max(0.5).optional().describe("instead of the assumptions'"),
    together: z.array(Together).max(200).default([]),
    moves: z.array(Move).max(2_000).default([]),
  })
  .refine(({ together }) => {
    const all = together.flatMap(({ assets }) => assets);
    return new Set(all).size === all.length;
  }, "an asset stands in two groups; leave it in one");
export type Scenario = z.infer<typeof Scenario>;

/** How many of one mobilisation's works the optimiser groups by itself: same type, same building. */
export const groupKey = (building: string | undefined, type: string): string =>
  `${building ?? "site"}:${type}`;
