import type { AssetLife, PastCost } from "../../facility/maintenance/index.ts";
import { text } from "../../facility/units/index.ts";
import { dayOf, plusMonths, startOf } from "./calendar.ts";
import { round, type Span } from "./failures.ts";
import { counterFrom, ownPace, uses } from "./use.ts";
import { type VendorKey, vendors } from "./vendors.ts";

/** Yuan a kilowatt hour and a cubic metre, as an estate pays them (heuristic). */
const CNY_PER_KWH = 0.68;
const CNY_PER_M3 = 3.8;
/** A maintenance contract's month for one of them, yuan (heuristic). */
const contracts: Readonly<Record<string, { readonly vendor: VendorKey; readonly cny: number }>> = {
  lift: { vendor: "lift", cny: 620 },
  "fire-panel": { vendor: "fire", cny: 1_900 },
  "booster-set": { vendor: "water", cny: 700 },
  transformer: { vendor: "power", cny: 900 },
  genset: { vendor: "power", cny: 450 },
};
/** The yearly inspection by the authority's institute, yuan (heuristic). */
const LIFT_INSPECTION_CNY = 880;

/** Each whole month of the span: what meters counted, contracts, and each lift's yearly inspection fee. */
export function costsOf(life: AssetLife, span: Span, utility: "energy" | "water" | undefined): PastCost[] {
  const costs: PastCost[] = [];
  const first = dayOf(span.from, span.utcOffsetHours).slice(0, 7);
  for (let day = plusMonths(`${first}-01`, 1); ; day = plusMonths(day, 1)) {
    const [begin, end] = [day, plusMonths(day, 1)].map((one) => startOf(one, span.utcOffsetHours)) as [
      number,
      number,
    ];
    if (end > span.until) return costs;
    const month = day.slice(0, 7);
    const common = { asset: life.asset, month };
    const counter =
      utility === "energy"
        ? uses[life.type]?.energy_import_kWh
        : utility === "water"
          ? uses[life.type]?.volume_m3
          : undefined;
    if (counter && utility && begin >= startOf(life.installed, span.utcOffsetHours)) {
      const read = counterFrom(counter, life.installed, span.utcOffsetHours);
      const quantity = round((read(end) - read(begin)) * ownPace(span.seed, life.asset), 1);
      costs.push({
        ...common,
        id: `${life.asset}/${utility}/${month}`,
        kind: utility,
        quantity,
        unit: utility === "energy" ? "kW.h" : "m3",
        cost: round(quantity * (utility === "energy" ? CNY_PER_KWH : CNY_PER_M3), 2),
      });
    }
    const contract = contracts[life.type];
    if (contract)
      costs.push({
        ...common,
        id: `${life.asset}/contract/${month}`,
        kind: "contract",
        cost: contract.cny,
        vendor: vendors[contract.vendor].name,
      });
    if (life.type === "lift" && month.slice(5) === life.installed.slice(5, 7))
      costs.push({
        ...common,
        id: `${life.asset}/inspection-fee/${month}`,
        kind: "inspection-fee",
        cost: LIFT_INSPECTION_CNY,
        vendor: "特种设备检验院 Special Equipment Inspection Institute",
        note: text("Yearly inspection of the lift", "电梯年度定期检验"),
      });
  }
}
