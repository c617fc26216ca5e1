import { z } from "zod";

/** The archive's own version; a program that reads a higher one than it knows says so. */
export const FORMAT = 1;

/** What a backup holds, counted: the last entry of the archive, so that one cut short has none. */
export const Manifest = z.object({
  format: z.int(),
  program: z.string(),
  madeAt: z.string(),
  /** Rows by table. */
  state: z.record(z.string(), z.int()),
  readings: z.int(),
  /** Why the readings' server could not be asked: of the readings only those are here that waited for it. */
  storeAway: z.string().optional(),
  /** Every file by its path in the archive. */
  files: z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST = "manifest.json";
export const STATE = "state.jsonl.gz";
/** Opens as a data folder's readings do: `readings.duckdb` and the folder `readings`. */
export const READINGS = "readings";
/** What else lies in the data folder: keys, secrets, uploaded files. */
export const OTHERS = "others";
