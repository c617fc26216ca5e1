/**
 * Maintenance: failures in the words of ISO 14224, work and visits, and the past of a site as plain data.
 * Pure: whoever keeps them hands in stores and time.
 */

export { agreedArrival, agreedOn, isMadeWith } from "./agreed-arrival.ts";
export { type Assignee, assigneesFor } from "./assignees.ts";
export {
  Answer,
  type Checked,
  ChecklistItem,
  misfit,
  missingPermits,
  unanswered,
  type Verdict,
  verdictOf,
} from "./checklist.ts";
export { defaultChecklist } from "./checklists.ts";
export {
  Certificate,
  type CertificateInput,
  type Clocks,
  Contract,
  type ContractInput,
  clocksOf,
  covers,
  type Expiry,
  expiryOf,
  renewalNotice,
  type Scorecard,
  scorecardOf,
} from "./contract.ts";
export {
  Budget,
  type BudgetLine,
  budgetLines,
  type CostEntry,
  type CostKind,
  type CostLine,
  costKinds,
  type EnergyCost,
  energyCost,
  Tariff,
} from "./cost.ts";
export {
  type Day,
  dayOf,
  daysBetween,
  earlier,
  later,
  plusDays,
  weekdayOf,
} from "./days.ts";
export {
  DetectionMethod,
  FailureCause,
  FailureMechanism,
  FailureMode,
  failureCauses,
  failureMechanisms,
  failureModes,
} from "./failure-codes.ts";
export { type Forecast, type ForecastQuestion, forecast, type TrendSample, trendsOf } from "./forecast.ts";
export { nounsOfPast, type PastNouns, pastOrderId, type TaskFacts } from "./from-past.ts";
export { bestThreshold, chanceOf, type Hazard, type HazardSample, learnHazard } from "./hazard.ts";
export { inspectorPack } from "./inspector-pack.ts";
export { type AssetKpi, type Failure, isPlanned, type MaintenanceKpi, maintenanceKpi } from "./kpi.ts";
export {
  assignedNotice,
  certificateNotices,
  contractNotice,
  overdueNotices,
  requestNotice,
  stockNotice,
} from "./notices.ts";
export {
  type Finding,
  type HoldReason,
  isAtWork,
  isOpenOrder,
  type Labour,
  type Order,
  OrderPriority,
  OrderRequest,
  OrderSource,
  type OrderState,
  type OrderStateName,
  orderCost,
  orderStates,
  type Part,
  type Signature,
  stateNeedsHands,
} from "./order.ts";
export {
  actLabels,
  actsFor,
  actsForStage,
  OrderAct,
  type OrderActInput,
  refusalOf,
  stateLabels,
} from "./order-acts.ts";
export { type OrderEvent, openOrder, orderOf, stepOrder } from "./order-law.ts";
export {
  answerWords,
  codeWords,
  eventLabel,
  type JournalFrame,
  orderWords,
  signatureLabels,
  sourceWords,
} from "./order-words.ts";
export { AssetLife, Past, PastCost, PastFailure, PastPart, PastVisit, PastWork } from "./past.ts";
export { cataloguePlans, intervalOf, isRoundWork, Plan, type PlanInput, planId, Trigger } from "./plan.ts";
export { type PlanAheadOptions, type PlannedVisit, planAhead } from "./plan-ahead.ts";
export type { OrderActed, OrderChanged, OrderQuery, WorkOrders } from "./ports.ts";
export { chosenTitle, orderRecord, type RecordFrame, recordsTogether, visitTitle } from "./records.ts";
export { RenewedPart } from "./renewed-part.ts";
export {
  judgeRepair,
  type Proof,
  proofOf,
  QUIET_FOR,
  type RepairSigns,
  type RepairVerdict,
} from "./repair.ts";
export { type Equipment, isReserved, unfitFor } from "./reserved-work.ts";
export { failureWords, judgeStop, type KeptStop, Round, StopReport } from "./round.ts";
export { roundCodes } from "./round-codes.ts";
export {
  type CourseStep,
  courseOf,
  erased,
  isUrgent,
  moveRequest,
  mustErase,
  PERSONAL_DATA_DAYS,
  type RequestState,
  ResidentWords,
  type ServiceRequest,
  type SpamSign,
  spamSign,
  whatLabels,
} from "./service-request.ts";
export { type Shelves, shelvesOf } from "./shelves.ts";
export { crewOf, defaultCalendar, type SiteCalendar } from "./site-calendar.ts";
export { type CrewCalendar, isDayOff, type PlanStanding, type Recurrence } from "./standing.ts";
export {
  type KeptPart,
  movesOfOrder,
  type StockMove,
  StockPart,
  type StockPartInput,
  type StockStanding,
  standingOfPart,
} from "./stock.ts";
export { type Kept, type MaintenanceStore, type RecordQuery, type Shelf, shelfFor } from "./store.ts";
export { placeKey, togetherWith, visitKey } from "./together.ts";
export { dayToAsk, type LastTurns, lastTurns, openVisit, visitAfter } from "./turns.ts";
export {
  declinedAt,
  meterAfter,
  newMeter,
  servedAt,
  standingOf,
  type UseMeter,
  type UseStanding,
} from "./use.ts";
export { type Compliance, complianceOf, latestOf, type Miss, missOf, type Visit } from "./visit.ts";
