/**
 * What the API is handed: one file a noun, filled by adapters and by the rooms that do the work. What a person's name and
 * password must look like is part of the contract; whoever keeps people enforces it.
 */
export { NewPassword, type Role, Username } from "./contract/index.ts";
export type {
  Acted,
  AlarmDesk,
  Backtest,
  BacktestAsked,
  Backtests,
  RulePreview,
  Rules,
} from "./ports/alarms.ts";
export type { Emergencies } from "./ports/emergencies.ts";
export type { FileIndex, Files, KeptFile, Printer } from "./ports/files.ts";
export type { Commands, DemoPlant, Field, GatewayCredentials, GatewayPresence } from "./ports/gateways.ts";
export type { Log, RequestSpans } from "./ports/house.ts";
export type {
  Lifecycle,
  LifecycleChanged,
  LifecycleFacts,
  LifecycleFleet,
  LifecycleKnown,
  LifecyclePlan,
  LifecycleScenario,
  Sheet,
  Workbooks,
} from "./ports/lifecycle.ts";
export {
  type People,
  type Person,
  type PersonChange,
  type ProgramToken,
  personKey,
  type SessionOrigin,
  type Sessions,
} from "./ports/people.ts";
export type {
  IngestReport,
  LatestBoard,
  ParquetFile,
  PointOffers,
  ReadingArchive,
} from "./ports/readings.ts";
export type { SiteFiles, Sites } from "./ports/sites.ts";
