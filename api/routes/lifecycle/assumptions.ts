import { createRoute } from "@hono/zod-openapi";
import { inShort, record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import { AssumptionsChange, AssumptionsView, LifecycleJournal } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { problems, refuse } from "../../problems.ts";
import type { LifecycleDeps, RouteDeps } from "../deps.ts";
import { body, Count, json } from "../params.ts";
import { fieldsChanged, noSuchSite, ofSite, refusalOf, siteAsked, tags } from "./shared.ts";

const readAssumptions = createRoute({
  method: "get",
  path: "/api/lifecycle/assumptions",
  tags,
  summary: "What a site believes about money, risk and law · 测算假设",
  ...allow("viewer"),
  request: { query: ofSite },
  responses: { 200: json(AssumptionsView, "The assumptions"), ...problems(401, 404) },
});
const writeAssumptions = createRoute({
  method: "put",
  path: "/api/lifecycle/assumptions",
  tags,
  summary: "Change them; plans follow when they are made again · 修改测算假设",
  ...allow("manager"),
  request: { query: ofSite, body: body(AssumptionsChange) },
  responses: { 200: json(AssumptionsView, "The assumptions now"), ...problems(400, 401, 403, 404, 409, 422) },
});
const journal = createRoute({
  method: "get",
  path: "/api/lifecycle/journal",
  tags,
  summary: "Who changed what of ledger, evidence, assumptions, scenarios, plans · 变更记录",
  ...allow("viewer"),
  request: { query: ofSite.extend({ limit: Count(1, 1000, 100) }) },
  responses: { 200: json(LifecycleJournal, "Newest first"), ...problems(400, 401, 404) },
});

/** What a site believes about money, risk and law, and who changed what of everything in lifecycle. */
export function lifecycleAssumptionRoutes(app: ApiApp, deps: RouteDeps, { desk }: LifecycleDeps): void {
  const siteOf = siteAsked(deps.model);

  app.openapi(readAssumptions, async (c) => {
    const site = siteOf(c.req.valid("query").site);
    if (site === undefined) return refuse(c, 404, noSuchSite);
    const { assumptions, assumptionsVersion } = await desk.facts(site);
    return c.json({ site, version: assumptionsVersion, assumptions }, 200);
  });

  app.openapi(writeAssumptions, async (c) => {
    const site = siteOf(c.req.valid("query").site);
    if (site === undefined) return refuse(c, 404, noSuchSite);
    const { expected, assumptions } = c.req.valid("json");
    const before = (await desk.facts(site)).assumptions;
    const changed = await desk.putAssumptions(site, assumptions, { by: c.get("person").username, expected });
    if (!changed.ok) return refuse(c, ...refusalOf(changed));
    await record(deps, c, "lifecycle.assumptions", site, {
      version: expected + 1,
      fields: inShort(fieldsChanged(before, assumptions)),
    });
    return c.json({ site, version: expected + 1, assumptions }, 200);
  });

  app.openapi(journal, async (c) => {
    const { site: asked, limit } = c.req.valid("query");
    const site = siteOf(asked);
    if (site === undefined) return refuse(c, 404, noSuchSite);
    return c.json({ entries: [...(await desk.journal({ site, limit }))] }, 200);
  });
}
