/**
 * Backtest: any rule on any stored span, by the same engine in virtual time, with progress and a way to stop it.
 */
export { type BacktestOptions, type BacktestResult, backtest } from "./backtest.ts";
export { type BacktestJob, type BacktestRequest, BacktestRunner } from "./runner.ts";
export { scan } from "./scan.ts";
