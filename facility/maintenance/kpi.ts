import type { AssetId } from "../units/index.ts";
import { isOpenOrder, type Order, orderCost } from "./order.ts";

/** A failure that cost the function or part of it, past or recorded on an order. */
export interface Failure {
  readonly id: string;
  readonly site: string;
  readonly asset: AssetId;
  /** Moments, ms. */
  readonly detected: number;
  readonly restored: number;
  readonly downtimeHours: number;
  readonly severity: "critical" | "degraded" | "incipient";
  readonly mode: string;
  readonly mechanism: string | undefined;
  readonly cause: string | undefined;
  readonly order?: string | undefined;
}

export interface AssetKpi {
  readonly asset: AssetId;
  readonly failures: number;
  /** Hours between failures; undefined with fewer than one. */
  readonly mtbfHours: number | undefined;
  /** Hours from found to restored, on average. */
  readonly mttrHours: number | undefined;
  /** Share of the span in which it served, 0 to 1. */
  readonly availability: number;
  /** Yuan of orders done in the span. */
  readonly cost: number;
  /** Repairs that did not come back within 30 days. */
  readonly firstTimeFix: number | undefined;
}

export interface MaintenanceKpi {
  readonly from: number;
  readonly to: number;
  readonly failures: number;
  readonly mtbfHours: number | undefined;
  readonly mttrHours: number | undefined;
  readonly availability: number;
  /** Share of finished work that was planned, by number and by hours. */
  readonly plannedShare: number | undefined;
  readonly plannedHoursShare: number | undefined;
  readonly firstTimeFix: number | undefined;
  readonly backlog: {
    readonly orders: number;
    readonly overdue: number;
    readonly medianAgeDays: number | undefined;
    readonly oldest: readonly { readonly id: string; readonly ageDays: number }[];
  };
  readonly cost: number;
  readonly assets: readonly AssetKpi[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** The same asset and mode again so soon means that the repair did not hold; heuristic. */
const REPEAT_MS = 30 * DAY_MS;

const ended = (order: Order): number | undefined =>
  "doneAt" in order.state ? order.state.doneAt : undefined;
export const isPlanned = ({ source }: Pick<Order, "source">): boolean =>
  source.kind === "plan" || source.kind === "inspection";

/**
 * How maintenance did in a span. Incipient failures took nothing away and do not count as failures (ISO 14224 §3).
 * Availability counts the stated downtime of failures, not that of planned work.
 */
export function maintenanceKpi(data: {
  readonly assets: readonly AssetId[];
  readonly failures: readonly Failure[];
  /** Those done in the span, and those still open. */
  readonly orders: readonly Order[];
  readonly from: number;
  readonly to: number;
}): MaintenanceKpi {
  const { assets, from, to } = data;
  const span = Math.max(1, to - from) / HOUR_MS;
  const failures = data.failures.filter(
    ({ detected, severity }) => detected >= from && detected < to && severity !== "incipient",
  );
  const done = data.orders.filter((order) => {
    const at = ended(order);
    return at !== undefined && at >= from && at < to;
  });
  const open = data.orders.filter(isOpenOrder).filter((order) => ended(order) === undefined);
  const fixed = (some: readonly Failure[]) => firstTimeFix(some, data.failures, to);
  const perAsset = assets.map((asset): AssetKpi => {
    const own = failures.filter((failure) => failure.asset === asset);
    return {
      asset,
      failures: own.length,
      mtbfHours: own.length === 0 ? undefined : span / own.length,
      mttrHours: meanRepair(own),
      availability: availability(own, span),
      cost: done.filter((order) => order.asset === asset).reduce((sum, order) => sum + orderCost(order), 0),
      firstTimeFix: fixed(own),
    };
  });
  const ages = open.map(({ id, openedAt }) => ({ id, ageDays: Math.max(0, to - openedAt) / DAY_MS }));
  ages.sort((a, b) => b.ageDays - a.ageDays);
  const planned = done.filter(isPlanned);
  const hours = (some: readonly Order[]) =>
    some.reduce((sum, { labour }) => sum + labour.reduce((all, one) => all + one.hours, 0), 0);
  return {
    from,
    to,
    failures: failures.length,
    mtbfHours: failures.length === 0 ? undefined : (span * assets.length) / failures.length,
    mttrHours: meanRepair(failures),
    availability:
      perAsset.length === 0 ? 1 : perAsset.reduce((sum, one) => sum + one.availability, 0) / perAsset.length,
    plannedShare: done.length === 0 ? undefined : planned.length / done.length,
    plannedHoursShare: hours(done) === 0 ? undefined : hours(planned) / hours(done),
    firstTimeFix: fixed(failures),
    backlog: {
      orders: open.length,
      overdue: open.filter(({ dueBy, heldMs }) => dueBy !== undefined && dueBy + heldMs < to).length,
      medianAgeDays: ages[Math.floor(ages.length / 2)]?.ageDays,
      oldest: ages.slice(0, 10),
    },
    cost: done.reduce((sum, order) => sum + orderCost(order), 0),
    assets: perAsset.toSorted((a, b) => b.failures - a.failures || b.cost - a.cost),
  };
}

const meanRepair = (failures: readonly Failure[]): number | undefined =>
  failures.length === 0
    ? undefined
    : failures.reduce((sum, { detected, restored }) => sum + (restored - detected) / HOUR_MS, 0) /
      failures.length;

const availability = (failures: readonly Failure[], spanHours: number): number =>
  Math.max(0, 1 - failures.reduce((sum, { downtimeHours }) => sum + downtimeHours, 0) / spanHours);

/** Share of repairs that the same mode on the same asset did not follow in 30 days; those too fresh to know are left out. */
function firstTimeFix(some: readonly Failure[], all: readonly Failure[], now: number): number | undefined {
  const known = some.filter(({ restored }) => restored + REPEAT_MS <= now);
  if (known.length === 0) return undefined;
  const held = known.filter(
    ({ asset, mode, restored }) =>
      !all.some(
        (other) =>
          other.asset === asset &&
          other.mode === mode &&
          other.detected > restored &&
          other.detected - restored < REPEAT_MS,
      ),
  );
  return held.length / known.length;
}
