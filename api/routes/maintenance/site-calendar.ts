import { createRoute, z } from "@hono/zod-openapi";
import { record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import { SiteCalendarBody } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Id, json } from "../params.ts";
import { noSuchSite } from "./plans.ts";
import type { WholeMaintenance } from "./ports.ts";

const tags = ["Maintenance"];
const params = z.object({ id: Id("a site", "riverside") });

const show = createRoute({
  method: "get",
  path: "/api/maintenance/site-calendar/{id}",
  tags,
  summary: "Working days, holidays, the crew's hours, whose law holds · 查看工作日历",
  ...allow("viewer"),
  request: { params },
  responses: { 200: json(SiteCalendarBody, "As kept, or as assumed"), ...problems(401, 404) },
});
const put = createRoute({
  method: "put",
  path: "/api/maintenance/site-calendar/{id}",
  tags,
  summary: "Set them; every date ahead is reckoned anew · 设置工作日历",
  ...allow("manager"),
  request: { params, body: body(SiteCalendarBody) },
  responses: { 200: json(SiteCalendarBody, "As kept"), ...problems(400, 401, 403, 404) },
});

/** When a site's people work. */
export function siteCalendarRoutes(app: ApiApp, deps: RouteDeps, { shelves, plans }: WholeMaintenance): void {
  const { model, clock } = deps;
  const isSite = (id: string) => model().sites.some((site) => site.id === id);

  app.openapi(show, async (c) => {
    const { id } = c.req.valid("param");
    if (!isSite(id)) return refuse(c, 404, noSuchSite(id));
    const { region, workdays, holidays, hoursADay } = await plans.calendar(id);
    return c.json({ region, workdays: [...workdays], holidays: [...holidays], hoursADay }, 200);
  });
  app.openapi(put, async (c) => {
    const { id } = c.req.valid("param");
    if (!isSite(id)) return refuse(c, 404, noSuchSite(id));
    const asked = c.req.valid("json");
    const kept = {
      ...asked,
      workdays: [...new Set(asked.workdays)].toSorted(),
      holidays: [...new Set(asked.holidays)].toSorted(),
    };
    await shelves.calendars.put({ id, site: id, at: clock(), value: { ...kept, site: id } });
    await record(deps, c, "calendar.changed", id, {
      region: kept.region,
      holidays: kept.holidays.length,
      hoursADay: kept.hoursADay,
    });
    return c.json(kept, 200);
  });
}
