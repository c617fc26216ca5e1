import type { Result } from "../../facility/units/index.ts";

/** What lifecycle keeps: each noun in versions, none of which is ever changed. The versions are the journal. */
export type LifecycleKind = "ledger" | "evidence" | "assumptions" | "scenario" | "plan" | "approval" | "past";

export interface Version {
  readonly kind: LifecycleKind;
  /** An asset, a scenario or a site, as the kind has it. */
  readonly id: string;
  readonly site: string;
  readonly version: number;
  readonly at: number;
  readonly by: string;
  /** Undefined where it was removed. */
  readonly body: unknown;
}

/** Versions without their bodies, for lists. */
export type VersionLine = Omit<Version, "body"> & { readonly removed: boolean };

/** Keeps versions, append-only; durable when it resolves. */
export interface LifecycleStore {
  /** The newest version of each id of a kind in order of their first ones, those removed left out. */
  latest(kind: LifecycleKind, site?: string): Promise<readonly Version[]>;
  get(kind: LifecycleKind, id: string, version?: number): Promise<Version | undefined>;
  /**
   * Writes the version after `expected` (0: the first). The problem says so where somebody else has written it
   * meanwhile.
   */
  put(
    entry: Omit<Version, "version">,
    expected: number,
  ): Promise<Result<Version> & { readonly why?: "changed-meanwhile" }>;
  /** Newest first, without the bodies. */
  versions(query: {
    readonly site?: string;
    readonly kind?: LifecycleKind;
    readonly id?: string;
    readonly limit: number;
  }): Promise<readonly VersionLine[]>;
}
