import { z } from "zod";
import { Plan } from "../../../facility/maintenance/index.ts";
import { CalendarDay, Text } from "../../../facility/units/index.ts";

const day = z.string().describe("YYYY-MM-DD");

/** One visit of the calendar, with the reasons for its day. */
export const PlannedVisitView = z.object({
  plan: z.string(),
  asset: z.string(),
  assetName: Text,
  title: Text,
  basis: z.enum(["law", "standard", "practice"]),
  due: day,
  earliest: day,
  latest: day,
  day,
  hours: z.number(),
  covers: z.array(z.object({ plan: z.string(), title: Text, due: day })),
  order: z.string().nullable(),
  why: z.array(Text).describe("in the order in which it was decided"),
});
export type PlannedVisitView = z.infer<typeof PlannedVisitView>;

/** One turn that was due: done, or not. */
export const VisitView = z.object({
  id: z.string(),
  asset: z.string(),
  assetName: Text,
  plan: z.string(),
  title: Text,
  basis: z.enum(["law", "standard", "practice"]),
  source: z.string(),
  due: day,
  latest: day,
  done: day.nullable(),
  outcome: z.enum(["open", "passed", "remarks", "missed"]),
  by: z.string().nullable(),
  vendor: z.string().nullable(),
  note: Text.nullable(),
  reason: Text.nullable(),
  order: z.string().nullable(),
  daysLate: z.int().describe("0 where it was kept"),
});
export type VisitView = z.infer<typeof VisitView>;

/** GET /api/maintenance/calendar */
export const MaintenanceCalendar = z.object({
  today: day,
  workdays: z.array(z.int()),
  holidays: z.array(day),
  hoursADay: z.number(),
  ahead: z.array(PlannedVisitView),
  past: z.array(VisitView),
});
export type MaintenanceCalendar = z.infer<typeof MaintenanceCalendar>;

/** GET /api/maintenance/plans */
export const MaintenancePlanView = z.object({
  plan: Plan,
  assetName: Text,
  own: z.boolean().describe("changed here, or not of the catalogue"),
  subject: Text.nullable().describe("what the trigger looks at, a point or a rule, by name"),
  lastDone: day.nullable(),
  next: PlannedVisitView.nullable(),
});
export type MaintenancePlanView = z.infer<typeof MaintenancePlanView>;
export const MaintenancePlanList = z.object({ plans: z.array(MaintenancePlanView) });
export type MaintenancePlanList = z.infer<typeof MaintenancePlanList>;
export const PlanPreview = z.object({ visits: z.array(PlannedVisitView) });
export type PlanPreview = z.infer<typeof PlanPreview>;

/** PUT /api/maintenance/visits/{id}/reason */
export const VisitReason = z.object({ reason: z.string().min(2, "say why").max(1_000) });

/** When a site's people work. */
export const SiteCalendarBody = z.strictObject({
  region: z.string().min(2).max(40),
  workdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  holidays: z.array(CalendarDay).max(400),
  hoursADay: z.number().positive().max(1_000),
});
export type SiteCalendarBody = z.infer<typeof SiteCalendarBody>;

/** GET /api/maintenance/compliance */
export const ComplianceView = z.object({
  from: day,
  to: day,
  due: z.int(),
  inTime: z.int(),
  plans: z.array(
    z.object({
      plan: z.string(),
      asset: z.string(),
      assetName: Text,
      title: Text,
      basis: z.enum(["law", "standard", "practice"]),
      source: z.string(),
      due: z.int(),
      inTime: z.int(),
      lastDone: day.nullable(),
      misses: z.array(VisitView),
    }),
  ),
});
export type ComplianceView = z.infer<typeof ComplianceView>;

const maybe = z.number().nullable();
/** GET /api/maintenance/kpi */
export const MaintenanceKpiView = z.object({
  from: z.number(),
  to: z.number(),
  failures: z.int(),
  mtbfHours: maybe,
  mttrHours: maybe,
  availability: z.number(),
  plannedShare: maybe,
  plannedHoursShare: maybe,
  firstTimeFix: maybe,
  backlog: z.object({
    orders: z.int(),
    overdue: z.int(),
    medianAgeDays: maybe,
    oldest: z.array(z.object({ id: z.string(), ageDays: z.number() })),
  }),
  cost: z.number(),
  months: z
    .array(z.object({ month: z.string(), planned: z.int(), unplanned: z.int(), cost: z.number() }))
    .describe("work done, by month"),
  assets: z.array(
    z.object({
      asset: z.string(),
      assetName: Text,
      failures: z.int(),
      mtbfHours: maybe,
      mttrHours: maybe,
      availability: z.number(),
      cost: z.number(),
      firstTimeFix: maybe,
    }),
  ),
});
export type MaintenanceKpiView = z.infer<typeof MaintenanceKpiView>;
