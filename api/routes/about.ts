import { createRoute } from "@hono/zod-openapi";
import { allow } from "../auth/index.ts";
import { AboutView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { problems } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { json } from "./params.ts";

const about = createRoute({
  method: "get",
  path: "/api/about",
  tags: ["Server"],
  summary: "Which program answers, and what stands beside it · 关于",
  ...allow("viewer"),
  responses: { 200: json(AboutView, "The program"), ...problems(401) },
});

export function aboutRoutes(app: ApiApp, deps: RouteDeps): void {
  app.openapi(about, (c) => c.json({ ...deps.about, simulated: deps.demo !== undefined }, 200));
}
