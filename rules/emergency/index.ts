/**
 * Runs emergency plans: alarms and people in, the law of a run (facility/emergency), messages, commands and a log out.
 * Durable: what an event made of a run is on disk before it is carried out, and what was not carried out is done after
 * a restart. Time and ports are handed in.
 */
export { type Calls, planCalls } from "./calls.ts";
export { DrillKeeper } from "./drills.ts";
export { PlanBook } from "./plans.ts";
export type { Commands, EmergencyOptions, Plant, RunActed, StartAsked } from "./ports.ts";
export { EmergencyRoom } from "./room.ts";
