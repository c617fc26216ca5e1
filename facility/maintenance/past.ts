import { z } from "zod";
import { CalendarDay, Slug, Text } from "../units/index.ts";
import { DetectionMethod, FailureCause, FailureMechanism, FailureMode } from "./failure-codes.ts";

/** A moment in milliseconds since 1970 UTC. */
const moment = z.int().nonnegative();
/** Unique within its noun and site, and the same again whenever the same past is read. */
const id = z.string().min(1).max(120);
/** Yuan, to the fen. */
const cny = z.number().nonnegative();
const hours = z.number().nonnegative();
/** An asset's slug inside the site of the past, as in the site file. */
const asset = Slug;

/** What the register knows of one asset's life; what a replacement plan begins with. */
export const AssetLife = z.strictObject({
  asset,
  type: Slug.describe("its equipment type of the catalogue"),
  installed: CalendarDay,
  purchaseCost: cny.describe("paid when it was installed, yuan of that year"),
  replacementCost: cny.describe("to buy and fit one again today, yuan"),
  make: z.string().min(1),
  model: z.string().min(1),
  serial: z.string().min(1),
  warrantyUntil: CalendarDay,
});
export type AssetLife = z.infer<typeof AssetLife>;

/** A failure that happened and is over. ISO 14224 words: mode, mechanism, cause. */
export const PastFailure = z.strictObject({
  id,
  asset,
  /** When the equipment began to fail, and when it was found. */
  began: moment,
  detected: moment,
  /** When it was back in service; never before `detected`. */
  restored: moment,
  /** Hours out of service; 0 where it went on working or a stand-by took over at once. */
  downtimeHours: hours,
  mode: FailureMode,
  mechanism: FailureMechanism,
  cause: FailureCause,
  method: DetectionMethod,
  /** `critical` lost the function, `degraded` weakened it, `incipient` neither. */
  severity: z.enum(["critical", "degraded", "incipient"]),
  what: Text.describe("what was found, in a sentence"),
  /** The catalogue's rule that spoke, where one did. */
  rule: z.string().optional(),
  work: id.describe("the PastWork that mended it"),
});
export type PastFailure = z.infer<typeof PastFailure>;

export const PastPart = z.strictObject({
  name: Text,
  quantity: z.number().positive(),
  unitCost: cny,
});
export type PastPart = z.infer<typeof PastPart>;

/** A work order that is closed. */
export const PastWork = z.strictObject({
  id,
  asset,
  kind: z.enum(["corrective", "preventive", "inspection", "replacement"]),
  title: Text,
  /** Opened ≤ started ≤ finished. */
  opened: moment,
  started: moment,
  finished: moment,
  labourHours: hours.describe("of all people together"),
  vendor: z.string().min(1).describe("who did it; `in-house` where the estate's own people did"),
  labourCost: cny,
  parts: z.array(PastPart),
  partsCost: cny.describe("the sum of the parts"),
  cost: cny.describe("labour and parts"),
  /** The failure it mended, or the catalogue's task it carried out. */
  failure: id.optional(),
  task: z.string().optional(),
  note: Text.optional(),
});
export type PastWork = z.infer<typeof PastWork>;

/** One turn of work that comes round: when it was due and what became of it. */
export const PastVisit = z.strictObject({
  id,
  asset,
  task: z.string().describe("the catalogue's maintenance task of the asset's type"),
  due: CalendarDay,
  /** Missing where it was not done; then `reason` says why. */
  done: CalendarDay.optional(),
  outcome: z.enum(["passed", "remarks", "missed"]),
  vendor: z.string().min(1),
  /** Who signed: staff names of the demo estate are made up. */
  by: z.string().optional(),
  note: Text.optional(),
  reason: Text.optional(),
  work: id.optional().describe("the PastWork that carries its hours and cost"),
});
export type PastVisit = z.infer<typeof PastVisit>;

/** Money of one month that is on no work order, or the energy a meter counted. */
export const PastCost = z.strictObject({
  id,
  /** Missing where it is the whole site's. */
  asset: asset.optional(),
  month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, "write the month as YYYY-MM"),
  kind: z.enum(["energy", "water", "contract", "inspection-fee"]),
  cost: cny,
  /** kWh for energy, m³ for water. */
  quantity: z.number().nonnegative().optional(),
  unit: z.enum(["kW.h", "m3"]).optional(),
  vendor: z.string().optional(),
  note: Text.optional(),
});
export type PastCost = z.infer<typeof PastCost>;

/** All that is known of a site before it was watched, each list in the order of time (lives: of the site file). */
export const Past = z.strictObject({
  site: Slug,
  /** What happened at `from` or later, and before `until`. */
  from: moment,
  until: moment,
  lives: z.array(AssetLife),
  failures: z.array(PastFailure),
  works: z.array(PastWork),
  visits: z.array(PastVisit),
  costs: z.array(PastCost),
});
export type Past = z.infer<typeof Past>;
