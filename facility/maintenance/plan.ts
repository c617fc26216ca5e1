import { z } from "zod";
import type { Asset } from "../assets/index.ts";
import type { MaintenanceTask } from "../catalog/index.ts";
import { type AssetId, CalendarDay, Slug, Text } from "../units/index.ts";
import { ChecklistItem } from "./checklist.ts";
import type { Day } from "./days.ts";
import { OrderPriority } from "./order.ts";

const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "write month and day as MM-DD");

/** What makes a plan's work fall due. */
export const Trigger = z.discriminatedUnion("by", [
  z.strictObject({
    by: z.literal("calendar"),
    rrule: z
      .string()
      .regex(
        /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$/,
        "an RFC 5545 rule of days, for example FREQ=MONTHLY;BYMONTHDAY=-1",
      )
      .describe("RFC 5545, in whole days"),
    start: CalendarDay.describe("the first one; the rule counts from here"),
    from: z
      .enum(["scheduled", "completed"])
      .describe("whether the next is counted from when the last was due, or from when it was done"),
    holidays: z.enum(["keep", "before", "after"]).default("before").describe("what a day off does to it"),
    season: z
      .strictObject({ from: monthDay, to: monthDay })
      .optional()
      .describe("only between these days of a year"),
    atMostDaysApart: z.int().positive().max(3_660).optional().describe("the law's interval, never exceeded"),
  }),
  z.strictObject({
    by: z.literal("use"),
    point: z.string().min(1).max(64).describe("a counter of the asset: hours, starts, trips, kWh"),
    every: z.number().positive(),
    hysteresis: z
      .number()
      .nonnegative()
      .default(0)
      .describe("how much more must be counted after its order was called off; 0: a tenth of `every`"),
  }),
  z.strictObject({
    by: z.literal("condition"),
    rule: z.string().min(1).max(64).describe("a rule of the asset"),
  }),
  z.strictObject({
    by: z.literal("forecast"),
    point: z.string().min(1).max(64),
    limit: z.number(),
    side: z.enum(["high", "low"]).default("high"),
    lookBackDays: z.int().min(3).max(730).default(42),
    leadDays: z.int().min(0).max(365).default(3).describe("done this many days before the band's low edge"),
  }),
  z.strictObject({ by: z.literal("event"), scheme: z.string().max(64), code: z.string().max(64) }),
  z.strictObject({
    by: z.literal("idle"),
    days: z.int().positive().max(3_660).describe("so long out of service"),
  }),
]);
export type Trigger = z.infer<typeof Trigger>;

/** Work that comes round on one asset, and why. */
export const Plan = z.strictObject({
  id: z.string().min(3).max(200),
  site: Slug,
  asset: z.string().transform((id) => id as AssetId),
  title: Text,
  /** The catalogue's task, where it is one. */
  task: z.string().max(64).optional(),
  basis: z.enum(["law", "standard", "practice"]),
  region: z.string().max(40).default("any"),
  source: z.string().max(400).default(""),
  trigger: Trigger,
  includes: z
    .array(z.string())
    .max(20)
    .default([])
    .describe("plans of the same asset that this visit does as well"),
  hours: z.number().positive().max(400).default(1).describe("of all people together"),
  priority: OrderPriority.default("medium"),
  openDaysBefore: z.int().min(0).max(120).default(7).describe("the order is opened so long before the day"),
  checklist: z.array(ChecklistItem).max(100).default([]),
  contract: z.string().max(120).optional(),
  enabled: z.boolean().default(true),
});
export type Plan = z.infer<typeof Plan>;
export type PlanInput = z.input<typeof Plan>;

export const planId = (asset: AssetId, task: string): string => `${asset}/${task}`;

const unitDays = { day: 1, week: 7, month: 30.44, year: 365.25 } as const;
/** How long between two, in days; months and years on average. */
export const intervalOf = ({ every }: Pick<MaintenanceTask, "every">): number =>
  every.count * unitDays[every.unit];

const frequency = { day: "DAILY", week: "WEEKLY", month: "MONTHLY", year: "YEARLY" } as const;

/** Heuristic until somebody says better: longer intervals mean longer visits. */
const hoursFor = (days: number): number =>
  days <= 7 ? 0.5 : days <= 31 ? 1.5 : days <= 92 ? 2.5 : days <= 183 ? 4 : 6;

/** Work of every day belongs on a round, not on an order. */
export const isRoundWork = (task: Pick<MaintenanceTask, "every">): boolean => intervalOf(task) < 7;

/**
 * The plans that the catalogue gives an asset, for a region; counted from when the last was done. `start` is the day
 * they count from while none was done.
 */
export function cataloguePlans(asset: Asset, region: string, start: Day): Plan[] {
  const tasks = asset.type.maintenance.filter(
    (task) => (task.region === "any" || task.region === region) && !isRoundWork(task),
  );
  const byCalendar = tasks.map((task) => {
    const days = intervalOf(task);
    return Plan.parse({
      id: planId(asset.id, task.id),
      site: asset.site,
      asset: asset.id,
      title: task.title,
      task: task.id,
      basis: task.basis,
      region: task.region,
      source: task.source,
      trigger: {
        by: "calendar",
        rrule: `FREQ=${frequency[task.every.unit]};INTERVAL=${task.every.count}`,
        start,
        from: "completed",
        holidays: "before",
        // A law that counts days is about the gap between two visits; one that counts months is about the date.
        ...(task.basis === "law" && task.every.unit === "day" ? { atMostDaysApart: task.every.count } : {}),
      },
      includes: task.includes.map((id) => planId(asset.id, id)),
      hours: hoursFor(days),
      priority: task.basis === "law" ? "high" : task.basis === "standard" ? "medium" : "low",
      openDaysBefore: days <= 31 ? 5 : 14,
    } satisfies PlanInput);
  });
  return [...byCalendar, ...bearingPlans(asset)];
}

/**
 * Bearings by forecast: where a vibration in mm/s (ISO 20816) has a high limit that warns, its trend is watched for
 * the day it comes to that limit, which is where zone C begins. Of several limits on one point the lowest.
 */
function bearingPlans(asset: Asset): Plan[] {
  const limits = new Map<string, number>();
  for (const { condition, enabled } of asset.rules) {
    if (enabled === false || condition.kind !== "limit" || condition.side !== "high") continue;
    const point = asset.points.find(({ type }) => type.name === condition.point)?.type;
    if (point?.kind !== "number" || point.unit !== "mm/s") continue;
    limits.set(point.name, Math.min(condition.limit, limits.get(point.name) ?? Infinity));
  }
  return [...limits].map(([point, limit]) =>
    Plan.parse({
      id: planId(asset.id, `bearing-${point.replaceAll("_", "-")}`),
      site: asset.site,
      asset: asset.id,
      title: { en: "Renew the bearings before zone C", zh: "振动达到 C 区前更换轴承" },
      basis: "standard",
      source: "ISO 20816",
      trigger: { by: "forecast", point, limit },
      hours: 4,
      priority: "medium",
      openDaysBefore: 21,
    } satisfies PlanInput),
  );
}
