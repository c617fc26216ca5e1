import { Readable } from "node:stream";
import { createRoute, z } from "@hono/zod-openapi";
import { allow } from "../auth/index.ts";
import type { ApiApp } from "../env.ts";
import { problems } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";

const take = createRoute({
  method: "post",
  path: "/api/backup",
  tags: ["Server"],
  summary: "Everything in one file: state, readings, keys, uploaded files · 整库备份",
  ...allow("admin"),
  description:
    "Taken while the server runs. It holds keys and password hashes: keep it where only you can read it. Give it to `restore`.",
  responses: {
    200: {
      description: "A tar archive",
      content: { "application/x-tar": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...problems(401, 403),
  },
});

export function backupRoutes(app: ApiApp, { log, clock }: RouteDeps, backup: () => Promise<Readable>): void {
  app.openapi(take, async (c) => {
    log.info({ by: c.get("person").username }, "a backup is taken");
    const stamp = new Date(clock()).toISOString().replace(/[-:]|\.\d+/g, "");
    return c.body(Readable.toWeb(await backup()) as ReadableStream, 200, {
      "content-type": "application/x-tar",
      "content-disposition": `attachment; filename="watchkeeper-${stamp}.tar"`,
    });
  });
}
