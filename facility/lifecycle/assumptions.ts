import { z } from "zod";
import { Text } from "../units/index.ts";

const rate = z.number().min(-0.2).max(0.5);
const money = z.number().nonnegative().max(1e10);
/** Yuan for grade 1 to 5. */
const byGrade = z.tuple([money, money, money, money, money]);

/** A limit of age that a rule sets for a type; dated and bound to a region, for rules differ and change. */
export const StatutoryLimit = z.strictObject({
  type: z.string().min(1),
  years: z.number().positive(),
  basis: Text,
  region: z.string().min(2),
  source: z.string().min(1),
});
export type StatutoryLimit = z.infer<typeof StatutoryLimit>;

/** Who pays: the yearly budget, the special maintenance fund. The first that lists a type pays for it; `*` is the rest. */
export const FundingSource = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, "use lower-case letters, digits and hyphens"),
  name: Text,
  types: z.array(z.string().min(1)).min(1),
});
export type FundingSource = z.infer<typeof FundingSource>;

/** What a site believes about money and risk; each figure may be changed, and every change is kept. */
export const Assumptions = z.strictObject({
  discountRate: rate.describe("a year, over inflation"),
  inflation: rate.describe("a year"),
  priceRise: rate.describe("a year, of equipment, in the prices of the day"),
  /** What a failure that ends the asset costs beside the renewal itself, by grade of criticality. */
  consequence: z.strictObject({ people: byGrade, service: byGrade, law: byGrade, money: byGrade }),
  /**
   * The grades' consequence is at most so many times the price: a small device is found and changed before it has done
   * all the harm that its grade allows.
   */
  mostOfPrice: z.number().min(0).max(100),
  /** What an unplanned renewal costs over a planned one, share of the price. */
  unplannedPremium: z.number().min(0).max(2),
  conditionHazard: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
  usualFailures: z.record(z.string(), z.number().positive()).describe("a year, by type"),
  mobilisationCny: z.record(z.string(), money).describe("to come and set up once, by type"),
  statute: z.array(StatutoryLimit).max(50),
  funding: z.array(FundingSource).min(1).max(6),
});
export type Assumptions = z.infer<typeof Assumptions>;

/** Where nothing else is known. Every figure without a named source is heuristic and meant to be replaced. */
export const usualAssumptions: Assumptions = {
  discountRate: 0.04,
  inflation: 0.02,
  priceRise: 0.03,
  consequence: {
    people: [0, 1_000, 4_000, 12_000, 80_000],
    service: [0, 1_000, 4_000, 20_000, 120_000],
    law: [0, 1_000, 3_000, 10_000, 40_000],
    money: [0, 1_000, 4_000, 15_000, 50_000],
  },
  mostOfPrice: 2,
  unplannedPremium: 0.15,
  conditionHazard: [0.5, 0.75, 1, 1.8, 3.2],
  usualFailures: {
    lift: 2,
    escalator: 2,
    "fire-panel": 0.6,
    "booster-pump": 0.5,
    "booster-set": 0.6,
    "fire-pump": 0.2,
    "jockey-pump": 0.3,
    "sump-pump": 0.4,
    transformer: 0.1,
    genset: 0.4,
    ups: 0.3,
  },
  mobilisationCny: {
    lift: 30_000,
    escalator: 25_000,
    transformer: 15_000,
    genset: 20_000,
    "booster-pump": 3_000,
    "fire-pump": 5_000,
    "fire-panel": 6_000,
  },
  statute: [
    {
      type: "fire-panel",
      years: 12,
      basis: {
        en: "GB 29837-2013 §6.1.1: fire detection products serve 12 years at most as a rule; beyond that every product is tested yearly",
        zh: "GB 29837-2013 第6.1.1条：火灾探测报警产品使用寿命一般不超过12年，超期须每年逐一检测",
      },
      region: "CN",
      source: "GB 29837-2013 §6.1.1–6.1.2 (oya-u.com/gf/article-2461.htm)",
    },
    {
      type: "electrical-fire-monitor",
      years: 12,
      basis: {
        en: "GB 29837-2013 §6.1.1: fire detection products serve 12 years at most as a rule",
        zh: "GB 29837-2013 第6.1.1条：火灾探测报警产品使用寿命一般不超过12年",
      },
      region: "CN",
      source: "GB 29837-2013 §6.1.1",
    },
  ],
  funding: [
    {
      id: "fund",
      name: { en: "Special maintenance fund", zh: "住宅专项维修资金" },
      types: [
        "lift",
        "escalator",
        "fire-panel",
        "fire-pump",
        "booster-set",
        "transformer",
        "genset",
        "water-tank",
      ],
    },
    { id: "budget", name: { en: "Yearly budget", zh: "年度预算" }, types: ["*"] },
  ],
};

/** Failures a year that are usual for a type; heuristic where the table says nothing. */
export const usualFailuresOf = (assumptions: Assumptions, type: string): number =>
  assumptions.usualFailures[type] ?? 0.3;

/** Which source pays for a type: its place in the list. */
export function sourceOf({ funding }: Assumptions, type: string): number {
  const named = funding.findIndex(({ types }) => types.includes(type));
  if (named !== -1) return named;
  const rest = funding.findIndex(({ types }) => types.includes("*"));
  return rest === -1 ? 0 : rest;
}
