import { z } from "zod";
import { AuditDetails } from "../../facility/audit/index.ts";
import { Text } from "../../facility/units/index.ts";

/** One deed in its place in the chain. */
export const AuditRowView = z.object({
  sequence: z.int(),
  at: z.number(),
  actor: z.string(),
  act: z.string(),
  label: Text.describe("what the act is called"),
  subject: z.string(),
  about: Text.nullable().describe(
    "the subject as people call it, where it is equipment or a rule that is there",
  ),
  details: AuditDetails,
  previous: z.string().describe("the hash of the row before"),
  hash: z.string().describe("SHA-256 of the hash before and this row"),
});
export type AuditRowView = z.infer<typeof AuditRowView>;

/** GET /api/audit, newest first. */
export const AuditList = z.object({
  rows: z.array(AuditRowView),
  acts: z.array(z.object({ act: z.string(), label: Text })).describe("every act that is written down"),
});
export type AuditList = z.infer<typeof AuditList>;

/** GET /api/audit/verify: the whole chain, read anew. */
export const AuditVerdictView = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    rows: z.int(),
    head: z
      .object({ sequence: z.int(), hash: z.string() })
      .nullable()
      .describe("note it down elsewhere: with it a later check sees whether the end was cut off"),
  }),
  z.object({
    ok: z.literal(false),
    sequence: z.int().describe("the first row that is wrong or missing"),
    why: z.enum(["gap", "not-joined", "changed", "mark-missing", "mark-differs"]),
    problem: Text,
  }),
]);
export type AuditVerdictView = z.infer<typeof AuditVerdictView>;
