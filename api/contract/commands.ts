import { z } from "zod";

/** POST /api/points/{id}/command */
export const GiveCommand = z.object({
  value: z.union([z.number(), z.boolean()]),
  /** What other points of the asset must read at the device now; otherwise it refuses. */
  expect: z.record(z.string(), z.union([z.number(), z.boolean()])).optional(),
});
export type GiveCommand = z.infer<typeof GiveCommand>;

/** What the device was told and what it says now. */
export const CommandView = z.object({
  id: z.string(),
  at: z.number(),
  readBack: z.union([z.number(), z.boolean()]).nullable(),
});
export type CommandView = z.infer<typeof CommandView>;
