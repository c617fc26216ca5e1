/**
 * The state of the house in SQL: alarms and their journal, people, sessions, gateway credentials, sites.
 * SQLite through node:sqlite; queries are Kysely's, so that PostgreSQL can take the same place.
 * Fills AlarmJournal (facility/alarms), SiteStore (facility/assets) and People, Sessions, GatewayCredentials (api/ports.ts).
 */
export { openState, type State } from "./state.ts";
