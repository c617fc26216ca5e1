import { z } from "zod";
import { Grade, Plan, PlannedDrill, SiteProfile } from "../../facility/emergency/index.ts";
import { DutyRole } from "../../facility/oncall/index.ts";
import { FileRef, Slug, Text } from "../../facility/units/index.ts";

const words = z.string().max(2_000);
const name = z.string().min(1).max(120);

export const RunStateName = z.enum(["running", "suspended", "stood-down"]);

/** Something due now, as the bar, the list and a wall screen show it. */
export const DueView = z.object({
  step: z.string().nullable(),
  title: Text,
  duty: Text.nullable(),
  roles: z.array(DutyRole),
  takenBy: z.string().nullable(),
  at: z.number().nullable(),
  late: z.boolean(),
});
export type DueView = z.infer<typeof DueView>;

export const ScoreView = z.object({ met: z.int(), missed: z.int(), percent: z.number().nullable() });

/** A run in a line: what the emergency bar and the list need. */
export const RunSummary = z.object({
  id: z.string(),
  site: z.string(),
  plan: z.string(),
  title: Text,
  version: z.int(),
  grade: Grade,
  drill: z.boolean(),
  state: RunStateName,
  where: Text,
  triggers: z.int(),
  detectedAt: z.number(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  commander: z.string().nullable(),
  due: z.array(DueView).describe("the most pressing first"),
  score: ScoreView,
  sequence: z.int().describe("counts the lines of its log"),
});
export type RunSummary = z.infer<typeof RunSummary>;
export const RunList = z.object({ runs: z.array(RunSummary) });

export const RunProof = z.object({
  files: z.array(FileRef).max(12).default([]),
  readings: z
    .array(z.object({ label: z.string().max(120), value: z.string().max(120) }))
    .max(20)
    .default([]),
  signature: z.object({ name, file: FileRef }).optional(),
  ticked: z.array(z.int().min(0)).max(20).default([]),
});
export const RollEntryView = z.object({
  name: z.string().min(1).max(200),
  is: z.enum(["present", "missing", "unknown"]),
  count: z.int().min(0).max(100_000).optional(),
  words: words.optional(),
});

const OnDutyFor = z.object({
  title: Text,
  roles: z.array(DutyRole),
  people: z.array(z.object({ id: z.string(), name: Text, phone: z.string().nullable() })),
});

export const StepView = z.object({
  id: z.string(),
  does: z.enum(["tell", "task", "ask", "command", "wait", "roll-call", "report", "note", "pause"]),
  title: Text,
  note: Text.nullable(),
  is: z.enum(["open", "closed", "joining"]),
  waitingFor: z.enum(["person", "answer", "confirmation", "effect", "plant", "roll-call", "time"]).nullable(),
  visit: z.int(),
  since: z.number(),
  due: z.number().nullable(),
  at: z.number().nullable().describe("when it ended"),
  late: z.boolean(),
  takenBy: z.string().nullable(),
  by: z.string().nullable(),
  outcome: z.enum(["done", "not-done", "timed-out", "withdrawn"]).nullable(),
  words: z.string(),
  duty: OnDutyFor.nullable(),
  whom: z.array(OnDutyFor).describe("of a message: whom it is for, and who that is now"),
  question: Text.nullable(),
  answers: z.array(z.object({ id: z.string(), label: Text, grave: z.boolean() })),
  answer: z.string().nullable(),
  evidence: z.array(z.enum(["photo", "reading", "signature"])),
  checklist: z.array(Text),
  command: z.object({ point: z.string(), value: z.union([z.number(), z.boolean()]) }).nullable(),
  assets: z.array(z.string()),
  met: z.array(z.string()),
  missing: z.array(z.string()),
  roll: z.array(RollEntryView.extend({ title: Text })),
  proof: RunProof.nullable(),
  reference: z.string().nullable(),
  authority: Text.nullable(),
  outside: z.boolean(),
});
export type StepView = z.infer<typeof StepView>;

export const ClockView = z.object({
  id: z.string(),
  title: Text,
  minutes: z.number(),
  since: z.number(),
  due: z.number(),
  stoppedAt: z.number().nullable(),
  stoppedBy: Text.nullable().describe(
    "the step that ended it; null while it runs, and where standing down did",
  ),
  missed: z.boolean(),
  source: Text.describe("where the figure comes from"),
  agreed: z
    .object({
      title: Text,
      usual: z.number(),
      asked: z
        .number()
        .nullable()
        .describe("the contract's minutes where they are longer and so do not hold"),
    })
    .nullable()
    .describe("the contract by which it goes, and the plan's own minutes"),
});
export type ClockView = z.infer<typeof ClockView>;

export const ToldView = z.object({
  step: z.string().nullable(),
  at: z.number(),
  title: Text,
  to: z.array(DutyRole),
  withheld: z.boolean(),
  receipts: z.array(
    z.object({
      at: z.number(),
      state: z.enum(["queued", "sent", "delivered", "failed", "seen", "answered"]),
      person: z.string().nullable(),
      channel: z.string().nullable(),
      detail: z.string().nullable(),
      words: z.string().nullable(),
    }),
  ),
});
export type ToldView = z.infer<typeof ToldView>;

export const MeasureView = z.object({
  id: z.string().min(1).max(64),
  what: z.string().min(1).max(500),
  owner: z.string().min(1).max(64),
  dueBy: z.iso.date(),
  order: z.string().nullable(),
});
export const ReviewBody = z.object({
  cause: words.default(""),
  damage: words.default(""),
  casualties: words.default(""),
  lossCny: z.number().nonnegative().nullable().default(null),
  lessons: words.default(""),
  measures: z.array(MeasureView).max(40).default([]),
});
export type ReviewBody = z.input<typeof ReviewBody>;

export const EntryView = z.object({
  sequence: z.int(),
  at: z.number(),
  actor: z.string(),
  actorName: Text,
  what: z.string(),
  step: z.string().nullable(),
  words: Text,
  files: z.array(FileRef),
});
export type EntryView = z.infer<typeof EntryView>;

/** A run whole. */
export const RunView = RunSummary.extend({
  about: Text,
  scenario: z.string().nullable(),
  allowed: z.array(z.string()).describe("steps that really leave the house, of a drill"),
  suspendedBecause: z.string().nullable(),
  ended: z
    .object({ by: z.string(), words: z.string(), why: z.enum(["over", "false-alarm", "pre-empted"]) })
    .nullable(),
  commandDuty: Text,
  steps: z.array(StepView).describe("in the order in which they began"),
  clocks: z.array(ClockView),
  told: z.array(ToldView),
  watch: z.array(z.string()),
  assembly: z.array(Text),
  phones: z.array(z.object({ title: Text, number: z.string() })),
  documents: z.array(z.object({ title: Text, file: FileRef.nullable() })),
  attended: z.array(z.string()),
  review: ReviewBody.extend({ by: z.string(), at: z.number() }).nullable(),
  deadlines: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["step", "clock"]),
      title: Text,
      due: z.number(),
      at: z.number().nullable(),
      how: z.enum(["met", "missed", "open", "withdrawn"]),
    }),
  ),
  log: z.array(EntryView).describe("oldest first"),
});
export type RunView = z.infer<typeof RunView>;

export const StartRun = z.object({
  site: Slug,
  plan: Slug,
  asset: z.string().max(200).optional().describe("where: the asset that is in trouble"),
  words: words.min(1, "say what has happened"),
  drill: z
    .object({ scenario: words.min(1), allow: z.array(z.string().max(64)).max(60).default([]) })
    .optional()
    .describe("a drill: marked everywhere; nothing leaves the house but the steps allowed"),
});
export type StartRun = z.input<typeof StartRun>;

export const ActOnStep = z.object({
  do: z.enum(["take", "finish", "cannot", "confirm"]),
  words: words.default(""),
  answer: z.string().max(64).optional(),
  proof: RunProof.optional(),
  reference: z.string().max(200).optional(),
});
export type ActOnStep = z.input<typeof ActOnStep>;
export const RollBody = z.object({ step: z.string().max(64), entry: RollEntryView });
export const RunNote = z.object({
  kind: z.enum(["note", "contact"]).default("note"),
  words: words.min(1, "write something"),
  files: z.array(FileRef).max(12).default([]),
});
export type RunNote = z.input<typeof RunNote>;
export const HandOver = z.object({ to: name });
export const Attendance = z.object({ names: z.array(name).min(1).max(200) });
export const StandDown = z.object({
  words: words.min(1, "say how it ended"),
  why: z.enum(["over", "false-alarm", "pre-empted"]).default("over"),
});
export type StandDown = z.input<typeof StandDown>;
export const MeasureOrder = z.object({ measure: z.string().max(64) });

export const PlanVersionView = z.object({
  plan: Plan,
  version: z.int(),
  by: z.string(),
  at: z.number(),
  comment: z.string(),
  sourceWords: z
    .array(z.object({ source: z.string(), words: Text }))
    .describe("where its figures come from, in both languages"),
  begunBy: z
    .array(z.object({ type: Text.describe("of the equipment"), rule: z.string(), title: Text }))
    .describe(
      "rules in force on the site that name this plan themselves; its own trigger stands in the plan",
    ),
});
export type PlanVersionView = z.infer<typeof PlanVersionView>;
export const PlanList = z.object({ plans: z.array(PlanVersionView) });
export const SavePlan = z.object({
  plan: z.record(z.string(), z.unknown()).describe("the whole plan; GET one for its shape"),
  over: z.int().min(0).describe("the version that was looked at"),
  comment: words.min(1, "say what you changed and why"),
});
export type SavePlan = z.input<typeof SavePlan>;

export const CalendarLineView = z.object({
  rule: z.string(),
  plan: z.string(),
  title: Text,
  everyMonths: z.number(),
  basis: z.enum(["law", "practice"]),
  source: Text.describe("where the figure comes from"),
  last: z.number().nullable(),
  dueBy: z.number().nullable(),
  planned: z.string().nullable(),
  is: z.enum(["fine", "soon", "overdue", "never"]),
});
export type CalendarLineView = z.infer<typeof CalendarLineView>;
export const DrillCalendar = z.object({
  profile: SiteProfile,
  lines: z.array(CalendarLineView),
  drills: z.array(PlannedDrill),
});
export type DrillCalendar = z.infer<typeof DrillCalendar>;
export const PlanDrill = z.object({
  site: Slug,
  plan: Slug,
  rule: z.string().max(64).nullable().default(null),
  at: z.number(),
  scenario: words.min(1, "say what is played"),
  asset: z.string().max(200).nullable().default(null),
  allow: z.array(z.string().max(64)).max(60).default([]),
  notice: words.default(""),
});
export type PlanDrill = z.input<typeof PlanDrill>;
export const CancelDrill = z.object({ why: words.min(1, "say why") });
export { PlannedDrill, SiteProfile } from "../../facility/emergency/index.ts";
