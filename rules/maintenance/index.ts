/**
 * Maintenance at work: orders are carried out and journalled, assets under work are silent, repairs are proven by
 * telemetry, plans open their orders in time, residents and rounds are heard,
 * spare parts are counted, and people are told.
 */
export { fitnessBy } from "./fitness.ts";
export { type KeptShelf, keptShelf } from "./kept-shelf.ts";
export { OrderDesk } from "./order-desk.ts";
export { Planner, type PlannerOptions } from "./planner.ts";
export { troubleWithRule } from "./recurrence.ts";
export { RequestDesk, type RequestDeskOptions } from "./request-desk.ts";
export { RoundDesk, type StopTaken } from "./round-desk.ts";
export { type ServiceDesk, ServiceKeeper } from "./service-keeper.ts";
export { StockKeeper } from "./stock-keeper.ts";
export { Teller, type TellerOptions } from "./teller.ts";
export { Verifier, type VerifierDesk, type VerifierOptions } from "./verifier.ts";
