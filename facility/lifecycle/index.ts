/**
 * Lifecycle: what to replace, when, for how much, and why. Condition from evidence, the years that are left as a
 * distribution, what keeping costs against a new one, and the plan of a whole estate under caps, funds and law.
 * Pure: records, prices and time are handed in; every figure keeps the way back to its data.
 */
export {
  ageingRate,
  curveEfficiency,
  efficiencyLoss,
  pumpEfficiency,
  ratedHotSpot,
  thermalLifeUsed,
} from "./ageing.ts";
export {
  type BestLife,
  equivalentAnnualCost,
  minimumAnnualCost,
  replacementYear,
  savings,
} from "./annual-cost.ts";
export {
  Approval,
  type ApprovalStep,
  approvalPath,
  approvalSteps,
  Ballot,
  type BallotResult,
  ballotResult,
  type DatedStep,
  Route,
} from "./approval.ts";
export { planAsItStood } from "./as-it-stood.ts";
export {
  Assumptions,
  FundingSource,
  StatutoryLimit,
  sourceOf,
  usualAssumptions,
  usualFailuresOf,
} from "./assumptions.ts";
export { costBars, fleetMap, ticksTo, yearLines } from "./charts.ts";
export { type Condition, conditionOf, type Evidence } from "./condition.ts";
export { type ConditionMoment, conditionHistory } from "./condition-history.ts";
export { degradation, type Sample, type Trend } from "./degradation.ts";
export { type FciBand, facilityConditionIndex, fciBand, type RiskBand, riskBand } from "./fci.ts";
export { type Fit, fitWeibull, intervals, type Life, type Prior } from "./fit-weibull.ts";
export { lessonsOf, livesOf, type Member, priorOf, type TypeLessons } from "./fleet.ts";
export {
  type Forecast,
  type ForecastInput,
  forecast,
  LOOK_BEYOND,
  lifeBegan,
  type Must,
} from "./forecast.ts";
export { recordsOfPast, withOrders } from "./from-past.ts";
export {
  efficiencyLosses,
  type Mean,
  measuredFrom,
  type PumpMoment,
  type WearContext,
  type WearReadings,
} from "./from-readings.ts";
export { type Gauge, gauges, gaugesOf, gradeOf, renewedAt } from "./gauges.ts";
export { greedy } from "./greedy.ts";
export {
  type AssetHistory,
  type AssetRecord,
  type FailureFact,
  GaugeId,
  type InspectionFact,
  type Measured,
  nothingKnown,
  type PastLife,
  type UseFact,
  type WorkFact,
} from "./history.ts";
export {
  EvidenceEntry,
  emptyLedger,
  type KeptEvidence,
  LedgerEntry,
  lifeOf,
  replacementCostOf,
  type Sourced,
  withEvidence,
} from "./ledger.ts";
export { type Draft, draftPlan, type PlanMade, type PlanSubject, writePlan } from "./make-plan.ts";
export {
  type LineReason,
  type Plan,
  type PlanFrame,
  type PlanLine,
  type PlanYear,
  planYears,
} from "./plan.ts";
export {
  type Candidate,
  type Choice,
  type Evaluation,
  evaluate,
  type Group,
  type Problem,
  type Source,
} from "./problem.ts";
export type { Program } from "./program.ts";
export { type RemainingLife, remainingLife } from "./remaining-life.ts";
export { type RepairDecision, repairOrReplace } from "./repair-or-replace.ts";
export { capOf, planReport } from "./report.ts";
export type { NamedLine, PlanReportInput } from "./report-input.ts";
export { Budget, groupKey, Move, Scenario, Together } from "./scenario.ts";
export { partsOfSets } from "./set-parts.ts";
export { type PlanSheet, planCsv, planSheets, type SheetInput } from "./sheets.ts";
export { type ProgramAnswer, type Solved, type SolveProgram, type Solver, solvePlan } from "./solve.ts";
export {
  conditionalSurvival,
  meanLife,
  meanResidual,
  medianLife,
  survival,
  type Weibull,
} from "./weibull.ts";
export { oneDigit, percent, yuan } from "./words.ts";
