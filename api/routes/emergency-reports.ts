import { createRoute, z } from "@hono/zod-openapi";
import { done, momentOf, problem, type Result, text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow } from "../auth/index.ts";
import { MeasureOrder, ReportView, ReviewBody, RunView } from "../contract/index.ts";
import { personName, reportOf, runView } from "../emergencies/index.ts";
import type { ApiApp } from "../env.ts";
import { languageOf } from "../language.ts";
import type { Emergencies, Printer } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import { timeZoneOf } from "../time-zone.ts";
import type { RouteDeps } from "./deps.ts";
import { body, Id, json } from "./params.ts";

const tags = ["Emergencies"];
const params = z.object({ id: Id("a run", "3f2a9c11-77b0") });
const query = z.object({
  language: z.enum(["en", "zh"]).optional().openapi({ description: "the caller's own when left out" }),
  form: z.enum(["report", "authority"]).default("report"),
});

const review = createRoute({
  method: "put",
  path: "/api/emergencies/runs/{id}/review",
  tags,
  summary: "Cause, damage, casualties, lessons and measures · 填写调查情况与整改措施",
  ...allow("engineer"),
  request: { params, body: body(ReviewBody) },
  responses: { 200: json(RunView, "The run as it stands now"), ...problems(400, 401, 403, 404, 409) },
});

const order = createRoute({
  method: "post",
  path: "/api/emergencies/runs/{id}/orders",
  tags,
  summary: "Make a work order of a measure · 整改措施转工单",
  ...allow("engineer"),
  request: { params, body: body(MeasureOrder) },
  responses: {
    200: json(RunView, "The run, the measure with its order"),
    ...problems(400, 401, 403, 404, 409),
  },
});

const report = createRoute({
  method: "get",
  path: "/api/emergencies/runs/{id}/report",
  tags,
  summary: "The after-action report, or the authority's form, as data · 处置报告",
  ...allow("technician"),
  request: { params, query },
  responses: { 200: json(ReportView, "The report, block by block"), ...problems(400, 401, 403, 404) },
});

const pdf = createRoute({
  method: "get",
  path: "/api/emergencies/runs/{id}/report.pdf",
  tags,
  summary: "The same as a PDF, A4 · 报告 PDF",
  ...allow("technician"),
  request: { params, query },
  responses: {
    200: {
      description: "The PDF",
      content: { "application/pdf": { schema: z.any().openapi({ type: "string", format: "binary" }) } },
    },
    ...problems(400, 401, 403, 404),
  },
});

/** Of a day on the wall clock. */
const LAST_MINUTE = 24 * 60 - 1;

/** What is written and read when it is over: findings, measures that become work orders, the report on screen and on paper. */
export function emergencyReportRoutes(
  app: ApiApp,
  deps: RouteDeps,
  emergencies: Emergencies,
  printer: Printer,
): void {
  const { model, clock, maintenance } = deps;
  const zone = (site: string) => timeZoneOf(model(), site);
  const noSuchRun = (id: string) => text(`There is no run ${id}.`, `没有编号 ${id} 的应急处置。`);
  const view = async (id: string): Promise<Result<RunView>> => {
    const run = await emergencies.find(id);
    return run
      ? done(runView(run, await emergencies.entries(id), emergencies.people, zone(run.site), clock()))
      : problem(id);
  };
  const made = async (id: string, form: "report" | "authority", language: "en" | "zh") => {
    const run = await emergencies.find(id);
    if (!run) return undefined;
    const entries = await emergencies.entries(id);
    const profile = emergencies.drills.profile(run.site);
    return reportOf({ run, entries, profile }, form, language, emergencies.people, deps, deps.oncall?.book);
  };

  app.openapi(review, async (c) => {
    const { id } = c.req.valid("param");
    if (!(await emergencies.find(id))) return refuse(c, 404, noSuchRun(id));
    const acted = await emergencies.act(id, {
      on: "review",
      at: clock(),
      by: c.get("person").username,
      review: c.req.valid("json"),
    });
    if (!acted.ok) return refuse(c, 409, acted.problem);
    await record(deps, c, "emergency.reviewed", id, { measures: c.req.valid("json").measures.length });
    const now = await view(id);
    return now.ok ? c.json(now.value, 200) : refuse(c, 404, noSuchRun(id));
  });

  app.openapi(order, async (c) => {
    const { id } = c.req.valid("param");
    const run = await emergencies.find(id);
    const measure = run?.review?.measures.find((each) => each.id === c.req.valid("json").measure);
    if (!run?.review || !measure) return refuse(c, 404, noSuchRun(id));
    if (!maintenance) return refuse(c, 409, text("Work orders are not kept here.", "本系统未启用工单。"));
    const by = c.get("person").username;
    const trigger = run.triggers[0];
    const owner = measure.owner === "" ? undefined : personName(emergencies.people, measure.owner);
    const asked = await maintenance.orders.request(
      {
        key: `run:${run.id}:${measure.id}`,
        site: run.site,
        ...(trigger?.asset ? { asset: trigger.asset } : {}),
        title: text(
          `After ${run.plan.title.en}: ${measure.what}`,
          `${run.plan.title.zh}整改：${measure.what}`,
        ),
        description: text(
          [trigger?.where.en, owner && `owner: ${owner.en}`, `by ${measure.dueBy}`]
            .filter(Boolean)
            .join(" · "),
          [trigger?.where.zh, owner && `责任人：${owner.zh}`, `期限：${measure.dueBy}`]
            .filter(Boolean)
            .join(" · "),
        ),
        priority: "medium",
        source: { kind: "emergency", id: run.id },
        // Until the day is over where the measure is to be taken.
        dueBy: momentOf(measure.dueBy, LAST_MINUTE, zone(run.site)),
        takesOut: false,
      },
      by,
    );
    if (!asked.ok) return refuse(c, 409, text(asked.problem, asked.problem));
    const measures = run.review.measures.map((each) =>
      each.id === measure.id ? { ...each, order: asked.value.id } : each,
    );
    const { by: _, at: __, ...rest } = run.review;
    const acted = await emergencies.act(id, { on: "review", at: clock(), by, review: { ...rest, measures } });
    if (!acted.ok) return refuse(c, 409, acted.problem);
    const now = await view(id);
    return now.ok ? c.json(now.value, 200) : refuse(c, 404, noSuchRun(id));
  });

  app.openapi(report, async (c) => {
    const { id } = c.req.valid("param");
    const { form, language = languageOf(c) } = c.req.valid("query");
    const found = await made(id, form, language);
    return found ? c.json(ReportView.parse(found), 200) : refuse(c, 404, noSuchRun(id));
  });

  app.openapi(pdf, async (c) => {
    const { id } = c.req.valid("param");
    const { form, language = languageOf(c) } = c.req.valid("query");
    const found = await made(id, form, language);
    if (!found) return refuse(c, 404, noSuchRun(id));
    const bytes = await printer.pdf(found);
    const name = `${form === "report" ? "after-action" : "authority"}-${id}-${language}.pdf`;
    return c.body(bytes.slice().buffer, 200, {
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="${name}"`,
      "x-content-type-options": "nosniff",
    });
  });
}
