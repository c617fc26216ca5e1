import { randomUUID } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { text } from "../../../facility/units/index.ts";
import { allow } from "../../auth/index.ts";
import { DutyLogView, LogEntryView, NewLogEntry } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Count, Id, json, Moment } from "../params.ts";

const tags = ["On call"];

const list = createRoute({
  method: "get",
  path: "/api/oncall/log",
  tags,
  summary: "The duty log book, newest first · 值班日志",
  ...allow("technician"),
  request: {
    query: z.object({ site: z.string().min(1), before: Moment.optional(), limit: Count(1, 500, 100) }),
  },
  responses: { 200: json(DutyLogView, "Entries"), ...problems(400, 401, 403) },
});
const add = createRoute({
  method: "post",
  path: "/api/oncall/log",
  tags,
  summary: "Write into the log book, or a note for the hand-over · 记录日志",
  ...allow("technician"),
  request: { body: body(NewLogEntry) },
  responses: { 201: json(LogEntryView, "The entry"), ...problems(400, 401, 403) },
});
const read = createRoute({
  method: "post",
  path: "/api/oncall/log/{id}/read",
  tags,
  summary: "I take over and have read this note · 交接确认",
  ...allow("technician"),
  request: { params: z.object({ id: Id("an entry", "…") }) },
  responses: { 204: { description: "Noted" }, ...problems(401, 403, 409) },
});

export function oncallLogRoutes(app: ApiApp, { clock }: RouteDeps, { log: kept }: OnCallPort): void {
  app.openapi(list, async (c) => {
    const { site, before, limit } = c.req.valid("query");
    const entries = await kept.list({ site, limit, ...(before === undefined ? {} : { before }) });
    return c.json({ entries: entries.map(({ site: _, ...entry }) => entry) }, 200);
  });

  app.openapi(add, async (c) => {
    const { site, kind, words } = c.req.valid("json");
    const entry = {
      id: randomUUID(),
      at: clock(),
      by: c.get("person").username,
      kind,
      words,
      readBy: null,
      readAt: null,
    };
    await kept.add({ ...entry, site });
    return c.json(entry, 201);
  });

  app.openapi(read, async (c) => {
    const noted = await kept.read(c.req.valid("param").id, c.get("person").username, clock());
    return noted
      ? c.body(null, 204)
      : refuse(
          c,
          409,
          text("Somebody has read it before you. Load the page again.", "该记录已有人确认，请刷新页面。"),
        );
  });
}
