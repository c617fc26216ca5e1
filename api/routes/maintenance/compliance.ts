import { createRoute, z } from "@hono/zod-openapi";
import {
  complianceOf,
  dayOf,
  maintenanceKpi,
  plusDays,
  type Visit,
} from "../../../facility/maintenance/index.ts";
import { type AssetId, type Text, text } from "../../../facility/units/index.ts";
import { record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import { ComplianceView, MaintenanceKpiView, VisitReason, VisitView } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { placedName } from "../../maintenance-view.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Count, json } from "../params.ts";
import { kpiView } from "./kpi-view.ts";
import { noSuchSite } from "./plans.ts";
import type { WholeMaintenance } from "./ports.ts";
import { visitView } from "./visit-view.ts";

const tags = ["Maintenance"];
const Site = z.object({ site: z.string().min(1) });

const compliance = createRoute({
  method: "get",
  path: "/api/maintenance/compliance",
  tags,
  summary: "How statutory and other intervals were kept, each miss by name · 合规情况",
  ...allow("viewer"),
  request: { query: Site.extend({ days: Count(7, 3_660, 365) }) },
  responses: { 200: json(ComplianceView, "Plans of law first"), ...problems(400, 401, 404) },
});
const reason = createRoute({
  method: "put",
  path: "/api/maintenance/visits/reason",
  tags,
  summary: "Why a visit was missed or late, for whoever asks · 说明未按期原因",
  ...allow("engineer"),
  request: { query: z.object({ id: z.string().min(3).max(300) }), body: body(VisitReason) },
  responses: { 200: json(VisitView, "The visit"), ...problems(400, 401, 403, 404) },
});
const kpi = createRoute({
  method: "get",
  path: "/api/maintenance/kpi",
  tags,
  summary: "MTBF, MTTR, availability, planned share, backlog, first-time fix, cost per asset · 维保指标",
  ...allow("viewer"),
  request: { query: Site.extend({ days: Count(7, 3_660, 365) }) },
  responses: { 200: json(MaintenanceKpiView, "Of the span that ends now"), ...problems(400, 401, 404) },
});

/** How the calendar was kept, and what maintenance comes to in figures. */
export function complianceRoutes(app: ApiApp, deps: RouteDeps, { shelves, orders }: WholeMaintenance): void {
  const { model, clock } = deps;
  const zoneOf = (site: string) => model().sites.find(({ id }) => id === site)?.timeZone;
  const nameOf = (asset: AssetId): Text => placedName(model(), asset);

  app.openapi(compliance, async (c) => {
    const { site, days } = c.req.valid("query");
    const zone = zoneOf(site);
    if (zone === undefined) return refuse(c, 404, noSuchSite(site));
    const today = dayOf(clock(), zone);
    const from = plusDays(today, -days);
    const visits = await shelves.visits.list({ site, from: Date.parse(from) });
    const found = complianceOf(visits, { from, to: today }, today);
    return c.json(
      {
        from,
        to: today,
        due: found.reduce((sum, one) => sum + one.due, 0),
        inTime: found.reduce((sum, one) => sum + one.inTime, 0),
        plans: found.map(({ misses, lastDone, ...one }) => ({
          ...one,
          assetName: nameOf(one.asset),
          lastDone: lastDone ?? null,
          misses: misses.map(({ visit, days: late }) => ({
            ...visitView(visit, today, nameOf),
            daysLate: late,
          })),
        })),
      },
      200,
    );
  });
  app.openapi(reason, async (c) => {
    const { id } = c.req.valid("query");
    const visit = await shelves.visits.get(id);
    if (!visit) return refuse(c, 404, text(`There is no visit ${id}.`, `没有维保记录 ${id}。`));
    const words = c.req.valid("json").reason;
    const next: Visit = { ...visit, reason: text(words, words) };
    await shelves.visits.put({
      id,
      site: visit.site,
      asset: visit.asset,
      at: Date.parse(visit.due),
      value: next,
    });
    await record(deps, c, "visit.reasoned", id, { reason: words });
    return c.json(visitView(next, dayOf(clock(), zoneOf(visit.site) ?? "UTC"), nameOf), 200);
  });

  app.openapi(kpi, async (c) => {
    const { site, days } = c.req.valid("query");
    const zone = zoneOf(site);
    if (zone === undefined) return refuse(c, 404, noSuchSite(site));
    const to = clock();
    const from = to - days * 86_400_000;
    const assets = [...model().assets.values()].filter((asset) => asset.site === site && !asset.outOfService);
    const [failures, done] = await Promise.all([
      shelves.failures.list({ site }),
      orders.list({ site, limit: 20_000, from: (from - 60 * 86_400_000) as never }),
    ]);
    const known = new Set(done.map(({ id }) => id));
    const open = orders.open().filter((order) => order.site === site && !known.has(order.id));
    const all = [...done, ...open];
    const found = maintenanceKpi({ assets: assets.map(({ id }) => id), failures, orders: all, from, to });
    return c.json(kpiView(found, all, zone, nameOf), 200);
  });
}
