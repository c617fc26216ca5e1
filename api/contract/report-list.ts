import { z } from "zod";
import { Text } from "../../facility/units/index.ts";

/** One report that the house can make. */
export const ReportKind = z.object({
  id: z.string(),
  title: Text,
  about: Text,
  group: z.enum(["management", "alarms", "maintenance", "money", "lifecycle", "emergencies", "register"]),
  /** What must be chosen before it is made. */
  period: z.enum(["month", "days", "year", "scenario", "run", "none"]),
  formats: z.array(z.enum(["pdf", "xlsx", "csv"])).min(1),
  /** Where it is made; `{site}`, `{month}`, `{days}`, `{year}`, `{scenario}`, `{run}`, `{format}` and `{lang}` are filled in. */
  path: z.string(),
});
export type ReportKind = z.infer<typeof ReportKind>;

/** GET /api/reports: those that the caller may make. */
export const ReportKindList = z.object({ reports: z.array(ReportKind) });
export type ReportKindList = z.infer<typeof ReportKindList>;
