import { createRoute, z } from "@hono/zod-openapi";
import { askedBy, dryRun, mayFollow, type Routed } from "../../../facility/oncall/index.ts";
import { type AssetId, instant, type Text, text } from "../../../facility/units/index.ts";
import { inShort, record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import { Chain, DryRunAsked, DryRunView, PutRoutes, RoutingView } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Id, json } from "../params.ts";

const tags = ["On call"];
const chainId = z.object({ id: Id("a chain", "urgent") });

const routing = createRoute({
  method: "get",
  path: "/api/oncall/routing",
  tags,
  summary: "Which alarm goes along which chain · 通知路由与升级链",
  ...allow("viewer"),
  responses: { 200: json(RoutingView, "Routes in their order, and the chains"), ...problems(401) },
});
const putRoutes = createRoute({
  method: "put",
  path: "/api/oncall/routes",
  tags,
  summary: "The routes, in the order in which they are asked · 编辑路由",
  ...allow("manager"),
  request: { body: body(PutRoutes) },
  responses: { 200: json(RoutingView, "As it is now"), ...problems(400, 401, 403, 422) },
});
const putChain = createRoute({
  method: "put",
  path: "/api/oncall/chains/{id}",
  tags,
  summary: "Set a chain up, or change it · 编辑升级链",
  ...allow("manager"),
  request: { params: chainId, body: body(Chain) },
  responses: { 200: json(Chain, "As it is now"), ...problems(400, 401, 403, 422) },
});
const removeChain = createRoute({
  method: "delete",
  path: "/api/oncall/chains/{id}",
  tags,
  summary: "Take a chain away · 删除升级链",
  ...allow("manager"),
  request: { params: chainId },
  responses: { 204: { description: "Gone" }, ...problems(401, 403, 422) },
});
const tryOut = createRoute({
  method: "post",
  path: "/api/oncall/dry-run",
  tags,
  summary: "Who would be told of this alarm, and when · 通知推演",
  ...allow("viewer"),
  request: { body: body(DryRunAsked) },
  responses: {
    200: json(DryRunView, "Everything that would go out if nobody answered"),
    ...problems(400, 401, 404),
  },
});

export function oncallRoutingRoutes(app: ApiApp, deps: RouteDeps, oncall: OnCallPort): void {
  const { model, clock, log } = deps;
  const { book } = oncall;

  app.openapi(routing, (c) => c.json({ routes: [...book.routes()], chains: [...book.chains()] }, 200));

  app.openapi(putRoutes, async (c) => {
    const done = await book.putRoutes(c.req.valid("json").routes, c.get("person").username);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.routes", "routes", {
      order: inShort(book.routes().map(({ id, chain }) => `${id} → ${chain}`)),
    });
    log.info({ by: c.get("person").username }, "on-call routes changed");
    return c.json({ routes: [...book.routes()], chains: [...book.chains()] }, 200);
  });

  app.openapi(putChain, async (c) => {
    const chain = c.req.valid("json");
    if (chain.id !== c.req.valid("param").id)
      return refuse(
        c,
        422,
        text("The id in the address and in the body differ.", "地址与内容中的编号不一致。"),
      );
    const done = await book.put("chain", chain, c.get("person").username);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.chain", chain.id, {
      steps: inShort(chain.steps.map((step) => (step.do === "wait" ? `wait ${step.minutes} min` : step.do))),
    });
    log.info({ chain: chain.id, by: c.get("person").username }, "on-call chain changed");
    return c.json(chain, 200);
  });

  app.openapi(removeChain, async (c) => {
    const { id } = c.req.valid("param");
    const done = await book.remove("chain", id);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.chain", id, { removed: true });
    return c.body(null, 204);
  });

  app.openapi(tryOut, (c) => {
    const { alarm, at, hours } = c.req.valid("json");
    const dot = alarm.lastIndexOf(".");
    const asset = model().assets.get(alarm.slice(0, dot) as AssetId);
    const rule = asset?.rules.find(({ id }) => id === alarm.slice(dot + 1));
    if (!asset || !rule)
      return refuse(
        c,
        404,
        text(
          `There is no rule behind ${alarm}. Write <site>.<asset>.<rule>.`,
          `报警 ${alarm} 没有对应的规则。`,
        ),
      );
    const routed: Routed = {
      alarm,
      asset: asset.id,
      site: asset.site,
      system: asset.system,
      type: asset.type.id,
      places: asset.places.map(({ id }) => id),
      tags: asset.tags,
      rule: rule.id,
      priority: rule.priority,
      lifeSafety: rule.lifeSafety,
      explains: rule.explains !== undefined,
      mayFollow: mayFollow(rule),
    };
    const { agreements } = oncall;
    const world = { routes: book.routes(), chains: book.chains(), roster: book.roster(), agreements };
    const run = dryRun(
      routed,
      world,
      book.isUsable,
      at === undefined ? clock() : instant(at),
      hours * 3_600_000,
    );
    const named = (one: { readonly id: string; readonly name: Text } | undefined) =>
      one ? { id: one.id, name: one.name } : null;
    return c.json(
      {
        route: named(run.route),
        chain: named(run.chain),
        asked: run.route ? askedBy(run.route) : [],
        passedOver: run.passedOver.map((one) => ({ ...one })),
        told: run.told.slice(0, 100).map(({ people, ways, clock: runs, ...told }) => ({
          ...told,
          clock: runs ?? null,
          people: people.map(({ id, name }) => ({ id, name })),
          ways: ways.map(({ person, channel, dueAt }) => ({ person, channel, at: dueAt })),
        })),
      },
      200,
    );
  });
}
