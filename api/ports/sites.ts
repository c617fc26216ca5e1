import type { Import, SiteChange, SiteFile, StoredSite } from "../../facility/assets/index.ts";
import type { Problem, Result, Text } from "../../facility/units/index.ts";
import type { SiteFormat } from "../contract/index.ts";

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
