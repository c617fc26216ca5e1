import { z } from "zod";
import { Test } from "../alarms/index.ts";
import { DutyRole } from "../oncall/index.ts";
import { FileRef, Slug, Text } from "../units/index.ts";

export const StepId = Slug.describe("a step's name within its plan");
export type StepId = string;

const steps = z.array(StepId).max(20);
const minutes = z.number().positive().max(10_080);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "say hours and minutes, for example 08:00");

/** Which assets a step is about, by their type; the triggering asset says where. */
export const Selector = z.strictObject({
  types: z.array(Slug).min(1).max(20).describe("equipment types of the catalogue"),
  within: z
    .enum(["trigger", "building", "fed", "site"])
    .describe(
      "trigger: the asset that called; building: what stands in or serves its building; fed: what it feeds, step by step; site: all. Falls open to the site where that finds none, but for trigger",
    ),
});
export type Selector = z.infer<typeof Selector>;

/** Somebody's part in the emergency. The first role on duty has it; the next ones stand in, and are told when it is late. */
export const Duty = z.strictObject({
  id: Slug,
  title: Text,
  does: Text.optional().describe("what this part is, for the duty card"),
  shifts: z
    .array(
      z.strictObject({
        from: clockTime.optional(),
        to: clockTime.optional().describe("before `from` where the shift runs past midnight"),
        roles: z.array(DutyRole).min(1).max(6).describe("whose part it is, then the substitutes in order"),
      }),
    )
    .min(1)
    .max(6)
    .describe("the first whose hours it is; the last where none is"),
});
export type Duty = z.infer<typeof Duty>;

export const Evidence = z.enum(["photo", "reading", "signature"]);
export type Evidence = z.infer<typeof Evidence>;

const common = {
  id: StepId,
  title: Text,
  /** What to do and what to heed, as it stands on the card. */
  note: Text.optional(),
  next: steps.default([]).describe("what begins when this is finished; all of them at once"),
  join: z
    .enum(["each", "first", "all"])
    .default("each")
    .describe(
      "each: every arrival begins it anew; first: only the first one does; all: waits until no other open step can still lead here",
    ),
  until: steps.default([]).describe("withdrawn when one of these is finished"),
};
const duty = Slug.describe("whose step it is: a duty of the plan");
const within = minutes.optional().describe("minutes until it is late; the substitutes are then told");
/** In a drill nothing of the kind leaves the house unless the drill allows this step. */
const outside = z.boolean().default(false).describe("reaches people outside: maintainer, authority, 119");

export const TellStep = z.strictObject({
  ...common,
  does: z.literal("tell"),
  /** Whom: a duty of the plan, or roles. */
  whom: z
    .array(z.union([z.strictObject({ duty: Slug }), z.strictObject({ role: DutyRole })]))
    .min(1)
    .max(8),
  message: Text,
  urgency: z.enum(["life-safety", "urgent", "normal"]).default("urgent"),
  /** Waits for an answer; the substitutes are told when none has come in time. */
  answerWithinMinutes: minutes.optional(),
  outside,
});

export const TaskStep = z.strictObject({
  ...common,
  does: z.literal("task"),
  duty,
  withinMinutes: within,
  evidence: z.array(Evidence).default([]).describe("without it the task cannot be called done"),
  checklist: z.array(Text).max(20).default([]),
});

export const AskStep = z.strictObject({
  ...common,
  does: z.literal("ask"),
  duty,
  question: Text,
  withinMinutes: within,
  answers: z
    .array(
      z.strictObject({ id: Slug, label: Text, next: steps.default([]), grave: z.boolean().default(false) }),
    )
    .min(2)
    .max(6),
  unanswered: Slug.optional().describe("the answer that is taken when nobody gives one in time"),
});

export const CommandStep = z.strictObject({
  ...common,
  does: z.literal("command"),
  duty,
  on: Selector,
  point: z.string().min(1, "choose the value that is written"),
  value: z.union([z.number(), z.boolean()]),
  confirm: z.boolean().default(true).describe("false: given by itself, without a person"),
  expect: z
    .strictObject({ test: Test, withinSeconds: z.number().positive().max(3_600) })
    .optional()
    .describe("what the plant must then say"),
  withinMinutes: within,
  onTimeout: steps.default([]).describe("instead of next, when the answer of the plant does not come"),
});

export const WaitStep = z.strictObject({
  ...common,
  does: z.literal("wait"),
  duty: duty.describe(
    "who looks with his own eyes where the plant does not say it, and chases what is missing",
  ),
  on: Selector,
  condition: z.union([
    z.strictObject({
      all: z.array(Test).min(1).max(8).describe("all true at once on an asset"),
      of: z.enum(["every", "some"]).default("every"),
    }),
    /** Outputs of the fire panel: each that was started must feed back. GB/T 26875.3 component types. */
    z.strictObject({
      feedback: z.array(z.int().min(0).max(255)).min(1),
      label: Text,
    }),
  ]),
  timeoutMinutes: minutes,
  onTimeout: steps.default([]).describe("instead of next, when it has not come true in time"),
});

export const RollCallStep = z.strictObject({
  ...common,
  does: z.literal("roll-call"),
  duty,
  withinMinutes: within,
  of: Text.describe("who is counted"),
  groups: z
    .array(Text)
    .max(60)
    .default([])
    .describe("lines to count by: floors, teams; people on duty are added"),
});

export const ReportStep = z.strictObject({
  ...common,
  does: z.literal("report"),
  duty,
  authority: Text,
  withinMinutes: minutes.describe("counted from the detection, as the law counts from when the unit knew"),
  region: z.string().min(2),
  source: z.string().min(1),
});

export const NoteStep = z.strictObject({ ...common, does: z.literal("note") });
/** Lets time pass; for rounds that come again. */
export const PauseStep = z.strictObject({ ...common, does: z.literal("pause"), minutes });

export const Step = z.discriminatedUnion("does", [
  TellStep,
  TaskStep,
  AskStep,
  CommandStep,
  WaitStep,
  RollCallStep,
  ReportStep,
  NoteStep,
  PauseStep,
]);
export type Step = z.infer<typeof Step>;
export type StepKind = Step["does"];

/** Time that is measured, and what happens when it has run out. */
export const PlanClock = z.strictObject({
  id: Slug,
  title: Text,
  minutes,
  from: z.union([z.literal("start"), z.strictObject({ step: StepId, when: z.enum(["began", "finished"]) })]),
  stops: steps.min(1).describe("met when one of these is finished"),
  arrival: StepId.optional().describe(
    "the step that says the people of the asset's contract are there: their minutes go to its scorecard",
  ),
  missed: z
    .strictObject({
      tell: z.array(DutyRole).max(6).default([]),
      message: Text.optional(),
      starts: steps.default([]),
    })
    .prefault({}),
  /** Where the figure comes from; "heuristic" where nobody states one. */
  source: z.string().min(1),
});
export type PlanClock = z.infer<typeof PlanClock>;

export const Grade = z.enum(["A", "B", "C"]);
export type Grade = z.infer<typeof Grade>;

/** A plan as data. A site has its own versions of it; a run keeps the one it began with. */
export const Plan = z.strictObject({
  id: Slug,
  title: Text,
  about: Text,
  /** A: lives in danger or help from outside; B: contained; C: minor. */
  grade: Grade,
  region: z.string().min(2).default("CN").describe("whose law the clocks are of"),
  trigger: z.strictObject({
    by: z.enum(["alarms", "manual", "both"]),
    alarms: z
      .array(z.strictObject({ type: Slug, rule: Slug }))
      .max(60)
      .default([])
      .describe("beside the rules that name this plan themselves"),
  }),
  /** A second trigger joins the run under way where it is of the same asset, building or site. */
  mergeBy: z.enum(["asset", "building", "site"]).default("building"),
  duties: z.array(Duty).min(1).max(20),
  commander: Slug.describe("the duty that leads until somebody takes over by name"),
  assembly: z.array(Text).max(10).default([]),
  phones: z
    .array(z.strictObject({ title: Text, number: z.string().min(1).max(40) }))
    .max(40)
    .default([]),
  documents: z
    .array(z.strictObject({ title: Text, file: FileRef.optional() }))
    .max(40)
    .default([]),
  /** What the live picture shows. */
  watch: z.array(Selector).max(10).default([]),
  start: steps.min(1),
  steps: z.array(Step).min(1).max(120),
  clocks: z.array(PlanClock).max(20).default([]),
  sources: z.array(z.string()).default([]),
});
export type Plan = z.infer<typeof Plan>;
export type PlanInput = z.input<typeof Plan>;

/** A plan as a site has it: 0 is the library's own. */
export interface PlanVersion {
  readonly plan: Plan;
  readonly version: number;
  readonly by: string;
  readonly at: number;
  readonly comment: string;
}

/** Does a plan belong to an alarm of this equipment type and rule: named by the rule, or naming it itself? */
export const belongsTo = (
  { id, trigger }: Pick<Plan, "id" | "trigger">,
  type: string,
  rule: { readonly id: string; readonly emergencyPlan?: string | undefined },
): boolean =>
  rule.emergencyPlan === id || trigger.alarms.some((alarm) => alarm.type === type && alarm.rule === rule.id);
