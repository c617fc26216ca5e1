import { createRoute, z } from "@hono/zod-openapi";
import { type DeviceEventStore, explainEvent } from "../../facility/readings/index.ts";
import { type AssetId, text } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { DeviceEventList } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { Count, Id, json, Moment } from "./params.ts";

const list = createRoute({
  method: "get",
  path: "/api/assets/{id}/events",
  tags: ["Assets"],
  summary: "What the device told by code, newest first: detectors, resets, duty checks · 设备事件",
  ...allow("viewer"),
  request: {
    params: z.object({ id: Id("<site>.<asset>", "riverside.b1-fire-panel") }),
    query: z.object({
      before: Moment.optional().openapi({ description: "only older ones" }),
      limit: Count(1, 1000, 100),
    }),
  },
  responses: { 200: json(DeviceEventList, "The events"), ...problems(400, 401, 404) },
});

export function eventRoutes(app: ApiApp, { model }: RouteDeps, events: DeviceEventStore): void {
  app.openapi(list, async (c) => {
    const { id } = c.req.valid("param");
    const { before, limit } = c.req.valid("query");
    const asset = model().assets.get(id as AssetId);
    if (!asset)
      return refuse(
        c,
        404,
        text(
          `There is no asset ${id}. GET /api/assets lists them.`,
          `没有设备 ${id}。GET /api/assets 列出全部设备。`,
        ),
      );
    const found = await events.list({ asset: asset.id, limit, ...(before === undefined ? {} : { before }) });
    return c.json(
      {
        events: found.map((event) => {
          const known = explainEvent(event.scheme, event.code);
          return {
            ...event,
            text: event.text ?? null,
            meaning: known?.meaning ?? null,
            schemeName: known?.scheme ?? null,
            grave: known?.grave ?? false,
            details: { ...event.details },
          };
        }),
      },
      200,
    );
  });
}
