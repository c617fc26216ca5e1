/**
 * Emergencies: plans as data, and the law by which a run of one goes on. Pure: a run and an event in, the next run,
 * effects to be carried out and lines for the log out. Time is handed in.
 */

export { advance, answered, beginRun, type NewRun } from "./advance.ts";
export { type AgreedArrival, agreedWords, type ByContract, byContract } from "./agreed-clock.ts";
export { type Arrival, arrivalsOf } from "./arrival.ts";
export { authorityReport } from "./authority-report.ts";
export {
  type CalendarLine,
  calendarOf,
  type DrillRule,
  drillRules,
  monthsAfter,
  noticeDueAt,
  PlannedDrill,
  SiteClass,
  SiteProfile,
} from "./calendar.ts";
export { stoppedBy } from "./clocks.ts";
export {
  firePlaces,
  type Look,
  type Observation,
  observe,
  observeFeedback,
  passesTest,
  testsOf,
} from "./condition.ts";
export { type Due, dueAt, dueNow } from "./due.ts";
export { dutyRoles, rolesOf } from "./duty.ts";
export { exits, flowOf, type PlanProblem, passes, planProblems } from "./flow.ts";
export { orderProblems } from "./orders.ts";
export {
  belongsTo,
  Duty,
  Evidence,
  Grade,
  Plan,
  PlanClock,
  type PlanInput,
  type PlanVersion,
  Selector,
  Step,
  StepId,
  type StepKind,
} from "./plan.ts";
export { planLibrary } from "./plans/index.ts";
export { afterActionReport, moments } from "./report.ts";
export type { Plot, ReportOf } from "./report-of.ts";
export { roleWords } from "./role-words.ts";
export {
  type ClockState,
  type ClosedStep,
  type DrillTerms,
  type Measure,
  type OpenStep,
  type Outcome,
  type Proof,
  type Review,
  type RollEntry,
  type Run,
  type RunId,
  type RunState,
  type StepState,
  type Told,
  type Trigger,
  triggerKey,
  type Waiting,
} from "./run.ts";
export type { Effect, Entry, EntryKind, RunEvent } from "./run-events.ts";
export { type Deadline, type Score, scoreOf } from "./score.ts";
export { sourceWords } from "./source-words.ts";
export type { EmergencyStore, PendingEffect, RunWrite } from "./store.ts";
export { buildingOf, scopeOf, select, targetsOf, whereIs } from "./targets.ts";
export { lineWords } from "./words.ts";
export type { Advanced } from "./work.ts";
