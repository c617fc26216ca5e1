import { createRoute, z } from "@hono/zod-openapi";
import { dayOf, Plan, type PlannedVisit, plusDays } from "../../../facility/maintenance/index.ts";
import { type AssetId, type Text, text } from "../../../facility/units/index.ts";
import { record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import {
  MaintenanceCalendar,
  MaintenancePlanList,
  type PlannedVisitView,
  PlanPreview,
} from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { placedName } from "../../maintenance-view.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, json } from "../params.ts";

import type { WholeMaintenance } from "./ports.ts";
import { visitView } from "./visit-view.ts";

const tags = ["Maintenance"];
const Site = z.object({ site: z.string().min(1) });
const dayText = z.string().regex(/^\d{4}-\d\d-\d\d$/, "write the day as YYYY-MM-DD");

const plans = createRoute({
  method: "get",
  path: "/api/maintenance/plans",
  tags,
  summary: "Plans with their next visit and why it is on its day · 维保计划",
  ...allow("viewer"),
  request: { query: Site },
  responses: { 200: json(MaintenancePlanList, "By asset"), ...problems(400, 401, 404) },
});
const putPlan = createRoute({
  method: "put",
  path: "/api/maintenance/plans",
  tags,
  summary: "A plan of one's own, or the catalogue's said otherwise · 保存维保计划",
  ...allow("engineer"),
  request: { body: body(Plan) },
  responses: {
    200: json(PlanPreview, "Its visits of the next 24 months"),
    ...problems(400, 401, 403, 404, 422),
  },
});
const preview = createRoute({
  method: "post",
  path: "/api/maintenance/plans/preview",
  tags,
  summary: "What a plan would come to in the next 24 months; nothing is kept · 预览维保计划",
  ...allow("engineer"),
  request: { body: body(Plan) },
  responses: { 200: json(PlanPreview, "Its visits"), ...problems(400, 401, 403, 404, 422) },
});
const removePlan = createRoute({
  method: "delete",
  path: "/api/maintenance/plans",
  tags,
  summary: "Back to what the catalogue says; a plan of one's own is gone · 删除或恢复目录计划",
  ...allow("engineer"),
  request: { query: z.object({ id: z.string().min(3).max(200) }) },
  responses: { 204: { description: "Gone" }, ...problems(401, 403) },
});
const calendar = createRoute({
  method: "get",
  path: "/api/maintenance/calendar",
  tags,
  summary: "Visits done and planned, each with its reasons · 维保日历",
  ...allow("viewer"),
  request: { query: Site.extend({ from: dayText.optional(), until: dayText.optional() }) },
  responses: { 200: json(MaintenanceCalendar, "Past and ahead"), ...problems(400, 401, 404) },
});
/** Plans and the calendar they come to. */
export function planRoutes(app: ApiApp, deps: RouteDeps, maintenance: WholeMaintenance): void {
  const { model, clock } = deps;
  const { plans: planner, shelves } = maintenance;
  const zoneOf = (site: string) => model().sites.find(({ id }) => id === site)?.timeZone;
  const nameOf = (asset: AssetId): Text => placedName(model(), asset);
  const subjectOf = ({ asset, trigger }: Plan): Text | null => {
    const known = model().assets.get(asset);
    return (
      ("point" in trigger
        ? known?.points.find(({ type }) => type.name === trigger.point)?.type.label
        : trigger.by === "condition"
          ? known?.rules.find(({ id }) => id === trigger.rule)?.title
          : undefined) ?? null
    );
  };
  const titlesOf = async (site: string) =>
    new Map((await planner.plans(site)).map((plan) => [plan.id, plan] as const));
  const view = (titles: ReadonlyMap<string, Plan>, visit: PlannedVisit): PlannedVisitView => ({
    plan: visit.plan,
    asset: visit.asset,
    assetName: nameOf(visit.asset),
    title: titles.get(visit.plan)?.title ?? text(visit.plan, visit.plan),
    basis: titles.get(visit.plan)?.basis ?? "practice",
    due: visit.due,
    earliest: visit.earliest,
    latest: visit.latest,
    day: visit.day,
    hours: visit.hours,
    covers: visit.covers.map(({ plan, due }) => ({
      plan,
      due,
      title: titles.get(plan)?.title ?? text(plan, plan),
    })),
    order: visit.order ?? null,
    why: [...visit.why],
  });
  app.openapi(plans, async (c) => {
    const { site } = c.req.valid("query");
    const zone = zoneOf(site);
    if (zone === undefined) return refuse(c, 404, noSuchSite(site));
    const today = dayOf(clock(), zone);
    // What the triggers say is asked of the readings: once, not once for each list.
    const standings = await planner.standings(site);
    const [ahead, own] = await Promise.all([
      planner.ahead(site, plusDays(today, 400), standings),
      shelves.plans.list({ site }),
    ]);
    const titles = new Map(standings.map(({ plan }) => [plan.id, plan] as const));
    const owned = new Set(own.map(({ id }) => id));
    const next = new Map<string, PlannedVisit>();
    for (const visit of ahead)
      for (const id of [visit.plan, ...visit.covers.map(({ plan }) => plan)])
        if (!next.has(id)) next.set(id, visit);
    const found = standings.map(({ plan, lastDone }) => {
      const visit = next.get(plan.id);
      return {
        plan,
        assetName: nameOf(plan.asset),
        own: owned.has(plan.id),
        subject: subjectOf(plan),
        lastDone: lastDone ?? null,
        next: visit ? view(titles, visit) : null,
      };
    });
    return c.json({ plans: found }, 200);
  });

  /** What is wrong with a drafted plan, or its visits of the next two years. */
  const drafted = async (plan: Plan) => {
    const asset = model().assets.get(plan.asset);
    if (!asset || asset.site !== plan.site)
      return {
        status: 404 as const,
        problem: text(
          `There is no asset ${plan.asset} on ${plan.site}.`,
          `${plan.site} 没有设备 ${plan.asset}。`,
        ),
      };
    const { trigger } = plan;
    if (trigger.by === "calendar") {
      const trouble = planner.troubleWith(trigger.rrule, trigger.start);
      if (trouble)
        return {
          status: 422 as const,
          problem: text(
            `The rule ${trigger.rrule}: ${trouble}.`,
            `重复规则 ${trigger.rrule} 有误：${trouble}。`,
          ),
        };
    } else if ("point" in trigger && !asset.points.some(({ type }) => type.name === trigger.point))
      return {
        status: 422 as const,
        problem: text(
          `${asset.name.en} has no point ${trigger.point}.`,
          `${asset.name.zh} 没有测点 ${trigger.point}。`,
        ),
      };
    else if (trigger.by === "condition" && !asset.rules.some(({ id }) => id === trigger.rule))
      return {
        status: 422 as const,
        problem: text(
          `${asset.name.en} has no rule ${trigger.rule}.`,
          `${asset.name.zh} 没有规则 ${trigger.rule}。`,
        ),
      };
    const today = dayOf(clock(), zoneOf(plan.site) ?? "UTC");
    const visits = await planner.preview(plan, plusDays(today, 731));
    const titles = new Map(await titlesOf(plan.site)).set(plan.id, plan);
    return { status: 200 as const, visits: visits.map((visit) => view(titles, visit)) };
  };
  app.openapi(preview, async (c) => {
    const found = await drafted(c.req.valid("json"));
    return found.status === 200
      ? c.json({ visits: found.visits }, 200)
      : refuse(c, found.status, found.problem);
  });
  app.openapi(putPlan, async (c) => {
    const plan = c.req.valid("json");
    const found = await drafted(plan);
    if (found.status !== 200) return refuse(c, found.status, found.problem);
    await shelves.plans.put({ id: plan.id, site: plan.site, asset: plan.asset, at: clock(), value: plan });
    await record(deps, c, "plan.changed", plan.id, { enabled: plan.enabled, trigger: plan.trigger.by });
    await planner.look();
    return c.json({ visits: found.visits }, 200);
  });
  app.openapi(removePlan, async (c) => {
    const { id } = c.req.valid("query");
    await shelves.plans.remove(id);
    await record(deps, c, "plan.removed", id);
    return c.body(null, 204);
  });

  app.openapi(calendar, async (c) => {
    const { site, from, until } = c.req.valid("query");
    const zone = zoneOf(site);
    if (zone === undefined) return refuse(c, 404, noSuchSite(site));
    const today = dayOf(clock(), zone);
    const [{ workdays, holidays, hoursADay }, ahead, past, titles] = await Promise.all([
      planner.calendar(site),
      planner.ahead(site, until ?? plusDays(today, 92)),
      shelves.visits.list({ site, from: Date.parse(from ?? plusDays(today, -92)) }),
      titlesOf(site),
    ]);
    return c.json(
      {
        today,
        workdays: [...workdays],
        holidays: [...holidays],
        hoursADay,
        ahead: ahead.map((visit) => view(titles, visit)),
        past: past
          .filter(({ outcome }) => outcome !== "open")
          .map((visit) => visitView(visit, today, nameOf)),
      },
      200,
    );
  });
}

export const noSuchSite = (site: string): Text =>
  text(`There is no site ${site}. GET /api/assets names those there are.`, `没有项目 ${site}。`);
