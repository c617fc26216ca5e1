/**
 * Lifecycle at work: gathers what is known of a fleet, keeps ledger, evidence, assumptions, scenarios, plans and
 * approvals in versions, and asks the solver. The laws are in facility/lifecycle.
 */
export { LifecycleDesk, type LifecycleDeskParts } from "./desk.ts";
export type { Facts, Known } from "./facts.ts";
export { type Heard, heardOf } from "./gauge-readings.ts";
export type { Change, Changed, KeptScenario } from "./kept-scenario.ts";
export { madeAtLast } from "./made-at-last.ts";
export type { LifecycleKind, LifecycleStore, Version, VersionLine } from "./store.ts";
