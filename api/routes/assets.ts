import { createRoute, z } from "@hono/zod-openapi";
import { compress } from "hono/compress";
import { type AssetId, text } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { AssetDetail, AssetList } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { nearest } from "../nearest.ts";
import { assetDetail, assetView } from "../present.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { Id, json } from "./params.ts";

const tags = ["Assets"];

const list = createRoute({
  method: "get",
  path: "/api/assets",
  tags,
  summary: "Every asset with its points and their newest values · 设备清单",
  ...allow("viewer"),
  request: { query: z.object({ site: z.string().optional().openapi({ description: "only of this site" }) }) },
  responses: { 200: json(AssetList, "Sites and their assets"), ...problems(400, 401) },
});

const one = createRoute({
  method: "get",
  path: "/api/assets/{id}",
  tags,
  summary: "One asset with the rules in force on it · 设备详情",
  ...allow("viewer"),
  request: { params: z.object({ id: Id("<site>.<asset>", "riverside.b2-lift-1") }) },
  responses: { 200: json(AssetDetail, "The asset"), ...problems(400, 401, 404) },
});

export function assetRoutes(app: ApiApp, { model, board }: RouteDeps): void {
  // Every page begins with it, and it says the same words of each point: a twelfth of its bytes will do.
  app.use("/api/assets", compress());
  app.openapi(list, (c) => {
    const { site } = c.req.valid("query");
    const present = model();
    const sites = present.sites.filter((each) => site === undefined || each.id === site);
    const assets = [...present.assets.values()].filter((asset) => site === undefined || asset.site === site);
    return c.json(
      {
        sites: sites.map(({ id, name, timeZone }) => ({ id, name, timeZone })),
        assets: assets.map((asset) => assetView(present, board, asset)),
      },
      200,
    );
  });

  app.openapi(one, (c) => {
    const { id } = c.req.valid("param");
    const present = model();
    const asset = present.assets.get(id as AssetId);
    if (asset) return c.json(assetDetail(present, board, asset), 200);
    const near = nearest(id, present.assets.keys());
    return refuse(
      c,
      404,
      text(
        `There is no asset ${id}. ${near.length > 0 ? `Did you mean ${near.join(", ")}?` : "GET /api/assets lists them."}`,
        `没有设备 ${id}。${near.length > 0 ? `是否指 ${near.join("、")}？` : "GET /api/assets 列出全部设备。"}`,
      ),
    );
  });
}
