import { z } from "zod";
import { Criticality, ServiceLife, System } from "../../facility/catalog/index.ts";
import {
  Approval,
  Assumptions,
  Ballot,
  EvidenceEntry,
  LedgerEntry,
  Scenario,
} from "../../facility/lifecycle/index.ts";
import { Text } from "../../facility/units/index.ts";

export { Approval, Assumptions, Ballot, EvidenceEntry, LedgerEntry, Scenario };

const share = z.number().describe("0 to 1");
const cny = z.number().describe("yuan");
const yearly = z.array(z.number());

const Sourced = z.object({ value: z.number(), source: Text });

export const EvidenceDatum = z.object({
  id: z.string(),
  at: z.number(),
  says: Text,
  order: z.string().nullable().describe("the work order that tells more"),
});
export type EvidenceDatum = z.infer<typeof EvidenceDatum>;

export const EvidenceView = z.object({
  kind: z.enum(["inspection", "gauge", "failures", "age"]),
  id: z.string(),
  label: Text,
  grade: z.number().describe("1 as new … 5 worn out"),
  at: z.number(),
  weight: z.number(),
  freshness: share,
  says: Text,
  how: z
    .enum(["readings", "typed", "records"])
    .describe("computed from stored readings, typed in, or from orders, visits and the ledger"),
  points: z.array(z.string()).describe("the points whose trend shows it"),
  from: z.array(EvidenceDatum).describe("the data behind it, oldest first"),
  part: Text.nullable(),
  trend: z
    .object({
      perYear: z.number(),
      now: z.number(),
      early: z.number().nullable(),
      expected: z.number().nullable(),
      late: z.number().nullable(),
      steady: z.boolean(),
    })
    .nullable(),
});
export type EvidenceView = z.infer<typeof EvidenceView>;

export const ConditionView = z.object({
  index: z.int().min(1).max(5),
  mean: z.number(),
  confidence: share,
  evidence: z.array(EvidenceView),
  limiting: z.string().nullable().describe("the evidence that sets the grade above the mean"),
  missing: z.array(Text),
});
export type ConditionView = z.infer<typeof ConditionView>;

export const FleetAssetView = z.object({
  asset: z.string(),
  name: Text,
  type: z.string(),
  typeLabel: Text,
  system: System,
  building: Text.nullable(),
  ageYears: z.number().nullable(),
  lifeYears: z.number(),
  condition: z.int(),
  confidence: share,
  criticality: z.int(),
  riskBand: z.enum(["act", "budget", "watch", "low"]),
  riskCny: cny.describe("expected loss this year"),
  replacementCny: cny,
  p10: z.number(),
  p50: z.number(),
  p90: z.number(),
  bestYear: z.int().nullable(),
  lawYear: z.int().nullable(),
});
export type FleetAssetView = z.infer<typeof FleetAssetView>;

export const FitView = z.object({
  type: z.string(),
  label: Text,
  eta: z.number(),
  beta: z.number(),
  etaBand: z.tuple([z.number(), z.number()]).describe("80 %"),
  betaBand: z.tuple([z.number(), z.number()]),
  ends: z.int(),
  lives: z.int(),
  from: z.enum(["catalogue", "both", "fleet"]),
  growth: z.number().describe("of failures with age, a year"),
});
export type FitView = z.infer<typeof FitView>;

/** GET /api/lifecycle/fleet */
export const FleetView = z.object({
  site: z.string(),
  at: z.number(),
  thisYear: z.int(),
  assets: z.array(FleetAssetView),
  withoutPrice: z.array(z.string()),
  replacementCny: cny,
  deferredCny: cny,
  fci: share,
  fciBand: z.enum(["good", "fair", "poor", "critical"]),
  fits: z.array(FitView),
});
export type FleetView = z.infer<typeof FleetView>;

const Happened = z.object({
  at: z.number(),
  kind: z.enum(["installed", "failure", "work", "inspection", "measurement", "ledger", "alarm"]),
  title: Text,
  cny: cny.nullable(),
  /** Where it can be taken back: evidence that a person added. */
  evidence: z.string().nullable(),
  order: z.string().nullable().default(null).describe("the work order that tells more"),
});

/** GET /api/lifecycle/assets/{id}: everything about one asset's life. */
export const AssetStoryView = z.object({
  asset: z.string(),
  name: Text,
  type: z.string(),
  typeLabel: Text,
  building: Text.nullable(),
  register: z.object({
    make: z.string().nullable(),
    model: z.string().nullable(),
    serial: z.string().nullable(),
    installed: z.string().nullable(),
    warrantyUntil: z.string().nullable(),
    purchaseCny: cny.nullable(),
  }),
  criticality: Criticality.nullable(),
  ledger: LedgerEntry,
  ledgerVersion: z.int(),
  gauges: z.array(
    z.object({
      id: z.string(),
      label: Text,
      unit: z.string(),
      limits: z.array(z.number()),
      source: Text,
    }),
  ),
  life: Sourced,
  serviceLife: ServiceLife.nullable(),
  ageYears: z.number().nullable(),
  firstYear: z.int(),
  forecast: z
    .object({
      condition: ConditionView,
      survivors: yearly,
      p10: z.number(),
      p50: z.number(),
      p90: z.number(),
      meanYears: z.number(),
      hazard: z.number().describe("of its type's, by condition"),
      pace: z.number().describe("of its years, by use"),
      useAgainstUsual: z.number().nullable(),
      replacement: Sourced,
      consequenceCny: cny,
      keep: yearly,
      repair: yearly,
      risk: yearly,
      obsolescence: yearly,
      renewal: yearly.describe("a new one all the same, where the old one ends"),
      newPerYear: yearly,
      newLifeYears: z.number(),
      bestYear: z.int().nullable(),
      must: z.object({ year: z.int(), day: z.string(), basis: Text }).nullable(),
      riskBand: z.enum(["act", "budget", "watch", "low"]),
      fit: FitView,
    })
    .nullable()
    .describe("null where no price is known"),
  measured: z.array(
    z.object({ gauge: z.string(), at: z.number(), value: z.number(), points: z.array(z.string()) }),
  ),
  conditionByQuarter: z
    .array(z.object({ at: z.number(), index: z.int(), confidence: z.number() }))
    .describe("since it is watched, each from what was known then; empty in its first quarter"),
  costByYear: z.array(z.object({ year: z.int(), cny, failures: z.int() })),
  runningCnyPerYear: cny,
  timeline: z.array(Happened).describe("newest first"),
  plans: z.array(z.object({ scenario: z.string(), name: Text, year: z.int().nullable(), says: Text })),
});
export type AssetStoryView = z.infer<typeof AssetStoryView>;

/** PUT /api/lifecycle/assets/{id}/ledger */
export const LedgerChange = z.object({
  expected: z.int().describe("the version it was made from"),
  entry: LedgerEntry,
});

/** POST /api/lifecycle/assets/{id}/repair-or-replace */
export const FaultAsked = z.object({ repairCny: z.number().nonnegative().max(1e9) });
export const RepairDecisionView = z.object({
  verdict: z.enum(["repair", "replace"]),
  limitCny: cny,
  keptYears: z.number(),
  says: Text,
});
export type RepairDecisionView = z.infer<typeof RepairDecisionView>;

/** POST /api/lifecycle/assets/{id}/what-if */
export const WhatIfAsked = z.object({
  condition: z.number().min(1).max(5).optional(),
  replacementCny: z.number().positive().max(1e9).optional(),
  renewedOn: z.iso.date().optional(),
});
const WhatIfSide = z.object({
  p50: z.number(),
  bestYear: z.int().nullable(),
  keepCny: cny,
  newCny: cny,
  riskCny: cny,
});
export const WhatIfView = z.object({ before: WhatIfSide, after: WhatIfSide });
export type WhatIfView = z.infer<typeof WhatIfView>;

/** GET and PUT /api/lifecycle/assumptions */
export const AssumptionsView = z.object({
  site: z.string(),
  version: z.int().describe("0: nobody has changed them yet"),
  assumptions: Assumptions,
});
export type AssumptionsView = z.infer<typeof AssumptionsView>;
export const AssumptionsChange = z.object({ expected: z.int(), assumptions: Assumptions });

export const LifecycleJournal = z.object({
  entries: z.array(
    z.object({
      kind: z.string(),
      id: z.string(),
      version: z.int(),
      at: z.number(),
      by: z.string(),
      removed: z.boolean(),
    }),
  ),
});
