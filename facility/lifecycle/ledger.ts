import { z } from "zod";
import type { Asset } from "../assets/index.ts";
import { RenewedPart } from "../maintenance/index.ts";
import type { Called } from "../oncall/index.ts";
import { CalendarDay, FileRef } from "../units/index.ts";
import { type AssetRecord, GaugeId, type InspectionFact, type Measured } from "./history.ts";
import { yuan } from "./words.ts";

const money = z.number().nonnegative().max(1e9);
const words = z.string().trim().min(1).max(300);

/** What the plan needs to know of an asset beyond the site's register; every field may stay empty. */
export const LedgerEntry = z.strictObject({
  purchaseCny: money.optional().describe("paid when it was bought, yuan of that year"),
  replacementCny: money.optional().describe("to buy and fit one again, yuan of `priceYear`"),
  priceYear: z.int().min(1950).max(2200).optional(),
  priceRise: z.number().min(-0.2).max(0.5).optional().describe("a year, brings the price to today"),
  lifeYears: z.number().positive().max(100).optional(),
  lifeSource: words.optional(),
  renewedOn: CalendarDay.optional().describe("its life began anew by a major renewal"),
  obsolete: z
    .strictObject({ from: CalendarDay, why: words, cnyPerYear: money })
    .optional()
    .describe("parts end of life or a rule to come: what keeping it costs more from then on"),
  mustReplaceBy: z
    .strictObject({ day: CalendarDay, basis: words })
    .optional()
    .describe("an order of an authority or inspector"),
  consequenceCny: money.optional().describe("of a failure that ends it, instead of the grades'"),
  gaugeLimits: z
    .partialRecord(GaugeId, z.tuple([z.number(), z.number(), z.number(), z.number()]))
    .optional()
    .describe("where its grades 1, 2, 3 and 4 end"),
  pumpCurve: z
    .array(
      z.strictObject({ flowM3h: z.number().nonnegative().max(1e5), efficiency: z.number().gt(0).max(1) }),
    )
    .min(2)
    .max(30)
    .refine(
      (curve) => curve.every(({ flowM3h }, i) => i === 0 || flowM3h > (curve[i - 1]?.flowM3h ?? 0)),
      "flows must rise from point to point",
    )
    .optional()
    .describe("the maker's efficiency (0 to 1) by flow at rated speed: what its own is held against"),
  documents: z.array(FileRef).max(50).default([]),
  photos: z.array(FileRef).max(50).default([]),
  note: z.string().max(2_000).optional(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;
export const emptyLedger: LedgerEntry = { documents: [], photos: [] };

/** What a person adds to the evidence: a grade after looking, or a value after measuring. */
export const EvidenceEntry = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("inspection"),
    at: z.number().nonnegative(),
    grade: z.int().min(1).max(5),
    note: z.string().trim().min(1).max(1_000),
  }),
  z.strictObject({
    kind: z.literal("measurement"),
    at: z.number().nonnegative(),
    gauge: GaugeId,
    value: z.number().min(-1e6).max(1e6),
  }),
  z.strictObject({
    kind: z.literal("part-renewed"),
    at: z.number().nonnegative(),
    part: RenewedPart.optional().describe(
      "what was measured on the old one counts no more; any part without it",
    ),
    order: z.string().trim().min(1).max(64).optional().describe("the work order it was done under"),
    note: z.string().trim().min(1).max(1_000),
    cny: money,
  }),
]);
export type EvidenceEntry = z.infer<typeof EvidenceEntry>;
export interface KeptEvidence {
  readonly id: string;
  readonly by: string;
  readonly entry: EvidenceEntry;
}

/** The record with what people added, in order of time. */
export function withEvidence(
  record: AssetRecord,
  added: readonly KeptEvidence[],
  called: Called,
): AssetRecord {
  if (added.length === 0) return record;
  const inspections: InspectionFact[] = [...record.inspections];
  const measured: Measured[] = [...record.measured];
  const works = [...record.works];
  for (const { id, by, entry } of added) {
    switch (entry.kind) {
      case "inspection":
        inspections.push({
          id,
          at: entry.at,
          grade: entry.grade,
          by: called(by),
          note: { en: entry.note, zh: entry.note },
        });
        break;
      case "measurement":
        measured.push({ id, at: entry.at, gauge: entry.gauge, value: entry.value, by: called(by) });
        break;
      case "part-renewed":
        works.push({
          id,
          at: entry.at,
          kind: entry.part === "whole" ? "renewal" : "part",
          ...(entry.part ? { part: entry.part } : {}),
          title: entry.order
            ? { en: `${entry.note} (${entry.order})`, zh: `${entry.note}（${entry.order}）` }
            : { en: entry.note, zh: entry.note },
          cny: entry.cny,
          ...(entry.order ? { order: entry.order } : {}),
        });
        break;
      default:
        entry satisfies never;
    }
  }
  const inOrder = (a: { at: number }, b: { at: number }) => a.at - b.at;
  return {
    ...record,
    inspections: inspections.sort(inOrder),
    measured: measured.sort(inOrder),
    works: works.sort(inOrder),
  };
}

/** A figure with where it comes from. */
export interface Sourced {
  readonly value: number;
  readonly source: { readonly en: string; readonly zh: string };
}

/**
 * What one would cost today: the ledger's price carried by its index to this year, then the past's register, then the
 * site's, then what it was bought for by the same index, then the middle of the catalogue.
 */
export function replacementCostOf(
  asset: Asset,
  ledger: LedgerEntry,
  record: AssetRecord,
  year: number,
  priceRise: number,
): Sourced | undefined {
  if (ledger.replacementCny !== undefined) {
    const from = ledger.priceYear ?? year;
    const rise = ledger.priceRise ?? priceRise;
    return {
      value: ledger.replacementCny * (1 + rise) ** Math.max(0, year - from),
      source: {
        en: `ledger: ${yuan(ledger.replacementCny, "en")} of ${from}, ${(rise * 100).toFixed(1)}% a year`,
        zh: `台账：${from} 年 ${yuan(ledger.replacementCny, "zh")}，年涨幅 ${(rise * 100).toFixed(1)}%`,
      },
    };
  }
  if (record.replacementCny !== undefined)
    return { value: record.replacementCny, source: { en: "asset's life record", zh: "设备档案" } };
  if (asset.register.costCny !== undefined && asset.register.costCny > 0)
    return { value: asset.register.costCny, source: { en: "site register", zh: "设备台账" } };
  const bought = ledger.purchaseCny ?? record.purchaseCny;
  const since = asset.register.installed ?? record.installed;
  if (bought !== undefined && bought > 0 && since !== undefined) {
    const from = Number(since.slice(0, 4));
    const rise = ledger.priceRise ?? priceRise;
    return {
      value: bought * (1 + rise) ** Math.max(0, year - from),
      source: {
        en: `bought for ${yuan(bought, "en")} in ${from}, ${(rise * 100).toFixed(1)}% a year`,
        zh: `${from} 年购入价 ${yuan(bought, "zh")}，年涨幅 ${(rise * 100).toFixed(1)}%`,
      },
    };
  }
  const catalogue = asset.type.replacementCost;
  return catalogue
    ? {
        value: (catalogue.lowCny + catalogue.highCny) / 2,
        source: {
          en: `catalogue, middle of ${yuan(catalogue.lowCny, "en")}–${yuan(catalogue.highCny, "en")}`,
          zh: `目录区间中值（${yuan(catalogue.lowCny, "zh")}–${yuan(catalogue.highCny, "zh")}）`,
        },
      }
    : undefined;
}

export function lifeOf(asset: Asset, ledger: LedgerEntry): Sourced {
  if (ledger.lifeYears !== undefined)
    return {
      value: ledger.lifeYears,
      source: { en: ledger.lifeSource ?? "ledger", zh: ledger.lifeSource ?? "台账" },
    };
  const life = asset.type.serviceLife;
  return life
    ? { value: life.averageYears, source: life.source }
    : {
        value: 15,
        source: {
          en: "heuristic: 15 years where the catalogue says nothing",
          zh: "经验值：目录未列，取 15 年",
        },
      };
}
