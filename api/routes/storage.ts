import { createRoute } from "@hono/zod-openapi";
import { saidInBoth } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow } from "../auth/index.ts";
import { Retention, StorageView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import type { ReadingArchive } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { body, json } from "./params.ts";

const tags = ["Storage"];

const usage = createRoute({
  method: "get",
  path: "/api/storage",
  tags,
  summary: "How much is kept, for how long, and how much room is left · 存储用量",
  ...allow("engineer"),
  responses: { 200: json(StorageView, "The tiers and the disk"), ...problems(401, 403) },
});

const keep = createRoute({
  method: "put",
  path: "/api/storage/retention",
  tags,
  summary: "Set for how many days each tier is kept; null is for ever · 设置保存期限",
  ...allow("manager"),
  request: { body: body(Retention) },
  responses: { 200: json(StorageView, "As it is now"), ...problems(400, 401, 403, 422) },
});

/** Only where readings lie in files of our own; a database server keeps its own house. */
export function storageRoutes(app: ApiApp, archive: ReadingArchive, deps: RouteDeps): void {
  const { log } = deps;
  app.openapi(usage, async (c) => c.json(await archive.usage(), 200));

  app.openapi(keep, async (c) => {
    const policy = c.req.valid("json");
    const set = await archive.setRetention(policy);
    if (!set.ok) return refuse(c, 422, saidInBoth(set));
    log.info({ policy, by: c.get("person").username }, "retention changed");
    await record(deps, c, "storage.retention", "readings", { policy: JSON.stringify(policy) });
    return c.json(await archive.usage(), 200);
  });
}
