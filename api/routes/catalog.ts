import { createRoute } from "@hono/zod-openapi";
import { registerColumns } from "../../facility/assets/index.ts";
import { allow } from "../auth/index.ts";
import { CatalogView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { problems } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { json } from "./params.ts";

const list = createRoute({
  method: "get",
  path: "/api/catalog",
  tags: ["Catalogue"],
  summary: "What is known about each type of equipment · 设备类型目录",
  ...allow("viewer"),
  responses: { 200: json(CatalogView, "The types"), ...problems(401) },
});

export function catalogRoutes(app: ApiApp, { types }: RouteDeps): void {
  app.openapi(list, (c) =>
    c.json(
      {
        types: types.map((type) => ({
          id: type.id,
          label: type.label,
          system: type.system,
          points: type.points.length,
          rules: type.rules.length,
          alarms: type.rules.map(({ id, title }) => ({ rule: id, title })),
          maintenance: type.maintenance,
          serviceLife: type.serviceLife ?? null,
          criticality: type.criticality?.grades ?? null,
          replacementCost: type.replacementCost ?? null,
          emergencyPlans: type.emergencyPlans,
        })),
        columns: [...registerColumns],
      },
      200,
    ),
  );
}
