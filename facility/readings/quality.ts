import { z } from "zod";

/**
 * How far a value may be trusted. `stale` is never stored: it is what age makes of a value;
 * the other four are what the source or the pipeline said when the reading came in.
 */
export const Quality = z.enum(["good", "uncertain", "bad", "stale", "substituted"]);
export type Quality = z.infer<typeof Quality>;

/** Column code of a quality, stable on disk: the position in the list above. */
export const qualityCode = (quality: Quality): number => Quality.options.indexOf(quality);
export const qualityOf = (code: number): Quality => Quality.options[code] ?? "bad";

export const GOOD = 0;
export const UNCERTAIN = 1;
export const BAD = 2;
export const SUBSTITUTED = 4;

/** May a rule act on it? Bad and stale values say nothing about the plant. */
export const isUsable = (code: number): boolean => code !== BAD && code !== 3;
