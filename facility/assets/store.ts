import type { Instant, Result } from "../units/index.ts";
import type { SiteFile } from "./site.ts";

/** A site as it is kept. `revision` counts its changes, so that nobody overwrites what he has not seen. */
export interface StoredSite {
  readonly file: SiteFile;
  readonly revision: number;
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** Keeps sites with their places, assets and gateways. After the first start it is the truth, not the files. */
export interface SiteStore {
  /** Every site, in the order in which they joined. */
  list(): Promise<Result<StoredSite[]>>;
  /** Replaces the site or adds it, all or nothing. `expected` is the revision it was read at, 0 for a new one. */
  write(
    file: SiteFile,
    change: { readonly at: Instant; readonly by: string; readonly expected: number },
  ): Promise<Result<StoredSite>>;
  /** Changes whenever any site does, whoever changed it. */
  stamp(): Promise<string>;
}
