/**
 * Alarms: when a person must look, and who has looked (ISA-18.2).
 * Pure: events in, next state out. Time arrives inside the events.
 */
export { type AlarmEvent, type AlarmState, isActive, letter, step } from "./alarm.ts";
export {
  type Alarm,
  type AlarmId,
  type AlarmJournal,
  alarmId,
  Evidence,
  type Transition,
} from "./journal.ts";
export { Priority, urgency } from "./priority.ts";
export {
  Condition,
  type HeldCondition,
  type LimitCondition,
  type NoDataCondition,
  RuleType,
  Test,
} from "./rule.ts";
