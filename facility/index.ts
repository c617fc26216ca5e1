/**
 * The facility: the nouns of the trade (assets, readings, equipment, alarms …) and their pure laws.
 * Imports zod alone; no network, no disk, no clock. Every other room may import from here,
 * through the door of the room it needs: `facility/alarms/index.ts` and so on.
 */
export * as alarms from "./alarms/index.ts";
export * as assets from "./assets/index.ts";
export * as audit from "./audit/index.ts";
export * as catalog from "./catalog/index.ts";
export * as emergency from "./emergency/index.ts";
export * as lifecycle from "./lifecycle/index.ts";
export * as maintenance from "./maintenance/index.ts";
export * as oncall from "./oncall/index.ts";
export * as readings from "./readings/index.ts";
export * as reports from "./reports/index.ts";
export * as units from "./units/index.ts";
