import {
  dayOf,
  isPlanned,
  type MaintenanceKpi,
  type Order,
  orderCost,
} from "../../../facility/maintenance/index.ts";
import type { AssetId, Text } from "../../../facility/units/index.ts";
import type { MaintenanceKpiView } from "../../contract/index.ts";

const orNull = (value: number | undefined): number | null => value ?? null;

export function kpiView(
  kpi: MaintenanceKpi,
  orders: readonly Order[],
  zone: string,
  nameOf: (asset: AssetId) => Text,
): MaintenanceKpiView {
  const months = new Map<string, { month: string; planned: number; unplanned: number; cost: number }>();
  for (const order of orders) {
    const at = "doneAt" in order.state ? order.state.doneAt : undefined;
    if (at === undefined || at < kpi.from || at >= kpi.to) continue;
    const month = dayOf(at, zone).slice(0, 7);
    const known = months.get(month) ?? { month, planned: 0, unplanned: 0, cost: 0 };
    known[isPlanned(order) ? "planned" : "unplanned"] += 1;
    known.cost += orderCost(order);
    months.set(month, known);
  }
  return {
    from: kpi.from,
    to: kpi.to,
    failures: kpi.failures,
    mtbfHours: orNull(kpi.mtbfHours),
    mttrHours: orNull(kpi.mttrHours),
    availability: kpi.availability,
    plannedShare: orNull(kpi.plannedShare),
    plannedHoursShare: orNull(kpi.plannedHoursShare),
    firstTimeFix: orNull(kpi.firstTimeFix),
    backlog: {
      orders: kpi.backlog.orders,
      overdue: kpi.backlog.overdue,
      medianAgeDays: orNull(kpi.backlog.medianAgeDays),
      oldest: [...kpi.backlog.oldest],
    },
    cost: kpi.cost,
    months: [...months.values()].toSorted((a, b) => (a.month < b.month ? -1 : 1)),
    assets: kpi.assets.map((one) => ({
      asset: one.asset,
      assetName: nameOf(one.asset),
      failures: one.failures,
      mtbfHours: orNull(one.mtbfHours),
      mttrHours: orNull(one.mttrHours),
      availability: one.availability,
      cost: one.cost,
      firstTimeFix: orNull(one.firstTimeFix),
    })),
  };
}
