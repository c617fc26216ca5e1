/** A second factor as it is kept. */
export interface StoredFactor {
  /** Sealed. */
  readonly secret: string;
  /** False until the person has shown that the app makes the right codes. */
  readonly confirmed: boolean;
  readonly recoveryLeft: number;
}

/** Each change is one act of the database: of two that use one code at the same moment, one fails. */
export interface SecondFactorStore {
  find(username: string): Promise<StoredFactor | undefined>;
  /** In place of one that was begun; false where a confirmed one stands. */
  begin(username: string, secret: string): Promise<boolean>;
  /** With its first code's step and the hashes of its recovery codes; false where none was begun. */
  confirm(username: string, step: number, recovery: readonly string[]): Promise<boolean>;
  /** False where this step or a later one was used. */
  spendStep(username: string, step: number): Promise<boolean>;
  /** False where there is no such code, or it was used. */
  spendRecovery(username: string, hash: string): Promise<boolean>;
  /** False where there was none. */
  remove(username: string): Promise<boolean>;
  /** User names of those who have one. */
  enrolled(): Promise<string[]>;
}

/** Seals secrets at rest; `purpose` is bound in. */
export interface Vault {
  seal(text: string, purpose: string): string;
  open(sealed: string, purpose: string): string | undefined;
}
