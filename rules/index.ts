/**
 * Rules: runs the laws on live streams and timers. Readings in, changes of conditions, alarms out.
 * The same code runs live, in tests and on history: the scheduler is handed in, and ports, never adapters.
 */
export {
  type BacktestJob,
  type BacktestOptions,
  type BacktestRequest,
  type BacktestResult,
  BacktestRunner,
  backtest,
  scan,
} from "./backtest/index.ts";
export { misfitOf, type OverrideStore, type Preview, RuleBook } from "./book.ts";
export { DerivedPoints, derivedProblems } from "./derived/index.ts";
export { type Acted, AlarmDesk, type DeskOptions } from "./desk.ts";
export {
  type Commands,
  DrillKeeper,
  type EmergencyOptions,
  EmergencyRoom,
  PlanBook,
  type Plant,
  type RunActed,
  type StartAsked,
} from "./emergency/index.ts";
export { type EngineOptions, evaluate } from "./engine.ts";
export { instancesOf, type RuleInstance } from "./instances.ts";
export { pointsOf as listensTo } from "./kinds/points-of.ts";
export { LiveEngine, type LiveEngineOptions } from "./live-engine.ts";
export { Memory, type RuleMemory, type RuleMemoryStore } from "./memory.ts";
export type { Change } from "./operators/delayed.ts";
export {
  type Account,
  type Answer,
  type Answered,
  DutyBook,
  DutyUpkeep,
  HEARTBEAT,
  Heartbeat,
  type HeartbeatOptions,
  Pager,
  type PagerOptions,
  type Put,
  type Recipient,
  type Sender,
  type Senders,
  type Sent,
} from "./pager/index.ts";
