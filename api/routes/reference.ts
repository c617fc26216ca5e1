import { createRoute, z } from "@hono/zod-openapi";
import type { ApiApp } from "../env.ts";
import { openApiDocument } from "./openapi.ts";
import { referencePage } from "./reference-page.ts";

const tags = ["Reference"];

const document = createRoute({
  method: "get",
  path: "/api/openapi.json",
  tags,
  summary: "This document · 接口描述",
  security: [],
  responses: {
    200: {
      description: "OpenAPI 3.1",
      content: { "application/json": { schema: z.any().openapi({ type: "object" }) } },
    },
  },
});

const page = createRoute({
  method: "get",
  path: "/api/docs",
  tags,
  summary: "This document as a page to read · 接口文档",
  security: [],
  responses: { 200: { description: "A page", content: { "text/html": { schema: z.string() } } } },
});

/** Comes after all other routes: the document describes what is registered by then, itself included. */
export function referenceRoutes(app: ApiApp): void {
  let known: ReturnType<typeof openApiDocument> | undefined;
  const current = () => {
    known ??= openApiDocument(app);
    return known;
  };
  app.openapi(document, (c) => c.json(current(), 200));
  app.openapi(page, (c) => c.html(referencePage(current())));
}
