import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { AssetModel } from "../../facility/assets/index.ts";
import {
  orderProblems,
  Plan,
  type PlanProblem,
  type PlanVersion,
  sourceWords,
} from "../../facility/emergency/index.ts";
import { text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow } from "../auth/index.ts";
import {
  CancelDrill,
  DrillCalendar,
  PlanDrill,
  PlanList,
  PlannedDrill,
  PlanVersionView,
  RunView,
  SavePlan,
  SiteProfile,
} from "../contract/index.ts";
import { runView } from "../emergencies/index.ts";
import type { ApiApp } from "../env.ts";
import { languageOf } from "../language.ts";
import type { Emergencies } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import { timeZoneOf } from "../time-zone.ts";
import type { RouteDeps } from "./deps.ts";
import { body, Id, json } from "./params.ts";

const tags = ["Emergencies"];
const ofSite = z.object({ site: z.string().min(1).max(64).openapi({ example: "riverside" }) });
const plan = z.object({ plan: Id("a plan", "fire") });
const drill = z.object({ id: Id("a planned drill", "3f2a9c11-77b0") });

const plans = createRoute({
  method: "get",
  path: "/api/emergencies/plans",
  tags,
  summary: "The plans in force on a site: the library's, and over them the site's own · 预案库",
  ...allow("viewer"),
  request: { query: ofSite },
  responses: { 200: json(PlanList, "Plans"), ...problems(400, 401, 404) },
});
const versions = createRoute({
  method: "get",
  path: "/api/emergencies/plans/{plan}/versions",
  tags,
  summary: "Every version of a plan, newest first · 预案版本",
  ...allow("viewer"),
  request: { params: plan, query: ofSite },
  responses: { 200: json(PlanList, "Versions; 0 is the library's"), ...problems(400, 401, 404) },
});
const save = createRoute({
  method: "put",
  path: "/api/emergencies/plans/{plan}",
  tags,
  summary: "A new version of a plan for a site; runs under way keep theirs · 保存预案新版本",
  ...allow("manager"),
  request: { params: plan, query: ofSite, body: body(SavePlan) },
  responses: {
    200: json(PlanVersionView, "The version in force now"),
    ...problems(400, 401, 403, 404, 409, 422),
  },
});
const calendar = createRoute({
  method: "get",
  path: "/api/emergencies/calendar",
  tags,
  summary: "Drills the law asks for, when they were last held, and those planned · 演练日历",
  ...allow("viewer"),
  request: { query: ofSite },
  responses: { 200: json(DrillCalendar, "The calendar"), ...problems(400, 401, 404) },
});
const profile = createRoute({
  method: "put",
  path: "/api/emergencies/profile",
  tags,
  summary: "What the site is by law, for its calendar and reports · 单位类别",
  ...allow("manager"),
  request: { query: ofSite, body: body(SiteProfile) },
  responses: { 200: json(DrillCalendar, "The calendar as it is now"), ...problems(400, 401, 403, 404) },
});
const planDrill = createRoute({
  method: "post",
  path: "/api/emergencies/drills",
  tags,
  summary: "Plan a drill; it is announced beforehand · 制定演练计划",
  ...allow("engineer"),
  request: { body: body(PlanDrill) },
  responses: { 201: json(PlannedDrill, "The planned drill"), ...problems(400, 401, 403, 409) },
});
const begin = createRoute({
  method: "post",
  path: "/api/emergencies/drills/{id}/begin",
  tags,
  summary: "Begin a planned drill · 开始演练",
  ...allow("engineer"),
  request: { params: drill },
  responses: { 201: json(RunView, "The drill"), ...problems(401, 403, 409) },
});
const cancel = createRoute({
  method: "post",
  path: "/api/emergencies/drills/{id}/cancel",
  tags,
  summary: "Call a planned drill off · 取消演练",
  ...allow("engineer"),
  request: { params: drill, body: body(CancelDrill) },
  responses: { 200: json(PlannedDrill, "The drill"), ...problems(400, 401, 403, 409) },
});

/** Each mistake in the caller's language. */
const told = (c: Context, wrong: readonly PlanProblem[]) =>
  wrong.map(({ path, problem }) => ({ path, message: problem[languageOf(c)] }));

type Begins = PlanVersionView["begunBy"][number];

/** By plan: rules in force on a site that name it themselves, each once for its type of equipment. */
function begunBy(model: AssetModel, site: string): ReadonlyMap<string, Begins[]> {
  const found = new Map<string, Map<string, Begins>>();
  for (const asset of model.assets.values())
    if (asset.site === site)
      for (const { id, title, emergencyPlan } of asset.rules)
        if (emergencyPlan !== undefined) {
          const rules = found.get(emergencyPlan) ?? new Map<string, Begins>();
          found.set(emergencyPlan, rules);
          rules.set(`${asset.type.id} ${id}`, { type: asset.type.label, rule: id, title });
        }
  return new Map([...found].map(([plan, rules]) => [plan, [...rules.values()]]));
}

const planView = (begun: ReturnType<typeof begunBy>, version: PlanVersion): PlanVersionView => {
  const { clocks, steps, sources } = version.plan;
  const cited = [
    ...sources,
    ...clocks.map(({ source }) => source),
    ...steps.flatMap((step) => (step.does === "report" ? [step.source] : [])),
  ];
  return {
    ...version,
    sourceWords: [...new Set(cited)].map((source) => ({ source, words: sourceWords(source) })),
    begunBy: begun.get(version.plan.id) ?? [],
  };
};

/** The plan library as a site has it, and its drills. */
export function emergencyPlanRoutes(app: ApiApp, deps: RouteDeps, emergencies: Emergencies): void {
  const { model, clock, types } = deps;
  const { drills, people } = emergencies;
  const view = (site: string) => {
    const begun = begunBy(model(), site);
    return (version: PlanVersion) => planView(begun, version);
  };
  const known = (site: string) => model().sites.find(({ id }) => id === site);
  const noSuchSite = (site: string) => text(`There is no site ${site}.`, `项目 ${site} 不存在。`);
  const calendarOf = async (site: string): Promise<DrillCalendar> => ({
    profile: drills.profile(site),
    lines: (await drills.calendar(site)).map(({ rule, last, dueBy, planned, is }) => {
      const { id, plan: of, title, everyMonths, basis, source } = rule;
      return {
        rule: id,
        plan: of,
        title,
        everyMonths,
        basis,
        source: sourceWords(source),
        last,
        dueBy,
        planned: planned?.id ?? null,
        is,
      };
    }),
    drills: [...drills.planned(site)],
  });

  app.openapi(plans, (c) => {
    const { site } = c.req.valid("query");
    return known(site)
      ? c.json({ plans: emergencies.plans.of(site).map(view(site)) }, 200)
      : refuse(c, 404, noSuchSite(site));
  });

  app.openapi(versions, async (c) => {
    const { site } = c.req.valid("query");
    const found = known(site) ? await emergencies.plans.versions(site, c.req.valid("param").plan) : [];
    return found.length > 0
      ? c.json({ plans: found.map(view(site)) }, 200)
      : refuse(c, 404, noSuchSite(site));
  });

  app.openapi(save, async (c) => {
    const { site } = c.req.valid("query");
    if (!known(site)) return refuse(c, 404, noSuchSite(site));
    const { plan: asked, over, comment } = c.req.valid("json");
    if (asked.id !== c.req.valid("param").plan)
      return refuse(
        c,
        422,
        text(
          "The plan's id and the address differ. An id stays for ever.",
          "预案编号与地址不符，编号不可更改。",
        ),
      );
    // A command that no device of the site could take is refused here, not in the middle of an emergency.
    const whole = Plan.safeParse(asked);
    const pointsOf = (type: string) => {
      const own = [...model().assets.values()].filter((each) => each.site === site && each.type.id === type);
      return own.length > 0
        ? own.flatMap(({ points }) => points.map((point) => point.type))
        : (types.find(({ id }) => id === type)?.points ?? []);
    };
    const impossible = whole.success ? orderProblems(whole.data, pointsOf) : [];
    if (impossible.length > 0)
      return refuse(
        c,
        422,
        text(
          "A command of the plan could never be carried out; each mistake is named.",
          "预案中的指令无法执行，错误已逐项列出。",
        ),
        told(c, impossible),
      );
    const saved = await emergencies.plans.save(site, {
      plan: asked,
      over,
      by: c.get("person").username,
      comment,
    });
    if (saved.ok) {
      await record(deps, c, "emergency.plan-changed", `${site} ${saved.value.plan.id}`, {
        version: saved.value.version,
        comment,
      });
      return c.json(view(site)(saved.value), 200);
    }
    if (saved.errors.length === 0) return refuse(c, 409, saved.problem);
    return refuse(c, 422, saved.problem, told(c, saved.errors));
  });

  app.openapi(calendar, async (c) => {
    const { site } = c.req.valid("query");
    return known(site) ? c.json(await calendarOf(site), 200) : refuse(c, 404, noSuchSite(site));
  });

  app.openapi(profile, async (c) => {
    const { site } = c.req.valid("query");
    if (!known(site)) return refuse(c, 404, noSuchSite(site));
    const asked = c.req.valid("json");
    await drills.setProfile(site, asked);
    await record(deps, c, "drill.profile", site, { class: asked.class, region: asked.region });
    return c.json(await calendarOf(site), 200);
  });

  app.openapi(planDrill, async (c) => {
    const planned = await drills.plan({ ...c.req.valid("json"), by: c.get("person").username });
    if (!planned.ok) return refuse(c, 409, planned.problem);
    const { id, site, plan: of, at } = planned.value;
    await record(deps, c, "drill.planned", id, { site, plan: of, at });
    return c.json(planned.value, 201);
  });

  app.openapi(begin, async (c) => {
    const begun = await drills.begin(c.req.valid("param").id, c.get("person").username);
    if (!begun.ok) return refuse(c, 409, begun.problem);
    const run = begun.value;
    await record(deps, c, "drill.begun", run.id, { site: run.site, plan: run.plan.id, version: run.version });
    const zone = timeZoneOf(model(), run.site);
    return c.json(runView(run, await emergencies.entries(run.id), people, zone, clock()), 201);
  });

  app.openapi(cancel, async (c) => {
    const cancelled = await drills.cancel(
      c.req.valid("param").id,
      c.get("person").username,
      c.req.valid("json").why,
    );
    if (!cancelled.ok) return refuse(c, 409, cancelled.problem);
    await record(deps, c, "drill.cancelled", cancelled.value.id, { why: c.req.valid("json").why });
    return c.json(cancelled.value, 200);
  });
}
