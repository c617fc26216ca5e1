import type { Kysely } from "kysely";
import type { GatewayCredentials, People, Sessions } from "../../api/ports.ts";
import type { SecondFactorStore } from "../../api/second-factor/index.ts";
import type { AlarmJournal } from "../../facility/alarms/index.ts";
import type { SiteStore } from "../../facility/assets/index.ts";
import type { AuditStore } from "../../facility/audit/index.ts";
import type { DeviceEventStore } from "../../facility/readings/index.ts";
import { done, type Result } from "../../facility/units/index.ts";
import type { OfferStore } from "../../ingest/pipeline/index.ts";
import type { OverrideStore, RuleMemoryStore } from "../../rules/index.ts";
import { sqlAudit } from "./audit.ts";
import { sqlCredentials } from "./credentials.ts";
import { openDatabase } from "./database.ts";
import { sqlDeviceEvents } from "./device-events.ts";
import { sqlJournal } from "./journal.ts";
import { sqlOffers } from "./offers.ts";
import { sqlPeople } from "./people.ts";
import { sqlOverrides, sqlRuleMemories } from "./rules.ts";
import { sqlSecondFactors } from "./second-factor.ts";
import { sqlSessions } from "./sessions.ts";
import { sqlSites } from "./sites.ts";
import type { Tables } from "./tables.ts";

/** Everything of the house that is not a reading, in one database. */
export interface State {
  readonly journal: AlarmJournal;
  readonly people: People;
  readonly sessions: Sessions;
  readonly secondFactors: SecondFactorStore;
  readonly credentials: GatewayCredentials;
  readonly offers: OfferStore;
  readonly sites: SiteStore;
  readonly deviceEvents: DeviceEventStore;
  readonly overrides: OverrideStore;
  readonly ruleMemories: RuleMemoryStore;
  readonly audit: AuditStore;
  close(): Promise<void>;
}

/** Opens the state, in a SQLite file or a PostgreSQL database; see `openDatabase`. */
export async function openState(address: string): Promise<Result<State>> {
  const opened = await openDatabase(address);
  return opened.ok ? done(stateOn(opened.value.db)) : opened;
}

const stateOn = (db: Kysely<Tables>): State => ({
  journal: sqlJournal(db),
  people: sqlPeople(db),
  sessions: sqlSessions(db),
  secondFactors: sqlSecondFactors(db),
  credentials: sqlCredentials(db),
  offers: sqlOffers(db),
  sites: sqlSites(db),
  deviceEvents: sqlDeviceEvents(db),
  overrides: sqlOverrides(db),
  ruleMemories: sqlRuleMemories(db),
  audit: sqlAudit(db),
  close: () => db.destroy(),
});
