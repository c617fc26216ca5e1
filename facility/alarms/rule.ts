import { z } from "zod";
import { Slug, Text } from "../units/index.ts";
import {
  CompoundCondition,
  DeviationCondition,
  delay,
  EventCondition,
  ImbalanceCondition,
  MultivariateCondition,
  point,
  RateCondition,
  SequenceCondition,
  Test,
  UsageCondition,
  WindowCondition,
} from "./condition.ts";
import { Priority } from "./priority.ts";
import { Schedule } from "./schedule.ts";

/** A value beyond a limit; ends only when it is back by the hysteresis. */
export const LimitCondition = z.strictObject({
  kind: z.literal("limit"),
  point,
  side: z.enum(["high", "low"]),
  limit: z.number(),
  hysteresis: z.number().nonnegative().default(0),
  onDelaySeconds: delay,
  offDelaySeconds: delay,
});

/** All tests true at once, without a break, for a time. */
export const HeldCondition = z.strictObject({
  kind: z.literal("held"),
  all: z.array(Test).min(1),
  forSeconds: delay,
  offDelaySeconds: delay,
});

/** Nothing heard from any of the asset's points (or the named ones) for a time. */
export const NoDataCondition = z.strictObject({
  kind: z.literal("no-data"),
  points: z.array(point).optional(),
  forSeconds: z.number().positive().max(86_400),
  /** What has never been heard is not lost: it rings only after a first word. Left out: what never spoke is named too. */
  onceHeard: z.boolean().optional(),
});

export const Condition = z.discriminatedUnion("kind", [
  LimitCondition,
  HeldCondition,
  NoDataCondition,
  RateCondition,
  WindowCondition,
  DeviationCondition,
  ImbalanceCondition,
  UsageCondition,
  MultivariateCondition,
  EventCondition,
  CompoundCondition,
  SequenceCondition,
]);
export type Condition = z.infer<typeof Condition>;
export type LimitCondition = z.infer<typeof LimitCondition>;
export type HeldCondition = z.infer<typeof HeldCondition>;
export type NoDataCondition = z.infer<typeof NoDataCondition>;

/** What can be lost so that other equipment looks broken: the line to it, or its supply. */
export const Loss = z.enum(["communication", "supply"]);
export type Loss = z.infer<typeof Loss>;

/**
 * `gateway`: all that the gateway reads; `panel`: all that reports through the panel; `supply`: all that is fed, step
 * by step; `meter`: the meter itself is silent, so only silence of what it feeds is explained.
 */
export const Explains = z.enum(["gateway", "panel", "supply", "meter"]);
export type Explains = z.infer<typeof Explains>;

/** A rule as the catalogue states it for one kind of equipment: when, how bad, and what a person then does. */
export const RuleType = z.strictObject({
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, "use lower-case letters, digits and hyphens"),
  title: Text,
  priority: Priority,
  condition: Condition,
  cause: Text,
  consequence: Text,
  response: Text,
  respondWithinMinutes: z.number().positive(),
  /** People may be in danger: never shelved, never hidden in a group. */
  lifeSafety: z.boolean().default(false),
  /** Once raised it stays until a person resets it, also when the condition is over. */
  latch: z.boolean().default(false),
  /** Acknowledged and still true after this long, it calls again. */
  realarmMinutes: z.number().positive().max(10_080).optional(),
  /** What else falls silent or fails when this rule is true: its alarm then speaks for those. */
  explains: Explains.optional(),
  /** Losses this alarm is a mere consequence of; silence is one of every loss, without being named here. */
  followsFrom: z.array(Loss).default([]),
  /** The emergency plan that this alarm calls for. */
  emergencyPlan: Slug.optional(),
  /** The maintenance task, of the plan for this equipment, that mends what is behind it. */
  maintenanceTask: Slug.optional(),
  /** False: not watched, though the equipment type has it. */
  enabled: z.boolean().optional(),
  /** The worst quality it acts on; bad and stale readings say nothing to any rule. */
  quality: z.enum(["good", "uncertain"]).optional().describe("uncertain readings count when left out"),
  /** When it is watched; always when left out. */
  schedule: Schedule.optional(),
  /** Where limits and delays come from; "heuristic" where nobody states one. */
  source: z.string().min(1),
});
export type RuleType = z.infer<typeof RuleType>;
