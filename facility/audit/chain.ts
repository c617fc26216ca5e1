import type { Instant } from "../units/index.ts";
import type { AuditDetails } from "./acts.ts";

/** One deed: who did what to what. */
export interface AuditEntry {
  readonly at: Instant;
  /** A user name; `system` where nobody asked for it. */
  readonly actor: string;
  /** A key of `auditActs`; an older or newer program may know others. */
  readonly act: string;
  /** The id of what it was done to. */
  readonly subject: string;
  readonly details: AuditDetails;
}

/** An entry in its place in the chain. Hashes are SHA-256, in hex. */
export interface AuditRow extends AuditEntry {
  /** From 1, without a gap. */
  readonly sequence: number;
  /** The hash of the row before; FIRST_PREVIOUS for the first. */
  readonly previous: string;
  readonly hash: string;
}

type Hash = (text: string) => string;

export const FIRST_PREVIOUS = "0".repeat(64);

/** The one way to write a row down: the same entry always gives the same text, whatever order its details came in. */
export function canonical(sequence: number, { at, actor, act, subject, details }: AuditEntry): string {
  const sorted = Object.entries(details).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify([sequence, at, actor, act, subject, sorted]);
}

/** Joins an entry to the chain: its hash covers the hash of the row before, and so every row before it. */
export function link(
  entry: AuditEntry,
  before: Pick<AuditRow, "sequence" | "hash"> | undefined,
  sha256: Hash,
): AuditRow {
  const sequence = (before?.sequence ?? 0) + 1;
  const previous = before?.hash ?? FIRST_PREVIOUS;
  return { ...entry, sequence, previous, hash: sha256(previous + canonical(sequence, entry)) };
}

export type Checked =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "gap" | "not-joined" | "changed" };

/** Does this row follow that one, and is it as it was written? `before` is undefined for the first. */
export function checkNext(
  row: AuditRow,
  before: Pick<AuditRow, "sequence" | "hash"> | undefined,
  sha256: Hash,
): Checked {
  const should = link(row, before, sha256);
  if (row.sequence !== should.sequence) return { ok: false, why: "gap" };
  if (row.previous !== should.previous) return { ok: false, why: "not-joined" };
  return row.hash === should.hash ? { ok: true } : { ok: false, why: "changed" };
}
