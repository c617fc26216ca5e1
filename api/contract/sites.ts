import { z } from "zod";
import { Place, SiteAsset, SiteFile, SiteGateway } from "../../facility/assets/index.ts";
import {
  Criticality,
  EmergencyPlanId,
  MaintenanceTask,
  ReplacementCost,
  ServiceLife,
  System,
} from "../../facility/catalog/index.ts";
import { CalendarDay, Text } from "../../facility/units/index.ts";

/** A whole site (yaml), or its asset register (csv, xlsx). */
export const SiteFormat = z.enum(["yaml", "csv", "xlsx"]);
export type SiteFormat = z.infer<typeof SiteFormat>;

/** GET /api/sites */
export const SiteSummary = z.object({
  id: z.string(),
  name: Text,
  timeZone: z.string(),
  places: z.int(),
  assets: z.int(),
  gateways: z.int(),
  revision: z.int().describe("counts the changes; a change names the one it was made from"),
  changedAt: z.number(),
  changedBy: z.string(),
});
export const SiteSummaryList = z.object({ sites: z.array(SiteSummary) });
export type SiteSummaryList = z.infer<typeof SiteSummaryList>;

/** GET /api/sites/{site}: the site as it is kept, to be edited. */
export const SiteDetail = z.object({
  revision: z.int(),
  changedAt: z.number(),
  changedBy: z.string(),
  file: SiteFile,
});
export type SiteDetail = z.infer<typeof SiteDetail>;

export const SiteChangeView = z.object({
  is: z.enum(["created", "changed", "removed"]),
  noun: z.enum(["site", "place", "asset", "gateway"]),
  id: z.string(),
  name: Text,
  fields: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type SiteChangeView = z.infer<typeof SiteChangeView>;

export const ImportProblemView = z.object({
  row: z.int().nullable().describe("the row of the sheet, or the line of the YAML file"),
  column: z.string().nullable().describe("letter and heading, or the path in the YAML file"),
  problem: Text.describe("what is wrong and what to write instead"),
});
export type ImportProblemView = z.infer<typeof ImportProblemView>;

/** POST /api/sites/import/preview: what applying would do, or everything that is wrong. Nothing is changed. */
export const ImportPreview = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    site: z.string(),
    siteName: Text,
    revision: z.int().describe("name it when applying; 0 for a new site"),
    changes: z.array(SiteChangeView),
    ignored: z.array(z.string()).describe("headings that are no column of the register"),
  }),
  z.object({ ok: z.literal(false), problems: z.array(ImportProblemView) }),
]);
export type ImportPreview = z.infer<typeof ImportPreview>;

/** The answer to every change of a site. */
export const SiteChanged = z.object({
  site: z.string(),
  revision: z.int(),
  changes: z.array(SiteChangeView),
});
export type SiteChanged = z.infer<typeof SiteChanged>;

/** GET /api/catalog: what is known about each type of equipment. */
export const EquipmentTypeView = z.object({
  id: z.string(),
  label: Text,
  system: System,
  points: z.int(),
  rules: z.int(),
  alarms: z.array(z.object({ rule: z.string(), title: Text })).describe("the catalogue's rules, by name"),
  maintenance: z.array(MaintenanceTask),
  serviceLife: ServiceLife.nullable(),
  criticality: Criticality.nullable(),
  replacementCost: ReplacementCost.nullable(),
  emergencyPlans: z.array(EmergencyPlanId),
});
/** A column of the asset register, and so a field of the form for one asset. */
export const RegisterColumnView = z.object({
  id: z.string(),
  path: z.string().describe("where the value stands in the asset, for example name.zh"),
  label: Text,
  kind: z.enum([
    "slug",
    "type",
    "words",
    "place",
    "places",
    "assets",
    "tags",
    "day",
    "money",
    "flag",
    "grade",
  ]),
});
export type RegisterColumnView = z.infer<typeof RegisterColumnView>;
export const CatalogView = z.object({
  types: z.array(EquipmentTypeView),
  columns: z.array(RegisterColumnView),
});
export type CatalogView = z.infer<typeof CatalogView>;

/** What the register says of an asset beyond make and model; on the asset's page. */
export const RegisterView = z.object({
  serial: z.string().nullable(),
  installed: CalendarDay.nullable(),
  warrantyUntil: CalendarDay.nullable(),
  costCny: z.number().nullable(),
  criticality: Criticality.nullable().describe(
    "1 hardly matters … 5 very much; the type's where the site says nothing",
  ),
  serviceLife: ServiceLife.nullable(),
});
export type RegisterView = z.infer<typeof RegisterView>;

export { Place, SiteAsset, SiteFile, SiteGateway };
