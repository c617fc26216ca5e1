import { createRoute, z } from "@hono/zod-openapi";
import { text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow, includes } from "../auth/index.ts";
import { SessionList } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { personKey } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { Id, json } from "./params.ts";

const tags = ["Session"];

const list = createRoute({
  method: "get",
  path: "/api/sessions",
  tags,
  summary: "Where you are signed in; an administrator sees everybody · 登录会话清单",
  ...allow("viewer"),
  responses: { 200: json(SessionList, "Open sessions, the last used first"), ...problems(401, 403) },
});

const endOne = createRoute({
  method: "delete",
  path: "/api/sessions/{id}",
  tags,
  summary: "End a session of yours; an administrator ends anybody's · 结束会话",
  ...allow("viewer"),
  request: { params: z.object({ id: Id("from GET /api/sessions", "3f0c9d6e-…") }) },
  responses: { 204: { description: "Ended" }, ...problems(400, 401, 403, 404) },
});

const endOthers = createRoute({
  method: "delete",
  path: "/api/sessions",
  tags,
  summary: "End your sessions but the one that asks · 结束其他会话",
  ...allow("viewer"),
  responses: { 204: { description: "Ended" }, ...problems(401, 403) },
});

export function openSessionRoutes(app: ApiApp, deps: RouteDeps): void {
  const { sessions, clock } = deps;

  app.openapi(list, async (c) => {
    const { username, role } = c.get("person");
    const all = await sessions.list(clock(), c.get("token"));
    const mine = all.filter(
      (each) => includes(role, "admin") || personKey(each.username) === personKey(username),
    );
    return c.json({ sessions: mine }, 200);
  });

  app.openapi(endOne, async (c) => {
    const { id } = c.req.valid("param");
    const { username, role } = c.get("person");
    const found = (await sessions.list(clock(), c.get("token"))).find((each) => each.id === id);
    const may = found && (includes(role, "admin") || personKey(found.username) === personKey(username));
    if (!may || !(await sessions.endSession(id)))
      return refuse(
        c,
        404,
        text(
          "There is no such session of yours. GET /api/sessions lists them.",
          "没有该会话。GET /api/sessions 列出全部会话。",
        ),
      );
    await record(deps, c, "session.ended", found.username, found.current ? {} : { device: found.device });
    return c.body(null, 204);
  });

  app.openapi(endOthers, async (c) => {
    const { username } = c.get("person");
    const ended = await sessions.endAll(username, c.get("token"));
    if (ended > 0) await record(deps, c, "session.ended", username, { others: ended });
    return c.body(null, 204);
  });
}
