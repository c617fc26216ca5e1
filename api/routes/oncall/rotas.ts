import { randomUUID } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { dryRun, mayFollow, qualityOf, type Routed, shiftsOf } from "../../../facility/oncall/index.ts";
import { type AssetId, instant, type Text, text } from "../../../facility/units/index.ts";
import { inShort, record } from "../../audit.ts";
import { allow, includes } from "../../auth/index.ts";
import {
  AnswerSwap,
  Chain,
  DryRunAsked,
  DryRunView,
  FeedView,
  NewOverride,
  NewSwap,
  PutRoutes,
  Rota,
  RotaCalendar,
  RotaList,
  RoutingView,
  SwapList,
  SwapView,
} from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Id, json, Moment } from "../params.ts";
import { weaknessView } from "./present.ts";

const tags = ["On call"];
const rotaId = z.object({ id: Id("a rota", "technicians") });
const chainId = z.object({ id: Id("a chain", "urgent") });

const list = createRoute({
  method: "get",
  path: "/api/oncall/rotas",
  tags,
  summary: "The rotas as they are set up · 值班表",
  ...allow("viewer"),
  responses: { 200: json(RotaList, "The rotas"), ...problems(401) },
});
const put = createRoute({
  method: "put",
  path: "/api/oncall/rotas/{id}",
  tags,
  summary: "Set a rota up, or change it · 编辑值班表",
  ...allow("manager"),
  request: { params: rotaId, body: body(Rota) },
  responses: { 200: json(Rota, "As it is now"), ...problems(400, 401, 403, 422) },
});
const remove = createRoute({
  method: "delete",
  path: "/api/oncall/rotas/{id}",
  tags,
  summary: "Take a rota away · 删除值班表",
  ...allow("manager"),
  request: { params: rotaId },
  responses: { 204: { description: "Gone" }, ...problems(401, 403, 422) },
});
const shifts = createRoute({
  method: "get",
  path: "/api/oncall/rotas/{id}/shifts",
  tags,
  summary: "Who is on when, with gaps and the quality score · 排班与质量评分",
  ...allow("viewer"),
  request: { params: rotaId, query: z.object({ from: Moment, to: Moment }) },
  responses: { 200: json(RotaCalendar, "The shifts, in order"), ...problems(400, 401, 404) },
});
const override = createRoute({
  method: "post",
  path: "/api/oncall/rotas/{id}/overrides",
  tags,
  summary: "Somebody else for a while · 临时调班",
  ...allow("manager"),
  request: { params: rotaId, body: body(NewOverride) },
  responses: { 200: json(Rota, "The rota as it is now"), ...problems(400, 401, 403, 404, 422) },
});
const endOverride = createRoute({
  method: "delete",
  path: "/api/oncall/rotas/{id}/overrides/{override}",
  tags,
  summary: "Take an override back · 取消调班",
  ...allow("manager"),
  request: { params: rotaId.extend({ override: Id("an override", "o-1") }) },
  responses: { 200: json(Rota, "The rota as it is now"), ...problems(401, 403, 404, 422) },
});
const swaps = createRoute({
  method: "get",
  path: "/api/oncall/swaps",
  tags,
  summary: "Swaps that were asked for · 换班申请",
  ...allow("technician"),
  responses: { 200: json(SwapList, "Newest first"), ...problems(401, 403) },
});
const askSwap = createRoute({
  method: "post",
  path: "/api/oncall/swaps",
  tags,
  summary: "Ask a colleague to take my shift · 申请换班",
  ...allow("technician"),
  request: { body: body(NewSwap) },
  responses: { 201: json(SwapView, "Asked; the colleague is told"), ...problems(400, 401, 403, 422) },
});
const answerSwap = createRoute({
  method: "post",
  path: "/api/oncall/swaps/{id}",
  tags,
  summary: "Agree, decline or withdraw · 回应换班",
  ...allow("technician"),
  request: { params: z.object({ id: Id("a swap", "…") }), body: body(AnswerSwap) },
  responses: { 200: json(SwapView, "As it is now"), ...problems(400, 401, 403, 404, 409, 422) },
});
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
const feed = createRoute({
  method: "post",
  path: "/api/oncall/calendar",
  tags,
  summary: "A private address of my shifts for a calendar program; the one before ends · 日历订阅",
  ...allow("technician"),
  request: { body: body(z.object({ rota: z.string().nullable().default(null) })) },
  responses: { 200: json(FeedView, "The address, shown this once"), ...problems(400, 401, 403) },
});

const outcome = {
  agreed: text("Your swap is agreed", "换班申请已同意"),
  declined: text("Your swap is declined", "换班申请被拒绝"),
  withdrawn: text("The swap is withdrawn", "换班申请已撤回"),
} as const;
const noRota = (id: string): Text => text(`There is no rota ${id}.`, `值班表 ${id} 不存在。`);
const YEAR = 366 * 86_400_000;

export function oncallRotaRoutes(app: ApiApp, deps: RouteDeps, oncall: OnCallPort): void {
  const { model, clock, log } = deps;
  const { book, pager, swaps: kept } = oncall;
  const rotaOf = (id: string) => book.rotas().find((rota) => rota.id === id);

  app.openapi(list, (c) => c.json({ rotas: [...book.rotas()] }, 200));

  app.openapi(put, async (c) => {
    const rota = c.req.valid("json");
    if (rota.id !== c.req.valid("param").id)
      return refuse(
        c,
        422,
        text("The id in the address and in the body differ.", "地址与内容中的编号不一致。"),
      );
    const done = await book.put("rota", rota, c.get("person").username);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.rota", rota.id, {
      layers: inShort(rota.layers.map(({ people }) => people.join(" "))),
      holidays: rota.holidays.length,
      overrides: rota.overrides.length,
    });
    log.info({ rota: rota.id, by: c.get("person").username }, "rota changed");
    return c.json(rota, 200);
  });

  app.openapi(remove, async (c) => {
    const { id } = c.req.valid("param");
    const done = await book.remove("rota", id);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.rota", id, { removed: true });
    return c.body(null, 204);
  });

  app.openapi(shifts, (c) => {
    const { id } = c.req.valid("param");
    const { from, to } = c.req.valid("query");
    const rota = rotaOf(id);
    if (!rota) return refuse(c, 404, noRota(id));
    if (to <= from || to - from > YEAR)
      return refuse(c, 400, text("Ask for a span of up to a year.", "时间范围须为正且不超过一年。"));
    const quality = qualityOf(rota, book.roster().staff, from, to);
    return c.json(
      {
        rota: id,
        from,
        to,
        shifts: shiftsOf(rota, from, to).map((shift) => ({ ...shift, people: [...shift.people] })),
        score: quality.score,
        weaknesses: quality.weaknesses.map(weaknessView),
        hours: [...quality.hours].map(([person, hours]) => ({ person, hours })),
      },
      200,
    );
  });

  app.openapi(override, async (c) => {
    const { id } = c.req.valid("param");
    const rota = rotaOf(id);
    if (!rota) return refuse(c, 404, noRota(id));
    const asked = c.req.valid("json");
    if (asked.to <= asked.from)
      return refuse(c, 422, text("It ends before it begins.", "结束时间早于开始时间。"));
    const by = c.get("person").username;
    const { replaces, ...rest } = asked;
    const next: Rota = {
      ...rota,
      overrides: [
        ...rota.overrides,
        { ...rest, ...(replaces === undefined ? {} : { replaces }), id: `o-${randomUUID().slice(0, 8)}`, by },
      ],
    };
    const done = await book.put("rota", next, by);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.override", id, {
      people: asked.people.join(" "),
      from: asked.from,
      to: asked.to,
      ...(replaces === undefined ? {} : { replaces }),
    });
    return c.json(next, 200);
  });

  app.openapi(endOverride, async (c) => {
    const { id, override: which } = c.req.valid("param");
    const rota = rotaOf(id);
    if (!rota) return refuse(c, 404, noRota(id));
    const next: Rota = { ...rota, overrides: rota.overrides.filter((one) => one.id !== which) };
    if (next.overrides.length === rota.overrides.length)
      return refuse(
        c,
        404,
        text("There is no such override. Load the page again.", "该调班不存在，请刷新页面。"),
      );
    const done = await book.put("rota", next, c.get("person").username);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.override", id, { ended: which });
    return c.json(next, 200);
  });

  app.openapi(swaps, async (c) => c.json({ swaps: await kept.list() }, 200));

  app.openapi(askSwap, async (c) => {
    const asked = c.req.valid("json");
    const me = c.get("person").username;
    const rota = rotaOf(asked.rota);
    if (!rota) return refuse(c, 422, noRota(asked.rota));
    if (!book.roster().staff.has(asked.asked))
      return refuse(c, 422, text(`Nobody has the id ${asked.asked}.`, `没有编号为 ${asked.asked} 的人员。`));
    const { from, to } = asked.shift;
    const mineThen = shiftsOf(rota, instant(from), instant(to)).some(({ people }) => people.includes(me));
    if (to <= from || !mineThen)
      return refuse(
        c,
        422,
        text("You are not on duty then: there is nothing to swap.", "该时段您不当班，无需换班。"),
      );
    const at = clock();
    const swap = {
      id: randomUUID(),
      rota: rota.id,
      askedAt: at,
      asks: me,
      asked: asked.asked,
      shift: { from: instant(from), to: instant(to) },
      against: asked.against && { from: instant(asked.against.from), to: instant(asked.against.to) },
      note: asked.note,
      state: "asked" as const,
    };
    await kept.put(swap);
    await record(deps, c, "oncall.swap", rota.id, { asks: me, asked: asked.asked, from, to, state: "asked" });
    await pager.send({
      key: `swap-${swap.id}`,
      site: rota.site,
      audience: { to: "person", id: asked.asked },
      title: text(`${me} asks you to take a shift`, `${me} 申请与您换班`),
      body: text(asked.note || "Answer under On call.", asked.note || "请在“值班”页面回应。"),
      urgency: "normal",
      about: { kind: "request", id: swap.id },
      link: "/oncall?tab=rota",
      answerable: false,
      at,
    });
    return c.json(swap, 201);
  });

  app.openapi(answerSwap, async (c) => {
    const { id } = c.req.valid("param");
    const { answer } = c.req.valid("json");
    const me = c.get("person");
    const swap = await kept.get(id);
    if (!swap) return refuse(c, 404, text("There is no such swap.", "该换班申请不存在。"));
    if (swap.state !== "asked")
      return refuse(
        c,
        409,
        text("It has been answered already. Load the page again.", "该申请已处理，请刷新页面。"),
      );
    const mayAnswer = answer === "withdraw" ? swap.asks === me.username : swap.asked === me.username;
    if (!mayAnswer && !includes(me.role, "manager"))
      return refuse(
        c,
        403,
        text(
          "Only whoever was asked may answer; who asks may withdraw.",
          "仅被申请人可以回应，申请人可以撤回。",
        ),
      );
    const rota = rotaOf(swap.rota);
    if (answer === "agree") {
      if (!rota) return refuse(c, 422, noRota(swap.rota));
      const note = `swap ${swap.id.slice(0, 8)}`;
      const next: Rota = {
        ...rota,
        overrides: [
          ...rota.overrides,
          {
            id: `s-${randomUUID().slice(0, 8)}`,
            from: swap.shift.from,
            to: swap.shift.to,
            people: [swap.asked],
            replaces: swap.asks,
            by: me.username,
            note,
          },
          ...(swap.against
            ? [
                {
                  id: `s-${randomUUID().slice(0, 8)}`,
                  from: swap.against.from,
                  to: swap.against.to,
                  people: [swap.asks],
                  replaces: swap.asked,
                  by: me.username,
                  note,
                },
              ]
            : []),
        ],
      };
      const done = await book.put("rota", next, me.username);
      if (!done.ok) return refuse(c, 422, done.problem);
    }
    const state = answer === "agree" ? "agreed" : answer === "decline" ? "declined" : "withdrawn";
    const answered = { ...swap, state } as const;
    await kept.put(answered);
    await record(deps, c, "oncall.swap", swap.rota, {
      asks: swap.asks,
      asked: swap.asked,
      from: swap.shift.from,
      to: swap.shift.to,
      state,
    });
    const told = state === "withdrawn" ? swap.asked : swap.asks;
    if (told !== me.username)
      await pager.send({
        key: `swap-${swap.id}-${state}`,
        site: rota?.site ?? model().sites[0]?.id ?? "",
        audience: { to: "person", id: told },
        title: outcome[state],
        body: text("The rota shows who is on.", "请在值班表查看当前安排。"),
        urgency: "normal",
        about: { kind: "request", id: swap.id },
        link: "/oncall?tab=rota",
        answerable: false,
        at: clock(),
      });
    return c.json(answered, 200);
  });

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

  app.openapi(feed, async (c) => {
    await record(deps, c, "oncall.calendar", c.get("person").username);
    const token = await oncall.feeds.make(c.get("person").username, c.req.valid("json").rota, clock());
    return c.json({ path: `/calendar/${token}.ics` }, 200);
  });
}
