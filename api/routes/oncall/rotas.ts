import { randomUUID } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { qualityOf, shiftsOf } from "../../../facility/oncall/index.ts";
import { type Text, text } from "../../../facility/units/index.ts";
import { inShort, record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import { FeedView, NewOverride, Rota, RotaCalendar, RotaList } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Id, json, Moment } from "../params.ts";
import { weaknessView } from "./present.ts";

const tags = ["On call"];
const rotaId = z.object({ id: Id("a rota", "technicians") });

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
const feed = createRoute({
  method: "post",
  path: "/api/oncall/calendar",
  tags,
  summary: "A private address of my shifts for a calendar program; the one before ends · 日历订阅",
  ...allow("technician"),
  request: { body: body(z.object({ rota: z.string().nullable().default(null) })) },
  responses: { 200: json(FeedView, "The address, shown this once"), ...problems(400, 401, 403) },
});

export const noRota = (id: string): Text => text(`There is no rota ${id}.`, `值班表 ${id} 不存在。`);
const YEAR = 366 * 86_400_000;

export function oncallRotaRoutes(app: ApiApp, deps: RouteDeps, oncall: OnCallPort): void {
  const { clock, log } = deps;
  const { book } = oncall;
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

  app.openapi(feed, async (c) => {
    await record(deps, c, "oncall.calendar", c.get("person").username);
    const token = await oncall.feeds.make(c.get("person").username, c.req.valid("json").rota, clock());
    return c.json({ path: `/calendar/${token}.ics` }, 200);
  });
}
