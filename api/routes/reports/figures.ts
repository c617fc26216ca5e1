import { type AlarmKpi, judge, kpiOf, standingBefore, storiesOf } from "../../../facility/alarms/index.ts";
import { type MaintenanceKpi, maintenanceKpi } from "../../../facility/maintenance/index.ts";
import type { Kpis } from "../../../facility/reports/index.ts";
import { type AssetId, type Instant, type Text, text } from "../../../facility/units/index.ts";
import type { AlarmKpiView } from "../../contract/index.ts";
import { placedName, saidOf } from "../../present.ts";
import type { RouteDeps } from "../deps.ts";
import type { WholeMaintenance } from "../maintenance/ports.ts";

/** A month of a badly run estate; of a worse one the newest lines are looked at. */
const MOST_LINES = 200_000;
const DAY = 86_400_000;

export type AlarmRowId = AlarmKpiView["rows"][number]["id"];
export const alarmRowNames: Readonly<Record<AlarmRowId, Text>> = {
  per10Minutes: text("Alarms in 10 minutes, mean", "每 10 分钟报警数（平均）"),
  peakPer10Minutes: text("Alarms in 10 minutes, most", "每 10 分钟报警数（最多）"),
  floodShare: text("Share of time in flood", "报警泛滥时间占比"),
  top10Share: text("Share of the ten most frequent", "前十报警占比"),
  chattering: text("Chattering alarms", "抖动报警"),
  fleeting: text("Fleeting alarms", "瞬时报警"),
  stale: text("Standing longer than a day", "滞留超过一天"),
  highShare: text("Share of the two highest priorities", "前两级优先级占比"),
};
const isShare = (id: AlarmRowId) => id === "floodShare" || id === "top10Share" || id === "highShare";
export const alarmFigure = (id: AlarmRowId, value: number): string =>
  isShare(id)
    ? `${(value * 100).toFixed(1)} %`
    : Number.isInteger(value) || value >= 100
      ? value.toFixed(0)
      : value.toFixed(2);

/** Alarm figures of a stretch of one site, with the most frequent by name. */
export async function alarmFigures(
  { model, desk }: Pick<RouteDeps, "model" | "desk">,
  site: string,
  from: Instant,
  to: Instant,
): Promise<{
  count: number;
  rows: ReturnType<typeof judge>;
  worst: { title: Text; asset: Text; count: number; share: number; chattering: boolean }[];
}> {
  const present = model();
  const lines = (await desk.span(from, to, MOST_LINES)).filter(({ alarm }) =>
    alarm.asset.startsWith(`${site}.`),
  );
  const standing = standingBefore(
    desk.open().filter(({ asset }) => asset.startsWith(`${site}.`)),
    from,
  );
  const about = (alarm: string) => {
    const dot = alarm.lastIndexOf(".");
    const asset = alarm.slice(0, dot) as AssetId;
    return { asset, ...saidOf(present.assets.get(asset), alarm.slice(dot + 1)) };
  };
  const figures: AlarmKpi = kpiOf(
    storiesOf(lines),
    { from, to, slices: 31 },
    (alarm) => about(alarm).priority,
    standing,
  );
  return {
    count: figures.alarms,
    rows: judge(figures, Math.max(1, (to - from) / DAY)),
    worst: figures.actors
      .filter(({ count: n }) => n > 0)
      .slice(0, 10)
      .map(({ alarm, count, share, chattering }) => {
        const { asset, title } = about(alarm);
        const known = present.assets.get(asset);
        return {
          title,
          asset: known ? placedName(known) : text(asset, asset),
          count,
          share,
          chattering,
        };
      }),
  };
}

/** Maintenance figures of a stretch of one site. */
export async function maintenanceFigures(
  { model }: Pick<RouteDeps, "model">,
  { orders, shelves }: Pick<WholeMaintenance, "orders" | "shelves">,
  site: string,
  from: Instant,
  to: Instant,
): Promise<MaintenanceKpi> {
  const assets = [...model().assets.values()].filter((asset) => asset.site === site && !asset.outOfService);
  const [failures, done] = await Promise.all([
    shelves.failures.list({ site }),
    orders.list({ site, limit: 20_000, from: (from - 60 * DAY) as Instant }),
  ]);
  const known = new Set(done.map(({ id }) => id));
  const open = orders.open().filter((order) => order.site === site && !known.has(order.id));
  return maintenanceKpi({
    assets: assets.map(({ id }) => id),
    failures,
    orders: [...done, ...open],
    from,
    to,
  });
}

export const kpisOf = (kpi: MaintenanceKpi): Kpis => ({
  failures: kpi.failures,
  mtbfHours: kpi.mtbfHours,
  mttrHours: kpi.mttrHours,
  availability: kpi.availability,
  plannedShare: kpi.plannedShare,
  firstTimeFix: kpi.firstTimeFix,
  costCny: kpi.cost,
});
