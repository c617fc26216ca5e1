import type { Text } from "../units/index.ts";
import { facilityConditionIndex } from "./fci.ts";

export type LineReason = "law" | "pays" | "moved" | "together" | "unfunded" | "kept";

/** One asset in the plan. Arrays run over the plan's years; costs in yuan. */
export interface PlanLine {
  readonly asset: string;
  readonly type: string;
  /** The calendar year of its replacement; null where it stays for the plan's length. */
  readonly year: number | null;
  /** Why that year. `unfunded`: it is due, and no year's money reaches it. */
  readonly reason: LineReason;
  readonly source: string;
  /** Today's price; in year y it is this times the plan's priceFactor. */
  readonly priceCny: number;
  /** In the year's prices, with its share of the mobilisation. */
  readonly costCny: number;
  readonly mobilisationCny: number;
  readonly group: string | null;
  /** The cheapest year by itself, null beyond those looked at. */
  readonly bestYear: number | null;
  /** The last year the law allows, where it says one. */
  readonly lawYear: number | null;
  readonly condition: number;
  readonly confidence: number;
  readonly ageYears: number | null;
  readonly criticality: number;
  /** Chance of an end by the chosen year (or the plan's end), if it is kept until then. */
  readonly chance: number;
  /** Expected loss in each year while the old one is kept, and of a new one in its years. */
  readonly riskCny: readonly number[];
  readonly freshRiskCny: readonly number[];
  /** Expected loss that replacing takes away over the plan. */
  readonly boughtDownCny: number;
  /** What each year of replacing saves against the best year after the plan, today's money. */
  readonly savesCny: readonly number[];
  /** What the chosen year costs against the cheapest. */
  readonly waitingCny: number;
  readonly says: Text;
}

/** How often which works are paid: the plan's money and state, year by year. */
export interface PlanYear {
  readonly year: number;
  readonly costCny: number;
  readonly bySource: Readonly<Record<string, number>>;
  readonly count: number;
  /** Due and not done at the year's end, over what everything costs. */
  readonly fci: number;
  readonly deferredCny: number;
  /** Expected loss of the year with the plan; and if nothing were replaced. */
  readonly riskCny: number;
  readonly riskWithoutCny: number;
  /** What is left in each fund at the year's end. */
  readonly fund: Readonly<Record<string, number>>;
  /** Sources that spend more than they may, and by how much. */
  readonly over: Readonly<Record<string, number>>;
}

export interface PlanFrame {
  readonly firstYear: number;
  readonly years: number;
  readonly priceFactor: readonly number[];
  readonly groups: readonly { readonly id: string; readonly name: Text; readonly mobilisationCny: number }[];
  readonly sources: readonly {
    readonly id: string;
    readonly name: Text;
    readonly capCny: readonly (number | null)[];
    readonly openingCny: number | null;
    readonly incomeCny: readonly number[];
  }[];
}

export interface Plan extends PlanFrame {
  readonly scenario: string;
  readonly scenarioVersion: number;
  readonly madeAt: number;
  readonly lines: readonly PlanLine[];
  readonly totals: readonly PlanYear[];
  readonly solver: {
    readonly status: "optimal" | "good" | "greedy";
    readonly seconds: number;
    /** Saved against replacing nothing within the plan, today's money; the bound no plan can pass; the pencil's own. */
    readonly valueCny: number;
    readonly boundCny: number;
    readonly gap: number;
    readonly greedyCny: number;
    readonly greedyCount: number;
  };
  /** Assets that no price is known of: they are in no plan. */
  readonly withoutPrice: readonly string[];
}

/**
 * The years of a plan from its lines: the same sum on the server, in the report and while a line is dragged.
 * A mobilisation is paid once for each group and year, however many of it are done.
 */
export function planYears(
  frame: PlanFrame,
  lines: readonly Pick<
    PlanLine,
    "year" | "priceCny" | "source" | "group" | "bestYear" | "lawYear" | "riskCny" | "freshRiskCny"
  >[],
): PlanYear[] {
  const all = lines.reduce((sum, { priceCny }) => sum + priceCny, 0);
  const mobilisation = new Map(frame.groups.map(({ id, mobilisationCny }) => [id, mobilisationCny]));
  const fund = new Map(frame.sources.map(({ id, openingCny }) => [id, openingCny]));
  return Array.from({ length: frame.years }, (_, y): PlanYear => {
    const year = frame.firstYear + y;
    const factor = frame.priceFactor[y] ?? 1;
    const bySource = new Map(frame.sources.map(({ id }) => [id, 0]));
    const visited = new Set<string>();
    let [count, deferred, risk, without] = [0, 0, 0, 0];
    for (const line of lines) {
      const done = line.year !== null && line.year <= year;
      without += line.riskCny[y] ?? 0;
      risk += done ? (line.freshRiskCny[year - (line.year ?? year)] ?? 0) : (line.riskCny[y] ?? 0);
      const due = Math.min(
        line.bestYear ?? Number.POSITIVE_INFINITY,
        line.lawYear ?? Number.POSITIVE_INFINITY,
      );
      if (!done && due <= year) deferred += line.priceCny;
      if (line.year !== year) continue;
      count++;
      let cost = line.priceCny * factor;
      if (line.group !== null && !visited.has(line.group)) {
        visited.add(line.group);
        cost += (mobilisation.get(line.group) ?? 0) * factor;
      }
      bySource.set(line.source, (bySource.get(line.source) ?? 0) + cost);
    }
    const left: Record<string, number> = {};
    const over: Record<string, number> = {};
    for (const { id, capCny, incomeCny } of frame.sources) {
      const spent = bySource.get(id) ?? 0;
      const cap = capCny[y];
      if (cap !== null && cap !== undefined && spent > cap + 0.5) over[id] = spent - cap;
      const before = fund.get(id);
      if (before === null || before === undefined) continue;
      const now = before + (incomeCny[y] ?? 0) - spent;
      fund.set(id, now);
      left[id] = now;
      if (now < -0.5) over[id] = Math.max(over[id] ?? 0, -now);
    }
    return {
      year,
      costCny: [...bySource.values()].reduce((sum, each) => sum + each, 0),
      bySource: Object.fromEntries(bySource),
      count,
      fci: facilityConditionIndex(deferred, all),
      deferredCny: deferred,
      riskCny: risk,
      riskWithoutCny: without,
      fund: left,
      over,
    };
  });
}
