import { z } from "zod";
import { RenewedPart } from "../maintenance/index.ts";
import { Text } from "../units/index.ts";

/** ms since 1970 */
const moment = z.number().nonnegative();

/** A failure that is over or known. Critical: the function was lost; degraded: weakened; incipient: neither yet. */
export const FailureFact = z.object({
  id: z.string(),
  at: moment,
  severity: z.enum(["critical", "degraded", "incipient"]),
  downtimeHours: z.number().nonnegative(),
  what: Text,
  /** The work order that tells more. */
  order: z.string().optional(),
});
export type FailureFact = z.infer<typeof FailureFact>;

/** Work with its money. `renewal` made the asset new (its life begins again); `part` renewed what a gauge watches. */
export const WorkFact = z.object({
  id: z.string(),
  at: moment,
  kind: z.enum(["corrective", "preventive", "inspection", "part", "renewal"]),
  /** Which part, where that was written down; a `part` without it may have been any. */
  part: RenewedPart.optional(),
  title: Text,
  cny: z.number().nonnegative(),
  /** The work order it was done under. */
  order: z.string().optional(),
});
export type WorkFact = z.infer<typeof WorkFact>;

export const InspectionFact = z.object({
  id: z.string(),
  at: moment,
  /** 1 as new … 5 worn out. */
  grade: z.number().min(1).max(5),
  /** What the person or firm is called. */
  by: Text,
  note: Text,
});
export type InspectionFact = z.infer<typeof InspectionFact>;

/** What is measured of an asset that tells how worn it is; each has its own scale. */
export const GaugeId = z.enum([
  "vibration",
  "insulation",
  "door-timing",
  "pump-efficiency",
  "thermal-life",
  "battery-capacity",
]);
export type GaugeId = z.infer<typeof GaugeId>;

export const Measured = z.object({
  id: z.string(),
  at: moment,
  gauge: GaugeId,
  value: z.number(),
  /** The points whose stored readings it was computed from; none where somebody typed it in. */
  points: z.array(z.string()).optional(),
  /** What the figure is held against. */
  basis: Text.optional(),
  /** Who typed it in, by name. */
  by: Text.optional(),
});
export type Measured = z.infer<typeof Measured>;

/** How much it has worked: a counter's growth over a year. */
export const UseFact = z.object({
  counter: z.enum(["hours", "starts", "trips"]),
  perYear: z.number().nonnegative(),
  at: moment,
});
export type UseFact = z.infer<typeof UseFact>;

/** A life that is over: the asset before this one in its place. */
export const PastLife = z.object({ from: moment, to: moment, ended: z.boolean() });
export type PastLife = z.infer<typeof PastLife>;

/** What is remembered of one asset. Lists in order of time; what happened before `watchedFrom` is not known. */
export interface AssetRecord {
  readonly watchedFrom: number;
  readonly failures: readonly FailureFact[];
  readonly works: readonly WorkFact[];
  readonly inspections: readonly InspectionFact[];
  readonly measured: readonly Measured[];
  /** Its stored readings have not been looked through yet: what is missing may be in them. */
  readonly unread?: boolean | undefined;
  readonly use?: UseFact | undefined;
  readonly pastLives: readonly PastLife[];
  /** What the register of another noun knows: used where the site's own register says nothing. */
  readonly installed?: string | undefined;
  readonly make?: string | undefined;
  readonly model?: string | undefined;
  readonly serial?: string | undefined;
  readonly warrantyUntil?: string | undefined;
  readonly purchaseCny?: number | undefined;
  readonly replacementCny?: number | undefined;
  /** Contracts and fees a year that are on no order, yuan. */
  readonly runningCnyPerYear: number;
}

export const nothingKnown = (watchedFrom: number): AssetRecord => ({
  watchedFrom,
  failures: [],
  works: [],
  inspections: [],
  measured: [],
  pastLives: [],
  runningCnyPerYear: 0,
});

/** The least that lifecycle needs of the past; maintenance's stores fill it, a fake in tests. */
export interface AssetHistory {
  /** Everything of a site at once, by asset id. An asset of which nothing is known is left out. */
  ofSite(site: string, now: number): Promise<ReadonlyMap<string, AssetRecord>>;
}
