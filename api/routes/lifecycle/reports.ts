import { createRoute, z } from "@hono/zod-openapi";
import { catalog } from "../../../facility/catalog/index.ts";
import { type NamedLine, planCsv, planReport, planSheets } from "../../../facility/lifecycle/index.ts";
import { instant, text } from "../../../facility/units/index.ts";
import { allow } from "../../auth/index.ts";
import type { ApiApp } from "../../env.ts";
import { languageOf } from "../../language.ts";
import { fitView, planView } from "../../lifecycle-view.ts";
import { problems, refuse } from "../../problems.ts";
import type { LifecycleDeps, RouteDeps } from "../deps.ts";
import { Id } from "../params.ts";
import { noPlanYet, noSuchScenario, tags } from "./shared.ts";

const PDF = "application/pdf";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV = "text/csv; charset=utf-8";
const types = { pdf: PDF, xlsx: XLSX, csv: CSV } as const;

const report = createRoute({
  method: "get",
  path: "/api/lifecycle/scenarios/{id}/report",
  tags,
  summary: "The plan as a document: PDF with charts and reasons, XLSX with every number, CSV · 计划报告",
  ...allow("viewer"),
  request: {
    params: z.object({ id: Id("the scenario's id", "4f0c1d2e") }),
    query: z.object({
      format: z.enum(["pdf", "xlsx", "csv"]).default("pdf"),
      lang: z.enum(["en", "zh"]).optional().openapi({ description: "the caller's language where left out" }),
      with: z
        .string()
        .max(500)
        .optional()
        .openapi({ description: "comma list of scenarios to lay beside it" }),
    }),
  },
  responses: {
    200: {
      description: "The document",
      content: {
        [PDF]: { schema: z.string().openapi({ format: "binary" }) },
        [XLSX]: { schema: z.string().openapi({ format: "binary" }) },
        [CSV]: { schema: z.string() },
      },
    },
    ...problems(400, 401, 404, 422),
  },
});

/** Most that are laid side by side on paper. */
const BESIDE = 4;

export function lifecycleReportRoutes(
  app: ApiApp,
  { model, clock, sites }: RouteDeps,
  { desk, printer, workbooks }: LifecycleDeps,
): void {
  app.openapi(report, async (c) => {
    const { id } = c.req.valid("param");
    const { format, lang, with: beside } = c.req.valid("query");
    const kept = await desk.scenario(id);
    if (!kept) return refuse(c, 404, noSuchScenario(id));
    const found = await desk.plan(id);
    if (!found) return refuse(c, 404, noPlanYet);
    const language = lang ?? languageOf(c);
    const wanted = (beside ?? "").split(",").filter((each) => each !== "" && each !== id);
    if (wanted.length > BESIDE)
      return refuse(
        c,
        400,
        text(`At most ${BESIDE} scenarios fit beside it. Name fewer.`, `最多并列 ${BESIDE} 个方案，请减少。`),
      );
    const others = (
      await Promise.all(
        wanted.map(async (other) => {
          const [scenario, plan] = await Promise.all([desk.scenario(other), desk.plan(other)]);
          return scenario && plan ? [{ name: scenario.scenario.name, plan: plan.plan }] : [];
        }),
      )
    ).flat();
    const { facts, subjects } = await desk.fleet(kept.site, kept.scenario);
    const lifeOf = new Map(subjects.map(({ asset, forecast }) => [asset.id as string, forecast.life.value]));
    const lines: NamedLine[] = planView(model(), found).lines.map(({ building, ...line }) => ({
      ...line,
      building: building ?? undefined,
      lifeYears: lifeOf.get(line.asset) ?? 20,
    }));
    const { name } = kept.scenario;
    const site = sites.list().find(({ file }) => file.site.id === kept.site)?.file.site;
    const last = found.plan.firstYear + found.plan.years - 1;
    const headers = {
      "content-type": types[format],
      "content-disposition": `attachment; filename="renewal-plan-${found.plan.firstYear}-${last}-${language}.${format}"`,
    };
    if (format === "pdf") {
      const bytes = await printer.pdf(
        planReport({
          language,
          site: site?.name ?? text(kept.site, kept.site),
          timeZone: site?.timeZone ?? "Asia/Shanghai",
          madeAt: instant(clock()),
          name,
          plan: found.plan,
          lines,
          assumptions: facts.assumptions,
          others,
        }),
      );
      return c.body(Uint8Array.from(bytes), 200, headers);
    }
    const fitted = new Map(subjects.map(({ asset }) => [asset.type.id, asset]));
    const input = {
      language,
      plan: found.plan,
      lines,
      forecasts: new Map(subjects.map(({ asset, forecast }) => [asset.id as string, forecast])),
      assumptions: facts.assumptions,
      typeLabel: (type: string) => catalog.find(({ id }) => id === type)?.label ?? text(type, type),
      fits: [...fitted.values()].map((asset) => fitView(asset.type, facts.lessons(asset))),
      others,
      name,
    };
    if (format === "csv") return c.body(planCsv(input), 200, headers);
    return c.body(Uint8Array.from(await workbooks.xlsx(planSheets(input))), 200, headers);
  });
}
