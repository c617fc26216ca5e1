/**
 * The state of the house in SQL: alarms and their journal, people, sessions, gateway credentials, sites.
 * SQLite through node:sqlite, or PostgreSQL; the queries are Kysely's and the same for both.
 * Fills AlarmJournal (facility/alarms), SiteStore (facility/assets) and People, Sessions, GatewayCredentials (api/ports.ts).
 */
export { isPostgresql } from "./database.ts";
export { type DumpLine, dumpState, loadState } from "./dump.ts";
export { openState, type State } from "./state.ts";
