import { createRoute, z } from "@hono/zod-openapi";
import { StockPart } from "../../../facility/maintenance/index.ts";
import { text } from "../../../facility/units/index.ts";
import { record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import { PartCount, PartList, PartMove, PartMoves } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, json } from "../params.ts";
import { noSuchSite } from "./plans.ts";
import type { WholeMaintenance } from "./ports.ts";

const tags = ["Spare parts"];
const Which = z.object({ site: z.string().min(1), id: z.string().min(1).max(64) });

const list = createRoute({
  method: "get",
  path: "/api/maintenance/parts",
  tags,
  summary: "Spare parts, those below their minimum first · 备件库存",
  ...allow("viewer"),
  request: { query: z.object({ site: z.string().min(1) }) },
  responses: { 200: json(PartList, "With how many are there"), ...problems(400, 401, 404) },
});
const put = createRoute({
  method: "put",
  path: "/api/maintenance/parts",
  tags,
  summary: "A spare part: its minimum, price, place, how many were counted · 保存备件",
  ...allow("engineer"),
  request: { body: body(StockPart) },
  responses: { 200: json(PartList, "All parts"), ...problems(400, 401, 403, 404) },
});
const remove = createRoute({
  method: "delete",
  path: "/api/maintenance/parts",
  tags,
  summary: "A part that is no longer kept; orders that used it keep their lines · 删除备件",
  ...allow("engineer"),
  request: { query: Which },
  responses: { 204: { description: "Gone" }, ...problems(401, 403) },
});
const moves = createRoute({
  method: "get",
  path: "/api/maintenance/parts/moves",
  tags,
  summary: "What came and went of a part, newest first · 出入库记录",
  ...allow("viewer"),
  request: { query: Which },
  responses: { 200: json(PartMoves, "Each with its order, where there is one"), ...problems(400, 401) },
});
const move = createRoute({
  method: "post",
  path: "/api/maintenance/parts/moves",
  tags,
  summary: "A delivery came, or something was taken without an order · 出入库",
  ...allow("technician"),
  request: { body: body(PartMove) },
  responses: { 200: json(PartList, "All parts"), ...problems(400, 401, 403, 404) },
});
const count = createRoute({
  method: "post",
  path: "/api/maintenance/parts/count",
  tags,
  summary: "Somebody counted: so many are there now · 盘点",
  ...allow("technician"),
  request: { body: body(PartCount) },
  responses: { 200: json(PartList, "All parts"), ...problems(400, 401, 403, 404) },
});

/** Spare parts. */
export function stockRoutes(app: ApiApp, deps: RouteDeps, { stock }: WholeMaintenance): void {
  const isSite = (id: string) => deps.model().sites.some((site) => site.id === id);
  const view = async (site: string): Promise<PartList> => ({
    parts: (await stock.list(site)).map(({ part, onHand, low, lowSince }) => {
      const { countedAt, ...rest } = part;
      return { part: rest, countedAt, onHand, low, lowSince: lowSince ?? null };
    }),
  });
  const noPart = (id: string) =>
    text(`There is no part ${id}. GET /api/maintenance/parts lists them.`, `没有备件 ${id}。`);

  app.openapi(list, async (c) => {
    const { site } = c.req.valid("query");
    return isSite(site) ? c.json(await view(site), 200) : refuse(c, 404, noSuchSite(site));
  });
  app.openapi(put, async (c) => {
    const part = c.req.valid("json");
    if (!isSite(part.site)) return refuse(c, 404, noSuchSite(part.site));
    await stock.put(part);
    const { minimum, counted, unitCost } = part;
    await record(deps, c, "part.changed", `${part.site}/${part.id}`, { minimum, counted, unitCost });
    return c.json(await view(part.site), 200);
  });
  app.openapi(remove, async (c) => {
    const { site, id } = c.req.valid("query");
    await stock.remove(site, id);
    await record(deps, c, "part.removed", `${site}/${id}`);
    return c.body(null, 204);
  });
  app.openapi(moves, async (c) => {
    const { site, id } = c.req.valid("query");
    const found = await stock.moves(site, id);
    return c.json({ moves: found.map((one) => ({ ...one, order: one.order ?? null })) }, 200);
  });
  app.openapi(move, async (c) => {
    const { key, site, part, quantity, words } = c.req.valid("json");
    const by = c.get("person").username;
    if (!(await stock.move({ id: `${by}:${key}`, site, part, by, quantity, words })))
      return refuse(c, 404, noPart(part));
    await record(deps, c, "part.moved", `${site}/${part}`, { quantity, words });
    return c.json(await view(site), 200);
  });
  app.openapi(count, async (c) => {
    const { site, part, counted } = c.req.valid("json");
    if (!(await stock.count(site, part, counted))) return refuse(c, 404, noPart(part));
    await record(deps, c, "part.moved", `${site}/${part}`, { counted });
    return c.json(await view(site), 200);
  });
}
