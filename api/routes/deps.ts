import type { Readable } from "node:stream";
import type { AssetModel } from "../../facility/assets/index.ts";
import type { AuditStore } from "../../facility/audit/index.ts";
import type { EquipmentType } from "../../facility/catalog/index.ts";
import type { DeviceEventStore, ReadingStore } from "../../facility/readings/index.ts";
import type { Clock } from "../../facility/units/index.ts";
import type { SignInThrottle } from "../auth/index.ts";
import type { AboutView, ConnectionsView } from "../contract/index.ts";
import type { OnCallPort } from "../oncall-port.ts";
import type {
  AlarmDesk,
  Backtests,
  Commands,
  DemoPlant,
  Emergencies,
  Field,
  Files,
  GatewayCredentials,
  GatewayPresence,
  IngestReport,
  LatestBoard,
  Lifecycle,
  Log,
  People,
  PointOffers,
  Printer,
  ReadingArchive,
  RequestSpans,
  Rules,
  Sessions,
  SiteFiles,
  Sites,
  Workbooks,
} from "../ports.ts";
import type { SecondFactor, Vault } from "../second-factor/index.ts";
import type { SignOn, SignOnAccounts, SignOnRules } from "../sign-on/index.ts";
import type { Metric } from "./exposition.ts";
import type { MaintenanceDeps } from "./maintenance/ports.ts";

export type { MaintenanceDeps } from "./maintenance/ports.ts";

/** What of lifecycle the API is handed. */
export interface LifecycleDeps {
  readonly desk: Lifecycle;
  readonly printer: Printer;
  readonly workbooks: Workbooks;
}

/** Signing in with a directory. */
export interface SignOnDeps {
  readonly provider: SignOn;
  readonly accounts: SignOnAccounts;
  readonly rules: SignOnRules;
  readonly vault: Vault;
}

/** What the API is handed; nothing here knows which adapter fills it. */
export interface ApiDeps {
  /** The present model; a new object after a change. */
  readonly model: () => AssetModel;
  readonly board: LatestBoard;
  readonly readings: Pick<ReadingStore, "between" | "buckets">;
  /** Only where readings lie in files of our own. */
  readonly archive?: ReadingArchive | undefined;
  readonly desk: AlarmDesk;
  /** Who did what, in a chain that shows tampering. */
  readonly audit: AuditStore;
  /** What devices told by code. */
  readonly deviceEvents?: DeviceEventStore | undefined;
  /** Without it no photo or document can be kept. */
  readonly files?: Files | undefined;
  readonly maintenance?: MaintenanceDeps | undefined;
  readonly lifecycle?: LifecycleDeps | undefined;
  /** Plans, runs and drills. */
  readonly emergencies?: Emergencies | undefined;
  /** Without it no record can be printed. */
  readonly printer?: Printer | undefined;
  /** Devices of the gateways that run in this process. */
  readonly field?: Field | undefined;
  /** Without it nothing in the field can be written. */
  readonly commands?: Commands | undefined;
  readonly rules: Rules;
  readonly backtests: Backtests;
  readonly people: People;
  readonly sessions: Sessions;
  /** Without it people sign in by password alone. */
  readonly secondFactor?: SecondFactor | undefined;
  /** Without it people sign in by password alone. */
  readonly signOn?: SignOnDeps | undefined;
  readonly credentials: Pick<GatewayCredentials, "enroll" | "has">;
  readonly presence: GatewayPresence;
  readonly sites: Sites;
  readonly siteFiles: SiteFiles;
  /** The catalogue. */
  readonly types: readonly EquipmentType[];
  readonly ingest: () => IngestReport;
  readonly offers: PointOffers;
  readonly connections: () => ConnectionsView;
  /** Every part with its state in words; `ready` when all of them can do their work. */
  readonly ready: () => { readonly ready: boolean; readonly parts: Readonly<Record<string, string>> };
  /** More for /metrics, of what the API does not know. */
  readonly figures?: (() => readonly Metric[]) | undefined;
  /** Who is on duty, whom alarms call and what was sent. */
  readonly oncall?: OnCallPort | undefined;
  /** Where somebody collects traces. */
  readonly spans?: RequestSpans | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Everything in one archive, taken while the house runs; read it to its end. */
  readonly backup?: (() => Promise<Readable>) | undefined;
  readonly about: Omit<AboutView, "simulated">;
  /** The built console; without it only the API answers. */
  readonly consoleFolder?: string | undefined;
  /** Only where the plant is simulated. */
  readonly demo?: DemoPlant | undefined;
  /** True behind a reverse proxy that writes X-Forwarded-For; callers' addresses are then believed from it. */
  readonly trustProxy?: boolean | undefined;
}

/** What the routes share among themselves besides. */
export interface RouteDeps extends ApiDeps {
  readonly throttle: SignInThrottle;
  /** The same for codes of second factors. */
  readonly codes: SignInThrottle;
  /** Rate, errors and duration of requests, for /metrics. */
  readonly requests: () => readonly Metric[];
  /** How many consoles are watching live. */
  readonly watching: () => number;
}
