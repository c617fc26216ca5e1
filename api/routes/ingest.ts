import { createRoute } from "@hono/zod-openapi";
import { allow } from "../auth/index.ts";
import { IngestView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { problems } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { json } from "./params.ts";

const report = createRoute({
  method: "get",
  path: "/api/ingest",
  tags: ["Ingest"],
  summary: "What comes in, what was refused and why · 数据接入",
  ...allow("engineer"),
  responses: {
    200: json(IngestView, "Counters since the start, and the newest messages that could not be used"),
    ...problems(401, 403),
  },
});

export function ingestRoutes(app: ApiApp, { ingest }: RouteDeps): void {
  app.openapi(report, (c) => {
    const { refused, deadLetters, ...counters } = ingest();
    return c.json({ ...counters, refused: { ...refused }, deadLetters: [...deadLetters] }, 200);
  });
}
