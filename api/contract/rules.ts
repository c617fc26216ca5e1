import { z } from "zod";
import { RuleOverride, RulePatch, RuleType, Scope } from "../../facility/alarms/index.ts";

/** A value that is not the catalogue's, and whose word it is. */
export const OriginView = z.object({
  path: z.string().describe("for example priority or condition.limit"),
  scope: Scope,
  before: z.unknown().describe("what it was in the next wider scope"),
});

/** A rule in force on an asset, with where each changed value comes from. */
export const EffectiveRuleView = z.object({
  rule: RuleType,
  inCatalogue: z.boolean().describe("false for a rule of the site's own"),
  addedBy: Scope.nullable().describe("whose own rule it is"),
  origins: z.array(OriginView).describe("every value not named here is the catalogue's"),
  problems: z.array(z.string()).describe("changes that do not fit the rule any more; it holds without them"),
});
export type EffectiveRuleView = z.infer<typeof EffectiveRuleView>;

/** GET /api/assets/{id}/rules */
export const EffectiveRuleList = z.object({ rules: z.array(EffectiveRuleView) });
export type EffectiveRuleList = z.infer<typeof EffectiveRuleList>;

/** PUT /api/rules/overrides and POST /api/rules/overrides/preview take a change … */
const reason = z.string().max(400).optional().describe("why, for the audit log");
const [PatchOverride, OwnOverride] = RuleOverride.options;
export const OverrideBody = z.discriminatedUnion("is", [
  PatchOverride.extend({ reason }),
  OwnOverride.extend({ reason }),
]);
export type OverrideBody = z.input<typeof OverrideBody>;

/** A site's own rule and its condition, as they are sent. */
export type RuleDefinition = Extract<OverrideBody, { is: "rule" }>["definition"];
export type RuleCondition = RuleDefinition["condition"];

/** … and answer with what it makes of each asset. */
export const OverridePreview = z.object({
  assets: z.array(
    z.object({
      asset: z.string(),
      before: EffectiveRuleView.nullable(),
      after: EffectiveRuleView.nullable(),
    }),
  ),
});
export type OverridePreview = z.infer<typeof OverridePreview>;

/** GET /api/rules/overrides */
export const OverrideList = z.object({ overrides: z.array(RuleOverride) });

/** POST /api/backtests: a saved rule by its id, as it is or with a change; or one that exists nowhere yet. */
export const BacktestBody = z.object({
  asset: z.string().describe("<site>.<asset>"),
  rule: z.string().describe("a rule of that asset, or the id of the new one"),
  patch: RulePatch.optional(),
  definition: RuleType.optional().describe("a whole rule, where it is new"),
  from: z.number().describe("ms since 1970"),
  to: z.number(),
});
export type BacktestBody = z.input<typeof BacktestBody>;

export const OccurrenceView = z.object({ from: z.number(), to: z.number().nullable() });

/** What a desk is asked of a person in a span. */
export const FiguresView = z.object({
  alarms: z.int(),
  perDay: z.number(),
  peakPer10Minutes: z.int(),
  floodShare: z.number().describe("share of the time with more than ten in ten minutes, 0 to 1"),
  chattering: z.int().describe("alarms that came three times within a minute"),
  standing: z.int().describe("true for more than 24 h"),
});
export type FiguresView = z.infer<typeof FiguresView>;

/** GET /api/backtests/{id} */
export const BacktestView = z.object({
  id: z.string(),
  asset: z.string(),
  rule: z.string(),
  from: z.number(),
  to: z.number(),
  state: z.enum(["running", "done", "cancelled", "failed"]),
  progress: z.number().describe("0 to 1"),
  readings: z.int(),
  occurrences: z.array(OccurrenceView),
  alarmsPerDay: z.number(),
  present: z
    .int()
    .nullable()
    .describe("occurrences of the rule as it stands; null for a new rule or until done"),
  effect: z
    .object({
      before: FiguresView,
      after: FiguresView,
      lost: z.int().describe("occurrences of five minutes and more that would be gone"),
    })
    .nullable()
    .describe("on the whole desk, with what other rules asked of it in that span; null until done"),
  difference: z
    .object({
      added: z.array(OccurrenceView),
      gone: z.array(OccurrenceView),
      moved: z.array(z.object({ before: OccurrenceView, after: OccurrenceView })),
      same: z.int(),
    })
    .nullable()
    .describe("against the rule as it stands; null for a new rule or until done"),
  trouble: z.string().nullable(),
});
export type BacktestView = z.infer<typeof BacktestView>;
