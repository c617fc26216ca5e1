/**
 * The API: HTTP routes by noun, sign-in, and the live channel. Handed its ports (ports.ts); what it says to callers
 * is fixed in contract/, which the console shares.
 */
export { type Api, createApi } from "./app.ts";
export type { OnCallPort } from "./oncall-port.ts";
export type {
  AlarmDesk,
  Backtest,
  Backtests,
  DemoPlant,
  FileIndex,
  Files,
  GatewayCredentials,
  GatewayPresence,
  IngestReport,
  LatestBoard,
  Log,
  People,
  Person,
  ProgramToken,
  RulePreview,
  Rules,
  SessionOrigin,
  Sessions,
  SiteFiles,
  Sites,
} from "./ports.ts";
export { refusals } from "./routes/commands.ts";
export type { Metric } from "./routes/exposition.ts";
export type { ApiDeps, MaintenanceDeps } from "./routes/index.ts";
export { SecondFactor } from "./second-factor/index.ts";
