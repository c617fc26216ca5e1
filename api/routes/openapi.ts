import { z } from "@hono/zod-openapi";
import { SESSION_COOKIE } from "../auth/index.ts";
import * as contract from "../contract/index.ts";
import type { ApiApp } from "../env.ts";

/**
 * Gives every schema of the contract its name in the document, so that it stands there once and is referred to.
 * The generator's own way, `.openapi(name)`, makes a copy, and those inside other schemas would stay unnamed; besides,
 * the console shares the contract and must not load the generator. So the name goes to where the generator reads it,
 * `_internal.refId` (zod-to-openapi 8, Metadata.getRefId); a test of the document tells when that moves.
 */
export function nameSchemas(): void {
  for (const [id, schema] of Object.entries(contract)) {
    if (!(schema instanceof z.ZodType)) continue;
    if (!(schema instanceof z.ZodObject || schema instanceof z.ZodEnum)) continue;
    const known = z.globalRegistry.get(schema);
    if (known?._internal === undefined) z.globalRegistry.add(schema, { ...known, _internal: { refId: id } });
  }
}

/** The OpenAPI 3.1 document of everything registered so far. */
export function openApiDocument(app: ApiApp) {
  app.openAPIRegistry.registerComponent("securitySchemes", "cookie", {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
    description: "For people: POST /api/session sets it.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "For programs: an engineer makes a token with POST /api/tokens.",
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Watchkeeper 值守",
      version: "1",
      description:
        "Times are ms since 1970 (UTC). Errors are RFC 9457 problem details whose `detail` says what to do, " +
        "in English or Chinese by Accept-Language. Live values and alarms come over socket.io at /live. " +
        "时间为 UTC 毫秒；错误信息按 Accept-Language 返回中文或英文。",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: "/" }],
  });
}
