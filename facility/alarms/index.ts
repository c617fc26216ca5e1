/**
 * Alarms: when a person must look, and who has looked (ISA-18.2).
 * Pure: events in, next state out. Time arrives inside the events.
 */
export { type AlarmEvent, type AlarmState, isActive, letter, step } from "./alarm.ts";
export type {
  CompoundCondition,
  DeviationCondition,
  EventCondition,
  ImbalanceCondition,
  MultivariateCondition,
  RateCondition,
  SequenceCondition,
  UsageCondition,
  WindowCondition,
} from "./condition.ts";
export { Test } from "./condition.ts";
export { conditionPoints } from "./condition-points.ts";
export {
  type Alarm,
  type AlarmId,
  type AlarmJournal,
  alarmId,
  Evidence,
  type Transition,
} from "./journal.ts";
export { differ, type Occurrence, type OccurrenceDifference } from "./occurrences.ts";
export {
  concerns,
  type EffectiveRule,
  effectiveRules,
  type Origin,
  parseScope,
  patchRule,
  RuleOverride,
  RulePatch,
  Scope,
  scopeKey,
} from "./override.ts";
export { Priority, urgency } from "./priority.ts";
export {
  Condition,
  type HeldCondition,
  type LimitCondition,
  type NoDataCondition,
  RuleType,
} from "./rule.ts";
export { Schedule, scheduleAt, wallClock } from "./schedule.ts";
