import type { Observable } from "rxjs";
import type {
  Alarm,
  AlarmId,
  EffectiveRule,
  Occurrence,
  OccurrenceDifference,
  RuleOverride,
  RuleType,
  Transition,
} from "../facility/alarms/index.ts";
import type { Reading } from "../facility/readings/index.ts";
import type { AssetId, Instant, Result } from "../facility/units/index.ts";
import type { Role, ScenarioView } from "./contract/index.ts";

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
  readonly occurrences: readonly Occurrence[];
  readonly difference: OccurrenceDifference | undefined;
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
  readonly issuedAt: Instant;
}

/** Sessions survive a restart; only a hash of the token is kept. */
export interface Sessions {
  /** Returns the token for the cookie. */
  open(username: string, now: Instant): Promise<string>;
  /** Undefined when unknown, ended or expired; a use prolongs a session, never a program's token. */
  find(token: string, now: Instant): Promise<Person | undefined>;
  end(token: string): Promise<void>;
  /** A bearer token for a program, ended by hand only. */
  issueToken(username: string, label: string, now: Instant): Promise<string>;
  /** Every program's token, newest first. */
  tokens(): Promise<ProgramToken[]>;
  /** False when there is no such token. */
  endToken(id: string): Promise<boolean>;
}

/** The simulated plant of the demo estate: faults and stories that a newcomer can play. */
export interface DemoPlant {
  scenarios(): readonly ScenarioView[];
  play(id: string): Promise<Result<void>>;
  /** Puts the plant back to normal running. */
  stop(id: string): Promise<Result<void>>;
}

/** Where the API writes what happened; pino's logger is one. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
