import type { Instant, Result } from "../../facility/units/index.ts";
import type { OpenSession, Role } from "../contract/index.ts";

export interface Person {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** The only sites that the person sees and may act on; left out: every site. */
  readonly sites?: readonly string[] | undefined;
  /** Since when the account is closed; its name stays in the records. */
  readonly closedAt?: Instant | undefined;
}

/** What is left out stays; `sites: null` is every site. */
export interface PersonChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly sites?: readonly string[] | null | undefined;
  readonly closed?: boolean | undefined;
}

/** One name however it is typed: full-width or not, upper or lower case. Names are compared by this. */
export const personKey = (username: string): string => username.trim().normalize("NFKC").toLowerCase();

/** People who may sign in. Passwords are argon2id at rest. */
export interface People {
  count(): Promise<number>;
  create(person: Person & { readonly password: string }): Promise<Result<Person>>;
  /** Ends the person's sessions with it; tokens of programs stay. */
  setPassword(username: string, password: string): Promise<Result<void>>;
  /**
   * The person as it is then. Closing ends sessions and tokens. Refused for an unknown name, and where nobody would
   * be left who is an administrator.
   */
  change(username: string, change: PersonChange, now: Instant): Promise<Result<Person>>;
  /** Undefined for an unknown name, a closed account and for a wrong password alike, after the same work. */
  verify(username: string, password: string): Promise<Person | undefined>;
  /** Closed accounts too. */
  list(): Promise<Person[]>;
}

/** A bearer token as it is listed; the secret itself was shown once and is not kept. */
export interface ProgramToken {
  readonly id: string;
  readonly username: string;
  readonly label: string;
  /** The most it may do, whatever its owner may. */
  readonly role: Role;
  /** The only sites it sees, where it or its owner is limited to some. */
  readonly sites?: readonly string[] | undefined;
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
  /**
   * Undefined when unknown, ended or expired; a use prolongs a session, never a program's token. `only` finds no
   * token: what comes as a cookie may do what a person may, and a program must not pass for one.
   */
  find(token: string, now: Instant, only?: "session"): Promise<Person | undefined>;
  end(token: string): Promise<void>;
  /**
   * A bearer token for a program: good until it is ended or its time is over, for no more than `role` may, on those
   * of its owner's sites that are in `sites` (left out: on all of them).
   */
  issueToken(
    username: string,
    what: Pick<ProgramToken, "label" | "role" | "sites"> & { readonly endsAt: Instant },
    now: Instant,
  ): Promise<string>;
  /** Every program's token, newest first. */
  tokens(): Promise<ProgramToken[]>;
  /** False when there is no such token. */
  endToken(id: string): Promise<boolean>;
}
