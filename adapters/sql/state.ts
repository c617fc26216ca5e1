import type { Kysely } from "kysely";
import type { FileIndex, GatewayCredentials, People, Sessions } from "../../api/ports.ts";
import type { SecondFactorStore } from "../../api/second-factor/index.ts";
import type { SignOnAccounts } from "../../api/sign-on/index.ts";
import type { AlarmJournal } from "../../facility/alarms/index.ts";
import type { SiteStore } from "../../facility/assets/index.ts";
import type { AuditStore } from "../../facility/audit/index.ts";
import type { EmergencyStore } from "../../facility/emergency/index.ts";
import type { MaintenanceStore } from "../../facility/maintenance/index.ts";
import type {
  CalendarFeeds,
  CallStore,
  DutyLog,
  DutyStore,
  PushSubscriptions,
  Swaps,
} from "../../facility/oncall/index.ts";
import type { DeviceEventStore } from "../../facility/readings/index.ts";
import { done, type Result } from "../../facility/units/index.ts";
import type { OfferStore } from "../../ingest/pipeline/index.ts";
import type { OverrideStore, RuleMemoryStore } from "../../rules/index.ts";
import type { LifecycleStore } from "../../rules/lifecycle/index.ts";
import { sqlAudit } from "./audit.ts";
import { sqlCredentials } from "./credentials.ts";
import { openDatabase } from "./database.ts";
import { sqlDeviceEvents } from "./device-events.ts";
import { sqlEmergencies } from "./emergencies.ts";
import { sqlFileIndex } from "./files.ts";
import { sqlJournal } from "./journal.ts";
import { sqlLifecycle } from "./lifecycle.ts";
import { sqlMaintenance } from "./maintenance.ts";
import { sqlOffers } from "./offers.ts";
import { sqlDuty, sqlDutyLog, sqlFeeds, sqlPush, sqlSwaps } from "./oncall.ts";
import { sqlCalls } from "./oncall-calls.ts";
import { sqlPeople } from "./people.ts";
import { sqlOverrides, sqlRuleMemories } from "./rules.ts";
import { sqlSecondFactors } from "./second-factor.ts";
import { sqlSessions } from "./sessions.ts";
import { sqlSignOn } from "./sign-on.ts";
import { sqlSites } from "./sites.ts";
import type { Tables } from "./tables.ts";

/** Everything of the house that is not a reading, in one database. */
export interface State {
  readonly journal: AlarmJournal;
  readonly people: People;
  readonly sessions: Sessions;
  readonly secondFactors: SecondFactorStore;
  readonly signOn: SignOnAccounts;
  readonly credentials: GatewayCredentials;
  readonly offers: OfferStore;
  readonly sites: SiteStore;
  readonly deviceEvents: DeviceEventStore;
  readonly overrides: OverrideStore;
  readonly ruleMemories: RuleMemoryStore;
  readonly oncall: {
    readonly duty: DutyStore;
    readonly calls: CallStore;
    readonly push: PushSubscriptions;
    readonly log: DutyLog;
    readonly swaps: Swaps;
    readonly feeds: CalendarFeeds;
  };
  readonly files: FileIndex;
  readonly maintenance: MaintenanceStore;
  readonly emergencies: EmergencyStore;
  readonly lifecycle: LifecycleStore;
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
  signOn: sqlSignOn(db),
  credentials: sqlCredentials(db),
  offers: sqlOffers(db),
  sites: sqlSites(db),
  deviceEvents: sqlDeviceEvents(db),
  overrides: sqlOverrides(db),
  ruleMemories: sqlRuleMemories(db),
  oncall: {
    duty: sqlDuty(db),
    calls: sqlCalls(db),
    push: sqlPush(db),
    log: sqlDutyLog(db),
    swaps: sqlSwaps(db),
    feeds: sqlFeeds(db),
  },
  files: sqlFileIndex(db),
  maintenance: sqlMaintenance(db),
  lifecycle: sqlLifecycle(db),
  audit: sqlAudit(db),
  emergencies: sqlEmergencies(db),
  close: () => db.destroy(),
});
