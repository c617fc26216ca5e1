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
  // Written once: anybody may ask for them, as often as he likes.
  let known: { readonly document: ReturnType<typeof openApiDocument>; readonly page: string } | undefined;
  const current = () => {
    if (known) return known;
    const made = openApiDocument(app);
    known = { document: made, page: referencePage(made) };
    return known;
  };
  app.openapi(document, (c) => c.json(current().document, 200));
  app.openapi(page, (c) => c.html(current().page));
}
