import type { Result } from "../../facility/units/index.ts";
import type { Role } from "../contract/index.ts";
import type { Person } from "../ports.ts";

/** Whom the provider vouches for. */
export interface Identity {
  readonly issuer: string;
  /** Never given to anybody else by this issuer; names and mail addresses may be. */
  readonly subject: string;
  readonly username: string;
  readonly name: string;
  readonly groups: readonly string[];
  /** The provider says that it asked for more than a password (RFC 8176: mfa, otp, hwk, sc). */
  readonly strong: boolean;
}

/** What the browser carries, sealed, while its person is at the provider. */
export interface KeptFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Why nobody was signed in; the sign-in page has words for each. */
export type SignOnRefusal =
  | "expired"
  | "cancelled"
  | "provider"
  | "no-role"
  | "no-account"
  | "name-taken"
  | "stronger-here"
  | "closed";

/** The provider could not be asked, or what it answered does not hold. The message is for the log. */
export class SignOnFailed extends Error {
  readonly why: "cancelled" | "provider";
  constructor(why: "cancelled" | "provider", message: string) {
    super(message);
    this.name = "SignOnFailed";
    this.why = why;
  }
}

/** A provider spoken to by authorization code with PKCE. Both throw SignOnFailed. */
export interface SignOn {
  /** What the button says. */
  readonly label: string;
  begin(): Promise<{ readonly url: string; readonly kept: KeptFlow }>;
  /** `search` is the query the browser came back with, from its question mark on. */
  finish(search: string, kept: KeptFlow): Promise<Identity>;
}

/** Which person here a provider's subject is. One subject is one person, and one person one subject. */
export interface SignOnAccounts {
  find(issuer: string, subject: string): Promise<Person | undefined>;
  /** A person by user name, and whether a subject is joined already. */
  named(username: string): Promise<{ readonly person: Person; readonly joined: boolean } | undefined>;
  /** False where the person or the subject is joined already. */
  join(username: string, issuer: string, subject: string): Promise<boolean>;
  /** A person without a password of this server. */
  create(person: Person, issuer: string, subject: string): Promise<Result<Person>>;
  setRole(username: string, role: Role): Promise<void>;
}
