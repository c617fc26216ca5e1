/**
 * Maintenance at work: orders are carried out and journalled, assets under work are silent, repairs are proven by
 * telemetry, plans open their orders in time.
 */
export { OrderDesk } from "./order-desk.ts";
export { type ServiceDesk, ServiceKeeper } from "./service-keeper.ts";
export { Verifier, type VerifierDesk, type VerifierOptions } from "./verifier.ts";
