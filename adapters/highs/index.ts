/**
 * HiGHS, the integer solver, as the lifecycle plan's Solver (facility/lifecycle): WebAssembly in a worker thread, so that
 * alarms and requests never wait for a plan.
 */

export { openHighs } from "./pool.ts";
export { solveWithHighs } from "./program.ts";
