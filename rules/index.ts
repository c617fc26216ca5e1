/**
 * Rules: runs the laws on live streams and timers. Readings in, changes of conditions, alarms out.
 * The same code runs live, in tests and on history: the scheduler is handed in, and ports, never adapters.
 */
export { type Acted, AlarmDesk, type DeskOptions } from "./desk.ts";
export { type EngineOptions, evaluate } from "./engine.ts";
export { FirstSigns } from "./first-signs.ts";
export { instancesOf, type RuleInstance } from "./instances.ts";
export type { Change } from "./operators/delayed.ts";
