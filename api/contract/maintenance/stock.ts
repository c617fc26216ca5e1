import { z } from "zod";
import { StockPart } from "../../../facility/maintenance/index.ts";
import { Slug, Text } from "../../../facility/units/index.ts";

const moment = z.number().describe("ms since 1970");

/** GET /api/maintenance/parts */
export const PartList = z.object({
  parts: z.array(
    z.object({
      part: StockPart,
      countedAt: moment,
      onHand: z.number().describe("what was counted and what moved since; below 0 it must be counted again"),
      low: z.boolean(),
      lowSince: moment.nullable(),
    }),
  ),
});
export type PartList = z.infer<typeof PartList>;

export const PartMoves = z.object({
  moves: z.array(
    z.object({
      id: z.string(),
      site: z.string(),
      part: z.string(),
      at: moment,
      by: z.string(),
      quantity: z.number(),
      order: z.string().nullable(),
      words: z.string(),
    }),
  ),
});
export type PartMoves = z.infer<typeof PartMoves>;

/** POST /api/maintenance/parts/moves */
export const PartMove = z.strictObject({
  key: z.string().min(8).max(100).describe("the same key twice is one move"),
  site: z.string().min(1),
  part: Slug,
  quantity: z
    .number()
    .min(-1e6)
    .max(1e6)
    .refine((n) => n !== 0, "say how many")
    .describe("above 0 came in, below 0 went out"),
  words: z.string().max(400).default(""),
});
export type PartMove = z.input<typeof PartMove>;

/** POST /api/maintenance/parts/count */
export const PartCount = z.strictObject({
  site: z.string().min(1),
  part: Slug,
  counted: z.number().nonnegative().max(1e6),
});
export type PartCount = z.input<typeof PartCount>;

/** GET /api/orders/{id}/assignees */
export const AssigneeList = z.object({
  assignees: z.array(
    z.object({
      id: z.string(),
      name: Text,
      company: Text.nullable(),
      onDuty: z.boolean(),
      certified: z.boolean().nullable().describe("null where the work asks for no certificate"),
      orders: z.int().describe("that are his already"),
    }),
  ),
});
export type AssigneeList = z.infer<typeof AssigneeList>;
