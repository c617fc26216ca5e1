/**
 * Alarms: when a person must look, and who has looked (ISA-18.2).
 * Pure: events in, next state out. Time arrives inside the events.
 */
export { type Act, type Decision, decide, LONGEST_SHELF } from "./acts.ts";
export { step } from "./alarm.ts";
export {
  type Candidate,
  type Decided,
  explain,
  isConsequence,
  LOOK_BACK,
  type Suspect,
  type Ties,
} from "./causes.ts";
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
export { type Effect, effectOf, type Figures } from "./effect.ts";
export { differ, type Episode, type EpisodeDifference } from "./episodes.ts";
export { type Flood, FloodWatch } from "./flood.ts";
export {
  type Alarm,
  type AlarmJournal,
  Evidence,
  type Transition,
} from "./journal.ts";
export {
  type Actor,
  type AlarmKpi,
  chatters,
  type Judged,
  judge,
  kpiOf,
  type Standing,
  standingBefore,
  type Verdict,
} from "./kpi.ts";
export { type KpiTrend, kpiTrend } from "./kpi-trend.ts";
export { type AlarmStory, type Occurrence, storiesOf } from "./occurrences.ts";
export {
  concerns,
  type EffectiveRule,
  effectiveRules,
  intoOwn,
  type Origin,
  parseScope,
  patchRule,
  RuleOverride,
  RulePatch,
  Scope,
  scopeKey,
} from "./override.ts";
export { Priority, urgency } from "./priority.ts";
export { conditionChange, type Proposal, proposalsFor, sinceChange } from "./proposals.ts";
export {
  Condition,
  Explains,
  type HeldCondition,
  type LimitCondition,
  Loss,
  type NoDataCondition,
  RuleType,
} from "./rule.ts";
export { Schedule, scheduleAt } from "./schedule.ts";
export { ruleSourceWords } from "./source-words.ts";
export {
  type AlarmEvent,
  type AlarmId,
  type AlarmState,
  alarmId,
  type Cause,
  type CauseReason,
  isActive,
  letter,
  type OutOfService,
  type PlainState,
  plainOf,
  type Shelved,
  type Suppressed,
  shelfOf,
  suppressionOf,
} from "./state.ts";
