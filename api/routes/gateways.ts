import { createRoute, z } from "@hono/zod-openapi";
import { type AssetId, assetId, text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow } from "../auth/index.ts";
import { GatewayCredential, GatewayList } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { nearest } from "../nearest.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { Id, json } from "./params.ts";

const tags = ["Gateways"];

const list = createRoute({
  method: "get",
  path: "/api/gateways",
  tags,
  summary: "Gateways and whether they are connected · 网关清单",
  ...allow("viewer"),
  responses: { 200: json(GatewayList, "The gateways"), ...problems(401) },
});

const enroll = createRoute({
  method: "post",
  path: "/api/gateways/{id}/credential",
  tags,
  summary: "Make a new MQTT secret for a gateway; the old one ends · 生成网关凭证",
  ...allow("manager"),
  request: { params: z.object({ id: Id("<site>.<gateway>", "riverside.gw-b1") }) },
  responses: {
    201: json(GatewayCredential, "The only moment the secret can be read"),
    ...problems(400, 401, 403, 404),
  },
});

export function gatewayRoutes(app: ApiApp, deps: RouteDeps): void {
  const { model, presence, credentials, log } = deps;
  app.openapi(list, async (c) => {
    const present = model();
    const monitored = new Map<AssetId, string[]>();
    for (const asset of present.assets.values())
      if (asset.monitoredBy && asset.monitoredBy !== asset.id)
        monitored.set(asset.monitoredBy, [...(monitored.get(asset.monitoredBy) ?? []), asset.id]);
    const gateways = await Promise.all(
      present.gateways.map(async ({ site, gateway }) => {
        const id = assetId(site, gateway.id);
        return {
          id,
          name: gateway.name,
          ...presence.online(id),
          assets: monitored.get(id) ?? [],
          hasCredential: await credentials.has(site, gateway.id),
        };
      }),
    );
    return c.json({ gateways }, 200);
  });

  app.openapi(enroll, async (c) => {
    const { id } = c.req.valid("param");
    const ids = model().gateways.map(({ site, gateway }) => ({
      site,
      gateway,
      id: assetId(site, gateway.id),
    }));
    const found = ids.find((each) => each.id === id);
    if (!found) {
      const near = nearest(
        id,
        ids.map((each) => each.id),
      );
      return refuse(
        c,
        404,
        text(
          `There is no gateway ${id}. ${near.length > 0 ? `Did you mean ${near.join(", ")}?` : "Add it under gateways in the site's file."}`,
          `没有网关 ${id}。${near.length > 0 ? `是否指 ${near.join("、")}？` : "请在项目文件的 gateways 中添加。"}`,
        ),
      );
    }
    const secret = await credentials.enroll(found.site, found.gateway.id);
    log.info({ gateway: id, by: c.get("person").username }, "gateway credential made");
    await record(deps, c, "gateway.enrolled", id);
    const { broker } = deps.connections();
    return c.json({ username: `${found.site}/${found.gateway.id}`, secret, alsoSetAt: broker.address }, 201);
  });
}
