import { z } from "zod";
import { Text } from "../../facility/units/index.ts";

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

/** A command as it stands in the audit: who gave it, and what became of it. */
export const CommandRecord = z.object({
  id: z.string(),
  at: z.number(),
  point: z.string().describe("the point's name"),
  by: z.string(),
  value: z.union([z.number(), z.boolean()]).nullable(),
  before: z.union([z.number(), z.boolean()]).nullable().describe("what it was when the person decided"),
  outcome: z
    .enum(["done", "refused", "unanswered", "under-way"])
    .describe("unanswered: it may have been done; look at the value"),
  reason: Text.nullable(),
  readBack: z.union([z.number(), z.boolean()]).nullable(),
  answeredAt: z.number().nullable(),
});
export type CommandRecord = z.infer<typeof CommandRecord>;

/** GET /api/assets/{id}/commands, newest first. */
export const CommandList = z.object({ commands: z.array(CommandRecord) });
export type CommandList = z.infer<typeof CommandList>;
