import { z } from "zod";
import { type AssetId, instant, Slug, Text, wallOf } from "../units/index.ts";

/** Money of one month that is on no order. */
export interface CostLine {
  readonly id: string;
  readonly site: string;
  readonly asset?: AssetId;
  /** YYYY-MM */
  readonly month: string;
  readonly kind: "energy" | "water" | "contract" | "inspection-fee";
  readonly cny: number;
  readonly quantity?: number;
  readonly unit?: string;
  readonly vendor?: string;
  /** Counted but not yet invoiced. */
  readonly accrued?: boolean;
}

export const costKinds = ["orders", "contract", "energy", "water", "inspection-fee"] as const;
export type CostKind = (typeof costKinds)[number];

/** What may be spent in a year, by system; `estate` for what belongs to none. */
export const Budget = z.strictObject({
  id: z.string().min(1).max(120),
  site: Slug,
  year: z.int().min(2000).max(2100),
  system: z.enum(["lift", "fire", "water", "power", "network", "estate"]),
  kind: z.enum(costKinds),
  cny: z.number().nonnegative().max(1e10),
});
export type Budget = z.infer<typeof Budget>;

/** Price bands by the hour of the day, on the site's wall clock. */
export const Tariff = z.strictObject({
  id: z.string().min(1).max(120),
  site: Slug,
  title: Text,
  bands: z
    .array(
      z.strictObject({
        name: Text,
        cnyPerKwh: z.number().nonnegative(),
        /** Hours in which it holds, 0 to 23. */
        hours: z.array(z.int().min(0).max(23)).max(24),
      }),
    )
    .min(1)
    .max(8)
    .refine((bands) => {
      const all = bands.flatMap(({ hours }) => hours);
      return all.length === 24 && new Set(all).size === 24;
    }, "each hour of the day belongs to one band, and to one alone"),
});
export type Tariff = z.infer<typeof Tariff>;

export interface EnergyCost {
  readonly kwh: number;
  readonly cny: number;
  readonly bands: readonly { readonly name: Text; readonly kwh: number; readonly cny: number }[];
}

/** What energy cost, hour by hour: `hours` are moments (ms) with the kWh used in the hour that begins there. */
export function energyCost(
  tariff: Tariff,
  hours: readonly { readonly at: number; readonly kwh: number }[],
  timeZone: string,
): EnergyCost {
  const bands = tariff.bands.map(({ name }) => ({ name, kwh: 0, cny: 0 }));
  for (const { at, kwh } of hours) {
    const hour = Math.floor(wallOf(instant(at), timeZone).minute / 60);
    const i = tariff.bands.findIndex((band) => band.hours.includes(hour));
    const [band, price] = [bands[i], tariff.bands[i]];
    if (!band || !price) continue;
    bands[i] = { ...band, kwh: band.kwh + kwh, cny: band.cny + kwh * price.cnyPerKwh };
  }
  return {
    kwh: bands.reduce((sum, { kwh }) => sum + kwh, 0),
    cny: bands.reduce((sum, { cny }) => sum + cny, 0),
    bands,
  };
}

export interface BudgetLine {
  readonly system: Budget["system"];
  readonly kind: CostKind;
  readonly budget: number;
  /** Invoiced or paid. */
  readonly spent: number;
  /** Work done or energy used that nobody has invoiced yet, and contracts' months under way. */
  readonly accrued: number;
  /** Open orders at what they have cost so far, with what their plans foresee. */
  readonly committed: number;
  readonly months: readonly number[];
}

export interface CostEntry {
  readonly system: Budget["system"];
  readonly kind: CostKind;
  /** 0 is January. */
  readonly month: number;
  readonly cny: number;
  readonly as: "spent" | "accrued" | "committed";
}

/** A year's budget against what really came, by system and kind; lines without either are left out. */
export function budgetLines(budgets: readonly Budget[], entries: readonly CostEntry[]): BudgetLine[] {
  const lines = new Map<
    string,
    { -readonly [K in keyof BudgetLine]: BudgetLine[K] extends readonly number[] ? number[] : BudgetLine[K] }
  >();
  const line = (system: Budget["system"], kind: CostKind) => {
    const key = `${system}/${kind}`;
    const known = lines.get(key) ?? {
      system,
      kind,
      budget: 0,
      spent: 0,
      accrued: 0,
      committed: 0,
      months: Array.from({ length: 12 }, () => 0),
    };
    lines.set(key, known);
    return known;
  };
  for (const { system, kind, cny } of budgets) line(system, kind).budget += cny;
  for (const { system, kind, month, cny, as } of entries) {
    const of = line(system, kind);
    of[as] += cny;
    if (as !== "committed") of.months[month] = (of.months[month] ?? 0) + cny;
  }
  const order = ["lift", "fire", "water", "power", "network", "estate"];
  return [...lines.values()].toSorted(
    (a, b) =>
      order.indexOf(a.system) - order.indexOf(b.system) ||
      costKinds.indexOf(a.kind) - costKinds.indexOf(b.kind),
  );
}
