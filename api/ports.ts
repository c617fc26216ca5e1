import type { Observable } from "rxjs";
import type {
  Act,
  Alarm,
  AlarmId,
  EffectiveRule,
  Episode,
  EpisodeDifference,
  Flood,
  RuleOverride,
  RuleType,
  Transition,
} from "../facility/alarms/index.ts";
import type {
  Import,
  ModbusAddress,
  SiteChange,
  SiteDevice,
  SiteFile,
  StoredSite,
} from "../facility/assets/index.ts";
import type {
  CalendarLine,
  DrillTerms,
  Entry,
  PlannedDrill,
  PlanVersion,
  Run,
  RunEvent,
  RunId,
  SiteProfile,
} from "../facility/emergency/index.ts";
import type { Notifier } from "../facility/oncall/index.ts";
import type { Reading, Retention } from "../facility/readings/index.ts";
import type { Report } from "../facility/reports/index.ts";
import type { AssetId, FileRef, Instant, PointId, Problem, Result, Text } from "../facility/units/index.ts";
import type {
  DeviceProfileView,
  Offered,
  OpenSession,
  Role,
  ScenarioView,
  SiteFormat,
  StorageView,
} from "./contract/index.ts";

// What a person's name and password must look like is part of the contract; whoever keeps people enforces it.
export { NewPassword, type Role, Username } from "./contract/index.ts";

/** The newest value of every point, in memory. `index` is the point's position in the model's point table. */
export interface LatestBoard {
  /** Undefined while the point has never been heard. */
  reading(index: number): Reading | undefined;
  /** Source time of the newest value, 0 while never heard; cheap enough to ask for thousands of points a second. */
  at(index: number): number;
  /** Receive time of the newest reading of any point. */
  lastReadingAt(): Instant | null;
}

export type Acted =
  | { readonly ok: true; readonly value: Alarm }
  | { readonly ok: false; readonly problem: Text };

export interface AlarmDesk {
  /** Every alarm that is not normal. */
  open(): readonly Alarm[];
  get(id: AlarmId): Alarm | undefined;
  /** Every transition, after it is journalled. */
  readonly transitions: Observable<Transition>;
  acknowledge(request: {
    readonly id: AlarmId;
    readonly by: string;
    readonly comment: string;
    readonly occurrence?: number;
  }): Promise<Result<Alarm>>;
  /** Any act of the law, resolved when it is in the journal; a refusal says why, in both languages. */
  act(request: { readonly id: AlarmId; readonly by: string; readonly act: Act }): Promise<Acted>;
  /** The same act on every rule of an asset. */
  actOnAsset(request: {
    readonly asset: AssetId;
    readonly by: string;
    readonly act: Act;
  }): Promise<readonly Acted[]>;
  /** More alarms than a person can follow, since when; undefined while it is not so. */
  flood(): Flood | undefined;
  /** Transitions from `from` on and before `to`, oldest first; the newest of them where `limit` cuts. */
  span(from: Instant, to: Instant, limit: number): Promise<Transition[]>;
  /** Newest first; `before` is a sequence, left out of the answer. */
  history(query: { alarm?: AlarmId; asset?: AssetId; before?: number; limit: number }): Promise<Transition[]>;
}

/** What a change of a rule makes of each asset it concerns. */
export interface RulePreview {
  readonly assets: readonly {
    readonly asset: AssetId;
    readonly before: EffectiveRule | undefined;
    readonly after: EffectiveRule | undefined;
  }[];
}

/** The rules in force, and the only way to change them. */
export interface Rules {
  /** Undefined for an asset that is not there. */
  effective(id: AssetId): EffectiveRule[] | undefined;
  overrides(): readonly RuleOverride[];
  preview(override: RuleOverride): Result<RulePreview>;
  /** In force when it resolves. */
  put(override: RuleOverride, by: string, at: Instant): Promise<Result<RulePreview>>;
  /** False where there was none. */
  remove(scope: RuleOverride["scope"], rule: string): Promise<boolean>;
}

/** A backtest under way or done. */
export interface Backtest {
  readonly id: string;
  readonly asset: AssetId;
  readonly rule: string;
  readonly from: number;
  readonly to: number;
  readonly state: "running" | "done" | "cancelled" | "failed";
  readonly progress: number;
  readonly readings: number;
  readonly occurrences: readonly Episode[];
  /** What the rule as it stands makes of the same span; undefined for a new rule, or until done. */
  readonly present: readonly Episode[] | undefined;
  readonly difference: EpisodeDifference | undefined;
  readonly trouble: string | undefined;
}

export interface BacktestAsked {
  readonly asset: AssetId;
  readonly rule: RuleType;
  /** The rule as it stands, to compare with. */
  readonly present: RuleType | undefined;
  readonly from: number;
  readonly to: number;
}

/** Rules tried on stored history. */
export interface Backtests {
  start(asked: BacktestAsked): Result<Backtest>;
  get(id: string): Backtest | undefined;
  /** False where there is none of that id. */
  cancel(id: string): boolean;
}

export interface IngestReport {
  readonly messages: number;
  readonly readings: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly lastReadingAt: Instant | null;
  readonly storing: boolean;
  readonly trouble: string | null;
  readonly deadLetters: readonly {
    readonly at: Instant;
    readonly gateway: string;
    readonly topic: string;
    readonly reason: string;
    readonly detail: string;
    readonly payload: string;
  }[];
}

/** Which gateways hold a session with the broker. */
export interface GatewayPresence {
  online(gateway: AssetId): { readonly online: boolean; readonly since: Instant | null };
}

/** A gateway's right to speak: MQTT user name `<site>/<gateway>` and a secret that only the gateway keeps. */
export interface GatewayCredentials {
  /** Makes a new secret (the old one ends); the only moment it can be read. */
  enroll(site: string, gateway: string): Promise<string>;
  verify(username: string, secret: string): Promise<boolean>;
  has(site: string, gateway: string): Promise<boolean>;
  /** Ends the secrets of gateways that are no more; answers whose. */
  keepOnly(allowed: (username: string) => boolean): Promise<readonly string[]>;
}

export interface Person {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
}

/** One name however it is typed: full-width or not, upper or lower case. Names are compared by this. */
export const personKey = (username: string): string => username.trim().normalize("NFKC").toLowerCase();

/** People who may sign in. Passwords are argon2id at rest. */
export interface People {
  count(): Promise<number>;
  create(person: Person & { readonly password: string }): Promise<Result<Person>>;
  /** Ends the person's sessions with it; tokens of programs stay. */
  setPassword(username: string, password: string): Promise<Result<void>>;
  /** Undefined for an unknown name and for a wrong password alike, after the same work. */
  verify(username: string, password: string): Promise<Person | undefined>;
  list(): Promise<Person[]>;
}

/** A bearer token as it is listed; the secret itself was shown once and is not kept. */
export interface ProgramToken {
  readonly id: string;
  readonly username: string;
  readonly label: string;
  /** The most it may do, whatever its owner may. */
  readonly role: Role;
  readonly issuedAt: Instant;
  readonly endsAt: Instant | null;
}

/** Where a session was opened, for the person to know it by. */
export interface SessionOrigin {
  readonly device: string;
  readonly address: string;
}

/** Sessions survive a restart; only a hash of the token is kept. */
export interface Sessions {
  /** Returns the token for the cookie. */
  open(username: string, now: Instant, from?: SessionOrigin): Promise<string>;
  /** Everybody's open sessions, the last used first; `asking` is the token of the one that is `current`. */
  list(now: Instant, asking: string): Promise<OpenSession[]>;
  /** False when there is no such session. */
  endSession(id: string): Promise<boolean>;
  /** Ends a person's sessions, not tokens of programs; all but the one of the token `but`. Answers how many. */
  endAll(username: string, but?: string): Promise<number>;
  /** Undefined when unknown, ended or expired; a use prolongs a session, never a program's token. */
  find(token: string, now: Instant): Promise<Person | undefined>;
  end(token: string): Promise<void>;
  /** A bearer token for a program: good until it is ended or its time is over, for no more than `role` may. */
  issueToken(
    username: string,
    what: { readonly label: string; readonly role: Role; readonly endsAt: Instant },
    now: Instant,
  ): Promise<string>;
  /** Every program's token, newest first. */
  tokens(): Promise<ProgramToken[]>;
  /** False when there is no such token. */
  endToken(id: string): Promise<boolean>;
}

/** The sites with their places, assets and gateways, and their changes. */
export interface Sites {
  list(): readonly StoredSite[];
  /** What applying would do; the problem names everything that does not fit together. */
  preview(file: SiteFile): Result<readonly SiteChange[]>;
  /**
   * Checks, stores and puts into force: all of it or nothing. `expected` is the revision that was looked at,
   * 0 for a site that is not there yet.
   */
  apply(
    file: SiteFile,
    change: { readonly by: string; readonly expected: number },
  ): Promise<
    | {
        readonly ok: true;
        readonly value: { readonly stored: StoredSite; readonly changes: readonly SiteChange[] };
      }
    | (Problem & { readonly why: "invalid" | "changed-meanwhile" })
  >;
}

/** Sites as files: a whole site as YAML, its asset register as CSV or XLSX. */
export interface SiteFiles {
  /** A register is read over the site it belongs to; YAML says itself which site it is. */
  read(format: SiteFormat, bytes: Uint8Array, over: SiteFile | undefined): Promise<Import>;
  write(format: SiteFormat, file: SiteFile, language: keyof Text): Promise<Uint8Array>;
}

/** Gives commands to the field; every one is logged with who gave it. */
export interface Commands {
  /** A problem when it never reached the device; otherwise what the gateway said became of it. */
  command(order: {
    readonly point: PointId;
    readonly value: number | boolean;
    readonly by: string;
    /** What it was when the person decided; for the record. */
    readonly before?: number | boolean;
    readonly expect?: Readonly<Record<string, number | boolean>>;
  }): Promise<
    Result<{
      readonly id: string;
      readonly at: number;
      readonly outcome: "done" | "refused";
      readonly reason?: string | undefined;
      readonly detail?: string | undefined;
      readonly readBack?: number | boolean | null | undefined;
    }>
  >;
}

/** Devices behind the gateways of this process, for people who set them up. */
export interface Field {
  readonly profiles: readonly DeviceProfileView[];
  /** Undefined where the gateway is another program. */
  report(gateway: AssetId):
    | {
        readonly clockOffsetMs: number | null;
        readonly waitingMessages: number;
        readonly droppedMessages: number;
        readonly devices: readonly {
          readonly asset: string;
          readonly profile: string;
          readonly address: string;
          readonly online: boolean;
          readonly polls: number;
          readonly errors: number;
          readonly lastError: string | null;
          readonly lastErrorKind?: string | undefined;
          readonly lastAnswerAt: number | null;
          readonly latencyMs: number | null;
        }[];
      }
    | undefined;
  /** One poll of a device as it is described; nothing of it is kept or published. */
  probe(
    gateway: AssetId,
    device: SiteDevice,
  ): Promise<
    | {
        readonly ok: true;
        readonly latencyMs: number;
        readonly points: readonly {
          readonly point: string;
          readonly value: number | boolean | null;
          readonly fc: number;
          readonly address: number;
        }[];
        readonly problems: readonly string[];
      }
    | {
        readonly ok: false;
        readonly kind: "offline" | "timeout" | "exception" | "garbled" | "decode";
        readonly code?: number;
        readonly problem: string;
      }
  >;
  /** Which of these units say themselves what they are. */
  discover(
    gateway: AssetId,
    address: ModbusAddress,
    units: readonly number[],
  ): Promise<
    | {
        readonly ok: true;
        readonly found: readonly {
          readonly unit: number;
          readonly maker: string;
          readonly model: string;
          readonly serial: string;
          readonly models: readonly number[];
          readonly profile: string | undefined;
        }[];
      }
    | { readonly ok: false; readonly kind: string; readonly problem: string }
  >;
}

/** The simulated plant of the demo estate: faults and stories that a newcomer can play. */
export interface DemoPlant {
  scenarios(): readonly ScenarioView[];
  play(id: string): Promise<Result<void>>;
  /** Puts the plant back to normal running. */
  stop(id: string): Promise<Result<void>>;
}

/** What requests take, for a collector of traces. */
export interface RequestSpans {
  begin(request: { readonly method: string; readonly traceparent: string | undefined }): {
    end(answer: { readonly route: string; readonly status: number; readonly requestId: string }): void;
  };
}

/** Where the API writes what happened; pino's logger is one. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Readings kept in files of our own: how much, for how long. Absent where a database server sees to that itself. */
export interface ReadingArchive {
  usage(): Promise<StorageView>;
  setRetention(policy: Retention): Promise<Result<void>>;
  /** Begins to write these points' readings of [from, to) into one Parquet file, for the caller to send and remove. */
  writeParquet(points: readonly PointId[], from: Instant, to: Instant): ParquetFile;
}

/** Points that gateways send and the site does not have; nothing of them is stored but the last value. */
export interface PointOffers {
  list(): readonly Offered[];
  /** False when there is no such offer. */
  dismiss(id: string, by: string): boolean;
}

export interface ParquetFile {
  /** A file that may still be growing, from its front to its end. */
  readonly path: string;
  /** Resolves when it is whole, rejects when it will never be. */
  readonly written: Promise<void>;
  /** Takes it away; what is not written yet is not written any more. */
  remove(): Promise<void>;
}

/** Puts a report on paper: A4, with page numbers, the site's name and a hash of the content. */
export interface Printer {
  pdf(report: Report): Promise<Uint8Array>;
}

/** A file kept, with who brought it; `readers` is the least role that may read it. */
export interface KeptFile extends FileRef {
  readonly by: string;
  readonly at: Instant;
  readonly readers: Role;
}

/** Photos, signatures, documents, drawings: kept by their content, so the same file twice is one. */
export interface Files {
  /** On disk when it resolves; refused (bilingual) where the bytes are no kind that is kept, or too many. */
  put(file: {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly by: string;
    readonly readers?: Role;
  }): Promise<
    { readonly ok: true; readonly value: FileRef } | { readonly ok: false; readonly problem: Text }
  >;
  find(id: string): Promise<KeptFile | undefined>;
  /** Undefined where it is not kept, or was erased. */
  read(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Erases bytes and name; false where there was none. For personal data past its time. */
  remove(id: string): Promise<boolean>;
}

/** What is known of the kept files, beside their bytes. */
export interface FileIndex {
  /** Keeps the first entry of an id; widens its readers where the new one does. */
  add(file: KeptFile): Promise<void>;
  find(id: string): Promise<KeptFile | undefined>;
  remove(id: string): Promise<boolean>;
}

export type {
  Lifecycle,
  LifecycleChanged,
  LifecycleFacts,
  LifecycleFleet,
  LifecycleKnown,
  LifecyclePlan,
  LifecycleScenario,
  Sheet,
  Workbooks,
} from "./ports-lifecycle.ts";

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Text };

/** Emergency plans, their runs, and drills. Every answer is on disk when it resolves. */
export interface Emergencies {
  /** Not stood down, oldest first. */
  runs(): readonly Run[];
  find(id: RunId): Promise<Run | undefined>;
  /** Under way and past, newest first; `before` is a start, left out of the answer. */
  past(query: {
    site?: string | undefined;
    before?: Instant | undefined;
    limit: number;
  }): Promise<readonly Run[]>;
  /** A run's log, oldest first. */
  entries(id: RunId): Promise<readonly Entry[]>;
  start(asked: {
    readonly plan: string;
    readonly site: string;
    readonly by: string;
    readonly words: string;
    readonly asset?: AssetId | undefined;
    readonly drill?: DrillTerms | undefined;
  }): Promise<Outcome<Run>>;
  act(id: RunId, event: RunEvent): Promise<Outcome<Run>>;
  readonly changed: Observable<{ readonly run: Run; readonly entries: readonly Entry[] }>;
  readonly plans: {
    of(site: string): readonly PlanVersion[];
    versions(site: string, plan: string): Promise<readonly PlanVersion[]>;
    save(
      site: string,
      asked: { plan: unknown; over: number; by: string; comment: string },
    ): Promise<
      | { readonly ok: true; readonly value: PlanVersion }
      | {
          readonly ok: false;
          readonly problem: Text;
          readonly errors: readonly { path: string; problem: string }[];
        }
    >;
  };
  readonly drills: {
    profile(site: string): SiteProfile;
    setProfile(site: string, profile: SiteProfile): Promise<void>;
    planned(site: string): readonly PlannedDrill[];
    calendar(site: string): Promise<readonly CalendarLine[]>;
    plan(asked: Omit<PlannedDrill, "id" | "noticeAt" | "run" | "cancelled">): Promise<Outcome<PlannedDrill>>;
    begin(id: string, by: string): Promise<Outcome<Run>>;
    cancel(id: string, by: string, why: string): Promise<Outcome<PlannedDrill>>;
  };
  readonly people: Pick<Notifier, "whoIsOn" | "member">;
}
