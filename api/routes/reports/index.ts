/** Reports: which there are, the management's month, and lists as PDF, workbook or CSV. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  managementReport,
  type TableReport,
  tableCsv,
  tableReport,
  tableSheets,
} from "../../../facility/reports/index.ts";
import { text } from "../../../facility/units/index.ts";
import { allow, includes } from "../../auth/index.ts";
import { ReportKindList, type Role } from "../../contract/index.ts";
import type { ApiApp, ApiEnv } from "../../env.ts";
import { languageOf } from "../../language.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { json } from "../params.ts";
import { reportKinds } from "./kinds.ts";
import {
  alarmKpiList,
  conditionList,
  deliveryList,
  drillList,
  type ListAsked,
  maintenanceKpiList,
} from "./lists.ts";
import { managementMonth } from "./management.ts";
import { monthSpan } from "./month.ts";

const tags = ["Reports"];
const PDF = "application/pdf";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV = "text/csv; charset=utf-8";
const site = z.string().min(1).openapi({ example: "riverside" });
const month = z
  .string()
  .regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, "write the month as YYYY-MM, for example 2026-03")
  .openapi({ example: "2026-03" });
const lang = z.enum(["en", "zh"]).optional().openapi({ description: "the caller's language where left out" });
const format = z.enum(["pdf", "xlsx", "csv"]).default("pdf");
const file = {
  200: {
    description: "The document",
    content: {
      [PDF]: { schema: z.any().openapi({ type: "string", format: "binary" }) },
      [XLSX]: { schema: z.any().openapi({ type: "string", format: "binary" }) },
      [CSV]: { schema: z.string() },
    },
  },
};

const kinds = createRoute({
  method: "get",
  path: "/api/reports",
  tags,
  summary: "Every report the caller may make, with what it needs · 报表清单",
  ...allow("viewer"),
  responses: { 200: json(ReportKindList, "The reports"), ...problems(401) },
});
const management = createRoute({
  method: "get",
  path: "/api/reports/management",
  tags,
  summary: "A month as its management reads it, decisions first; PDF · 月度管理报告",
  ...allow("manager"),
  request: { query: z.object({ site, month, lang }) },
  responses: { ...file, ...problems(400, 401, 403, 404) },
});
const ofMonth = <P extends string>(path: P, summary: string, role: Role) =>
  createRoute({
    method: "get",
    path: `/api/reports/${path}` as const,
    tags,
    summary,
    ...allow(role),
    request: { query: z.object({ site, month, format, lang }) },
    responses: { ...file, ...problems(400, 401, 403, 404) },
  });
const alarmKpi = ofMonth("alarm-kpi", "A month's alarm figures · 报警绩效", "viewer");
const maintenanceKpi = ofMonth("maintenance-kpi", "A month's maintenance figures · 维保指标", "viewer");
const deliveries = ofMonth("deliveries", "A month's messages to people · 送达记录", "engineer");
const condition = createRoute({
  method: "get",
  path: "/api/reports/condition",
  tags,
  summary: "Age, condition, years left and price of every asset · 设备状态清单",
  ...allow("viewer"),
  request: { query: z.object({ site, format, lang }) },
  responses: { ...file, ...problems(400, 401, 404) },
});
const drills = createRoute({
  method: "get",
  path: "/api/reports/drills",
  tags,
  summary: "A year's drills and emergencies with scores, and what is due · 年度演练",
  ...allow("viewer"),
  request: {
    query: z.object({
      site,
      year: z.coerce.number().int().min(2000).max(2100).openapi({ type: "integer" }),
      format,
      lang,
    }),
  },
  responses: { ...file, ...problems(400, 401, 404) },
});

export function reportRoutes(app: ApiApp, deps: RouteDeps): void {
  const { lifecycle, model, clock } = deps;
  const printer = deps.printer ?? lifecycle?.printer;
  const workbooks = lifecycle?.workbooks;
  const noSuchSite = (id: string) =>
    text(`There is no site ${id}. GET /api/sites lists them.`, `没有项目 ${id}，清单见 GET /api/sites。`);
  const notHere = text(
    "This house does not keep what the report is made of.",
    "本系统未启用该报表所需的功能。",
  );
  const known = (id: string) => model().sites.find((each) => each.id === id);

  const answer = async (
    c: Context<ApiEnv>,
    asked: ListAsked & { readonly name: string },
    as: z.infer<typeof format>,
    list: TableReport | undefined,
  ) => {
    if (!list) return refuse(c, 404, notHere);
    const { language, zone } = asked;
    const headers = (type: string) => ({
      "content-type": type,
      "content-disposition": `attachment; filename="${asked.name}-${language}.${as}"`,
      "x-content-type-options": "nosniff",
    });
    if (as === "csv") return c.body(tableCsv(list), 200, headers(CSV));
    if (as === "xlsx") {
      if (!workbooks) return refuse(c, 404, notHere);
      return c.body(new Uint8Array(await workbooks.xlsx(tableSheets(list))), 200, headers(XLSX));
    }
    if (!printer) return refuse(c, 404, notHere);
    const siteName = known(asked.site)?.name[language] ?? asked.site;
    const report = tableReport(list, { language, site: siteName, timeZone: zone, madeAt: clock() });
    return c.body(new Uint8Array(await printer.pdf(report)), 200, headers(PDF));
  };

  app.openapi(kinds, (c) =>
    c.json(
      {
        reports: reportKinds.flatMap(({ role, ...kind }) =>
          includes(c.get("person").role, role) ? [kind] : [],
        ),
      },
      200,
    ),
  );

  app.openapi(management, async (c) => {
    const { site: id, month: of, lang: wanted } = c.req.valid("query");
    const where = known(id);
    if (!where) return refuse(c, 404, noSuchSite(id));
    if (!printer) return refuse(c, 404, notHere);
    const language = wanted ?? languageOf(c);
    const zone = where.timeZone;
    const span = monthSpan(of, zone, clock());
    const gathered = await managementMonth(app, c, deps, { site: id, zone, span, language });
    const report = managementReport(gathered, {
      language,
      site: where.name[language],
      timeZone: zone,
      madeAt: clock(),
    });
    return c.body(new Uint8Array(await printer.pdf(report)), 200, {
      "content-type": PDF,
      "content-disposition": `attachment; filename="management-${id}-${of}-${language}.pdf"`,
      "x-content-type-options": "nosniff",
    });
  });

  const month1 = [
    [alarmKpi, alarmKpiList],
    [maintenanceKpi, maintenanceKpiList],
    [deliveries, deliveryList],
  ] as const;
  for (const [route, list] of month1)
    app.openapi(route, async (c) => {
      const { site: id, month: of, format: as, lang: wanted } = c.req.valid("query");
      const where = known(id);
      if (!where) return refuse(c, 404, noSuchSite(id));
      const asked = { site: id, zone: where.timeZone, language: wanted ?? languageOf(c) };
      const made = await list(deps, asked, monthSpan(of, asked.zone, clock()));
      return await answer(c, { ...asked, name: `${route.path.split("/").at(-1)}-${id}-${of}` }, as, made);
    });

  app.openapi(condition, async (c) => {
    const { site: id, format: as, lang: wanted } = c.req.valid("query");
    const where = known(id);
    if (!where) return refuse(c, 404, noSuchSite(id));
    const asked = { site: id, zone: where.timeZone, language: wanted ?? languageOf(c) };
    return await answer(c, { ...asked, name: `condition-${id}` }, as, await conditionList(deps, asked));
  });

  app.openapi(drills, async (c) => {
    const { site: id, year, format: as, lang: wanted } = c.req.valid("query");
    const where = known(id);
    if (!where) return refuse(c, 404, noSuchSite(id));
    const asked = { site: id, zone: where.timeZone, language: wanted ?? languageOf(c) };
    return await answer(
      c,
      { ...asked, name: `drills-${id}-${year}` },
      as,
      await drillList(deps, asked, year),
    );
  });
}
