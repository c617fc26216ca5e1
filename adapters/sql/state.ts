import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import type { FileIndex, GatewayCredentials, People, Sessions } from "../../api/ports.ts";
import type { AlarmJournal } from "../../facility/alarms/index.ts";
import type { SiteStore } from "../../facility/assets/index.ts";
import type { EmergencyStore } from "../../facility/emergency/index.ts";
import type { MaintenanceStore } from "../../facility/maintenance/index.ts";
import type { DeviceEventStore } from "../../facility/readings/index.ts";
import { done, problem, type Result } from "../../facility/units/index.ts";
import type { OfferStore } from "../../ingest/pipeline/index.ts";
import type {
  CalendarFeeds,
  CallStore,
  DutyLog,
  DutyStore,
  OverrideStore,
  PushSubscriptions,
  RuleMemoryStore,
  Swaps,
} from "../../rules/index.ts";
import { sqlCredentials } from "./credentials.ts";
import { sqlDeviceEvents } from "./device-events.ts";
import { sqlEmergencies } from "./emergencies.ts";
import { sqlFileIndex } from "./files.ts";
import { sqlJournal } from "./journal.ts";
import { sqlMaintenance } from "./maintenance.ts";
import { migrations } from "./migrations/index.ts";
import { sqlOffers } from "./offers.ts";
import { sqlDuty, sqlDutyLog, sqlFeeds, sqlPush, sqlSwaps } from "./oncall.ts";
import { sqlCalls } from "./oncall-calls.ts";
import { sqlPeople } from "./people.ts";
import { sqlOverrides, sqlRuleMemories } from "./rules.ts";
import { sqlSessions } from "./sessions.ts";
import { sqlSites } from "./sites.ts";
import { openSqlite } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

/** Everything of the house that is not a reading, in one database. */
export interface State {
  readonly journal: AlarmJournal;
  readonly people: People;
  readonly sessions: Sessions;
  readonly credentials: GatewayCredentials;
  readonly offers: OfferStore;
  readonly sites: SiteStore;
  readonly deviceEvents: DeviceEventStore;
  readonly overrides: OverrideStore;
  readonly ruleMemories: RuleMemoryStore;
  readonly files: FileIndex;
  readonly maintenance: MaintenanceStore;
  readonly emergencies: EmergencyStore;
  readonly oncall: {
    readonly duty: DutyStore;
    readonly calls: CallStore;
    readonly push: PushSubscriptions;
    readonly log: DutyLog;
    readonly swaps: Swaps;
    readonly feeds: CalendarFeeds;
  };
  close(): Promise<void>;
}

/** Files up to this size are looked through when opened; a bigger one would delay the start by seconds. */
const CHECKED_BYTES = 64 * 1024 * 1024;

/** Opens (or makes) the state in a SQLite file; `:memory:` keeps nothing. Brings its tables up to date. */
export async function openState(file: string): Promise<Result<State>> {
  const inMemory = file === ":memory:";
  const path = inMemory ? file : resolve(file);
  try {
    if (!inMemory) {
      mkdirSync(dirname(path), { recursive: true });
      // A new file is for its owner alone: password and token hashes are nobody else's business.
      closeSync(openSync(path, "a", 0o600));
    }
    const { db: sqlite, dialect } = openSqlite(path);
    const db = new Kysely<Tables>({ dialect });
    try {
      if (!inMemory && statSync(path).size <= CHECKED_BYTES) {
        const found = sqlite.prepare("pragma quick_check(1)").get()?.quick_check;
        if (found !== "ok") throw new Error(`database disk image is malformed: ${found}`);
      }
      const { error } = await new Migrator({
        db,
        // Parts name their own migrations, so a later one may sort before one that has run.
        allowUnorderedMigrations: true,
        provider: { getMigrations: async () => migrations("sqlite") },
      }).migrateToLatest();
      if (error) throw error;
    } catch (error) {
      // Not destroy(): it closes nothing while Kysely has not yet run a query.
      sqlite.close();
      throw error;
    }
    return done({
      journal: sqlJournal(db),
      people: sqlPeople(db),
      sessions: sqlSessions(db),
      credentials: sqlCredentials(db),
      offers: sqlOffers(db),
      sites: sqlSites(db),
      deviceEvents: sqlDeviceEvents(db),
      overrides: sqlOverrides(db),
      ruleMemories: sqlRuleMemories(db),
      files: sqlFileIndex(db),
      maintenance: sqlMaintenance(db),
      emergencies: sqlEmergencies(db),
      oncall: {
        duty: sqlDuty(db),
        calls: sqlCalls(db),
        push: sqlPush(db),
        log: sqlDutyLog(db),
        swaps: sqlSwaps(db),
        feeds: sqlFeeds(db),
      },
      close: () => db.destroy(),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return problem(whatToDo(path, error));
  }
}

/** SQLite's and the system's words, turned into what the person at the keyboard can do. */
function whatToDo(file: string, { message }: Error): string {
  const start = `The state file ${file} cannot be opened`;
  if (/not a database|malformed|corrupt(?!ed migrations)/i.test(message))
    return `${start}: it is damaged or no SQLite file (${message}). Restore it from a backup with "restore", or move it away to start empty.`;
  if (/corrupted migrations/i.test(message))
    return `${start}: a newer version of this program wrote it (${message}). Start that version, or restore a backup of before the update.`;
  if (/readonly|read-only|EACCES|EROFS|EPERM|permission/i.test(message))
    return `${start} for writing (${message}). Give the account that runs the program write access to the file and its folder, or name another folder.`;
  if (/locked|busy/i.test(message))
    return `${start}: another process holds it (${message}). Stop that one first; two must not share it.`;
  if (/full|ENOSPC|disk I\/O/i.test(message))
    return `${start}: the disk refuses (${message}). Make room or check the disk, then start again.`;
  return `${start} (${message}). Check that the folder exists and is a local disk, then start again.`;
}
