import { z } from "zod";
import { BucketView } from "./views.ts";

/** GET /api/history: several points in the same slices, for one chart or one table. */
export const AlignedHistory = z.object({
  from: z.number(),
  to: z.number(),
  bucketMs: z.number(),
  series: z.array(
    z.object({
      point: z.string(),
      buckets: z
        .array(BucketView)
        .describe("oldest first; `at` is from + n × bucketMs; empty slices are left out"),
    }),
  ),
});
export type AlignedHistory = z.infer<typeof AlignedHistory>;

const Shown = z.object({ at: z.number(), value: z.number() }).nullable();

/** GET /api/points/{id}/increase: what a counter went up by. */
export const IncreaseView = z.object({
  point: z.string(),
  from: z.number(),
  to: z.number(),
  increase: z.number(),
  resets: z.int().describe("times the counter began again at 0"),
  rollovers: z.int().describe("times it ran over `rollsOverAt`"),
  used: z.int().describe("readings behind the figure"),
  unusable: z.int().describe("bad readings, left out"),
  first: Shown,
  last: Shown,
});
export type IncreaseView = z.infer<typeof IncreaseView>;
