import { z } from "zod";
import { Priority } from "../../facility/alarms/index.ts";
import { Text } from "../../facility/units/index.ts";

const share = z.number().describe("0 to 1");

/** A change of a rule, and what it would have made of the alarm's own history. */
export const ProposalView = z.object({
  change: z.enum(["on-delay", "off-delay", "deadband"]),
  from: z.number(),
  to: z.number().describe("seconds, or the point's unit for a deadband"),
  unit: z.string(),
  before: z.int().describe("occurrences as they were"),
  after: z.int().describe("occurrences as they would have been"),
  lost: z.int().describe("real ones, of five minutes and more, that would be gone"),
  condition: z
    .record(z.string(), z.number())
    .describe("as the `patch.condition` of a backtest or of a rule override; those of several go together"),
});
export type ProposalView = z.infer<typeof ProposalView>;

export const BadActor = z.object({
  alarm: z.string(),
  rule: z.string(),
  asset: z.string(),
  assetName: Text,
  title: Text,
  priority: Priority,
  count: z.int(),
  share,
  chattering: z.boolean().describe("three times within a minute"),
  fleeting: z.int().describe("how often it was over within 10 s"),
  stale: z.int().describe("how often it was true for more than 24 h"),
  changedAt: z.number().nullable().describe("when the rule was last changed within this time"),
  sinceChange: z
    .int()
    .describe("how often it rang since then, called or not; all of them where it was not changed"),
  proposals: z.array(ProposalView).describe("the strongest first; empty where its history teaches nothing"),
});
export type BadActor = z.infer<typeof BadActor>;

/** GET /api/alarms/kpi: how many alarms a person was asked to look at, against ISA-18.2 and EEMUA 191. */
export const AlarmKpiView = z.object({
  from: z.number(),
  to: z.number(),
  complete: z.boolean().describe("false where the span holds more lines than are looked through"),
  alarms: z.int(),
  rows: z.array(
    z.object({
      id: z.enum([
        "per10Minutes",
        "peakPer10Minutes",
        "floodShare",
        "top10Share",
        "chattering",
        "fleeting",
        "stale",
        "highShare",
      ]),
      value: z.number(),
      target: z.number(),
      verdict: z.enum(["good", "fair", "poor"]),
      trend: z
        .array(z.number().nullable())
        .describe(
          "the figure in each slice of the span, oldest first; null where there was too little to say",
        ),
    }),
  ),
  mix: z.record(Priority, share),
  trend: z.array(z.int()).describe("alarms in each slice of the span, oldest first"),
  actors: z
    .array(BadActor)
    .describe("the ten most frequent, then those that chatter or stay without being frequent"),
});
export type AlarmKpiView = z.infer<typeof AlarmKpiView>;
