import { createRoute, z } from "@hono/zod-openapi";
import { repairOrReplace } from "../../../facility/lifecycle/index.ts";
import { type AssetId, text } from "../../../facility/units/index.ts";
import { inShort, record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import {
  AssetStoryView,
  EvidenceEntry,
  FaultAsked,
  FleetView,
  LedgerChange,
  RepairDecisionView,
  WhatIfAsked,
  WhatIfView,
} from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { storyView } from "../../lifecycle-story.ts";
import { fleetView } from "../../lifecycle-view.ts";
import type { Lifecycle } from "../../ports.ts";
import { problems, refuse } from "../../problems.ts";
import type { LifecycleDeps, RouteDeps } from "../deps.ts";
import { body, Id, json } from "../params.ts";
import {
  fieldsChanged,
  noSuchAsset,
  noSuchSite,
  ofSite,
  refusalOf,
  siteAsked,
  tags,
  thisYearOf,
} from "./shared.ts";

const params = z.object({ id: Id("the asset's full id", "riverside.b2-lift-1") });
const fleet = createRoute({
  method: "get",
  path: "/api/lifecycle/fleet",
  tags,
  summary: "Every asset by age, condition, risk and remaining life · 设备状态总览",
  ...allow("viewer"),
  request: { query: ofSite },
  responses: { 200: json(FleetView, "The fleet"), ...problems(401, 404) },
});
const story = createRoute({
  method: "get",
  path: "/api/lifecycle/assets/{id}",
  tags,
  summary: "One asset's life: evidence, remaining years, costs, timeline · 设备生命周期",
  ...allow("viewer"),
  request: { params },
  responses: { 200: json(AssetStoryView, "The story"), ...problems(401, 404) },
});
const ledger = createRoute({
  method: "put",
  path: "/api/lifecycle/assets/{id}/ledger",
  tags,
  summary: "Costs, expected life, obsolescence, orders of authorities, documents · 修改设备台账",
  ...allow("manager"),
  request: { params, body: body(LedgerChange) },
  responses: { 200: json(AssetStoryView, "The story now"), ...problems(400, 401, 403, 404, 409, 422) },
});
const evidence = createRoute({
  method: "post",
  path: "/api/lifecycle/assets/{id}/evidence",
  tags,
  summary: "A grade after looking, a value after measuring, a renewed part · 录入检查或检测",
  ...allow("technician"),
  request: { params, body: body(EvidenceEntry) },
  responses: { 201: json(AssetStoryView, "The story now"), ...problems(400, 401, 403, 404, 409, 422) },
});
const takeBack = createRoute({
  method: "delete",
  path: "/api/lifecycle/assets/{id}/evidence/{evidence}",
  tags,
  summary: "Take such an entry back; the journal keeps it · 撤回录入",
  ...allow("engineer"),
  request: {
    params: z.object({
      id: params.shape.id,
      evidence: Id("the entry's id, from the timeline", "riverside.b2-lift-1#1f3c"),
    }),
  },
  responses: { 200: json(AssetStoryView, "The story now"), ...problems(401, 403, 404, 409, 422) },
});
const fault = createRoute({
  method: "post",
  path: "/api/lifecycle/assets/{id}/repair-or-replace",
  tags,
  summary: "Whether a repair of this price still pays · 维修或更换",
  ...allow("viewer"),
  request: { params, body: body(FaultAsked) },
  responses: {
    200: json(RepairDecisionView, "The decision with its reason"),
    ...problems(400, 401, 404, 422),
  },
});
const whatIf = createRoute({
  method: "post",
  path: "/api/lifecycle/assets/{id}/what-if",
  tags,
  summary: "Another condition, price or renewal: what would change; nothing is stored · 假设分析",
  ...allow("viewer"),
  request: { params, body: body(WhatIfAsked) },
  responses: { 200: json(WhatIfView, "Before and after"), ...problems(400, 401, 404, 422) },
});
/** How many of its journal's newest transitions are looked through for alarms. */
const ALARMS = 500;

export function lifecycleAssetRoutes(app: ApiApp, deps: RouteDeps, { desk }: LifecycleDeps): void {
  const { model, desk: alarms, clock } = deps;
  const siteOf = siteAsked(model);

  const storyOf = async (id: string) => {
    const found = await desk.one(id);
    if (!found) return undefined;
    const { asset } = found.known;
    const [transitions, changes, plans] = await Promise.all([
      alarms.history({ asset: id as AssetId, limit: ALARMS }),
      desk.journal({ id, limit: 50 }),
      plansOf(desk, asset.site, id),
    ]);
    const title = new Map(asset.rules.map((rule) => [rule.id, rule.title]));
    return storyView(found, {
      thisYear: thisYearOf(clock()),
      alarms: transitions
        .filter(({ event }) => event.on === "raise")
        .map(({ alarm, event }) => ({
          at: event.at,
          title: title.get(alarm.rule) ?? text(alarm.rule, alarm.rule),
        })),
      ledgerChanges: changes
        .filter(({ kind }) => kind === "ledger")
        .map(({ at, by, version }) => ({ at, by: desk.called(by), version })),
      plans,
    });
  };

  app.openapi(fleet, async (c) => {
    const site = siteOf(c.req.valid("query").site);
    if (site === undefined) return refuse(c, 404, noSuchSite);
    return c.json(fleetView(site, thisYearOf(clock()), await desk.fleet(site)), 200);
  });

  app.openapi(story, async (c) => {
    const { id } = c.req.valid("param");
    const found = await storyOf(id);
    return found ? c.json(found, 200) : refuse(c, 404, noSuchAsset(id));
  });

  app.openapi(ledger, async (c) => {
    const { id } = c.req.valid("param");
    const { expected, entry } = c.req.valid("json");
    const before = (await desk.one(id))?.known.ledger;
    const changed = await desk.putLedger(id, entry, { by: c.get("person").username, expected });
    if (!changed.ok) return refuse(c, ...refusalOf(changed));
    await record(deps, c, "lifecycle.ledger", id, {
      version: expected + 1,
      fields: inShort(fieldsChanged(before ?? {}, entry)),
    });
    const found = await storyOf(id);
    return found ? c.json(found, 200) : refuse(c, 404, noSuchAsset(id));
  });

  app.openapi(evidence, async (c) => {
    const { id } = c.req.valid("param");
    if (!(await desk.one(id))) return refuse(c, 404, noSuchAsset(id));
    const changed = await desk.addEvidence(id, c.req.valid("json"), c.get("person").username);
    if (!changed.ok)
      return changed.why === "invalid"
        ? refuse(
            c,
            422,
            text(
              "That moment lies in the future. Say when it was seen.",
              "时间晚于当前，请填写实际检查时间。",
            ),
          )
        : refuse(c, ...refusalOf(changed));
    const entry = c.req.valid("json");
    await record(deps, c, "lifecycle.evidence", id, {
      kind: entry.kind,
      ...(entry.kind === "measurement"
        ? { gauge: entry.gauge, value: entry.value }
        : entry.kind === "inspection"
          ? { grade: entry.grade }
          : { part: entry.part ?? "other", order: entry.order ?? "" }),
    });
    const found = await storyOf(id);
    return found ? c.json(found, 201) : refuse(c, 404, noSuchAsset(id));
  });

  app.openapi(takeBack, async (c) => {
    const { id, evidence: entry } = c.req.valid("param");
    if (!entry.startsWith(`${id}#`)) return refuse(c, 404, noSuchAsset(id));
    const changed = await desk.removeEvidence(entry, c.get("person").username);
    if (!changed.ok) return refuse(c, ...refusalOf(changed));
    await record(deps, c, "lifecycle.evidence-removed", id, { entry });
    const found = await storyOf(id);
    return found ? c.json(found, 200) : refuse(c, 404, noSuchAsset(id));
  });

  app.openapi(fault, async (c) => {
    const { id } = c.req.valid("param");
    const found = await desk.one(id);
    if (!found) return refuse(c, 404, noSuchAsset(id));
    if (!found.forecast) return refuse(c, 422, noPrice);
    const { repairCny } = c.req.valid("json");
    return c.json(repairOrReplace(found.forecast, repairCny, found.facts.assumptions.discountRate), 200);
  });

  app.openapi(whatIf, async (c) => {
    const { id } = c.req.valid("param");
    const { condition, replacementCny, renewedOn } = c.req.valid("json");
    const [before, after] = await Promise.all([
      desk.one(id),
      desk.one(id, {
        ...(condition === undefined ? {} : { condition }),
        ...(replacementCny === undefined ? {} : { replacementCny }),
        ...(renewedOn === undefined ? {} : { since: Date.parse(`${renewedOn}T00:00:00Z`) }),
      }),
    ]);
    if (!before || !after) return refuse(c, 404, noSuchAsset(id));
    if (!before.forecast || !after.forecast) return refuse(c, 422, noPrice);
    const year = thisYearOf(clock());
    const side = ({ remaining, bestYear, keep, newPerYear, risk }: NonNullable<typeof before.forecast>) => ({
      p50: remaining.p50,
      bestYear: bestYear === undefined ? null : year + bestYear,
      keepCny: Math.round(keep[0] ?? 0),
      newCny: Math.round(newPerYear[0] ?? 0),
      riskCny: Math.round(risk[0] ?? 0),
    });
    return c.json({ before: side(before.forecast), after: side(after.forecast) }, 200);
  });
}

const noPrice = text(
  "No price is known of this asset. Write its replacement cost into the ledger first.",
  "该设备缺少重置价格，请先在台账中填写。",
);

/** What the plans of its site say of one asset. */
async function plansOf(desk: Lifecycle, site: string, asset: string) {
  const kept = await desk.scenarios(site);
  const plans = await Promise.all(kept.map(({ id }) => desk.plan(id)));
  return kept.flatMap(({ id, scenario }, i) => {
    const line = plans[i]?.plan.lines.find((each) => each.asset === asset);
    return line ? [{ scenario: id, name: scenario.name, year: line.year, says: line.says }] : [];
  });
}
