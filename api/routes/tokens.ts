import { createRoute, z } from "@hono/zod-openapi";
import { after, hours, saidInBoth, text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow, checkSites, includes } from "../auth/index.ts";
import { IssuedToken, NewToken, TokenList } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import type { Person } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { unknownSites } from "./known-sites.ts";
import { body, Id, json } from "./params.ts";

const tags = ["Tokens"];

const list = createRoute({
  method: "get",
  path: "/api/tokens",
  tags,
  summary: "Tokens of programs: your own, an administrator sees all · 令牌清单",
  ...allow("engineer"),
  responses: { 200: json(TokenList, "The tokens, without their secrets"), ...problems(401, 403) },
});

const issue = createRoute({
  method: "post",
  path: "/api/tokens",
  tags,
  summary: "Make a bearer token for a program; it has your rights, or fewer · 生成令牌",
  ...allow("engineer"),
  request: { body: body(NewToken) },
  responses: {
    201: json(IssuedToken, "The only moment the token can be read"),
    ...problems(400, 401, 403, 422),
  },
});

const end = createRoute({
  method: "delete",
  path: "/api/tokens/{id}",
  tags,
  summary: "End a token · 吊销令牌",
  ...allow("engineer"),
  request: { params: z.object({ id: Id("from GET /api/tokens", "3f0c9d6e-…") }) },
  responses: { 204: { description: "Ended" }, ...problems(400, 401, 403, 404) },
});

export function tokenRoutes(app: ApiApp, deps: RouteDeps): void {
  const { sessions, clock, log } = deps;
  const visible = async (person: Person) =>
    (await sessions.tokens()).filter(
      (token) => includes(person.role, "admin") || token.username === person.username,
    );

  app.openapi(list, async (c) => c.json({ tokens: await visible(c.get("person")) }, 200));

  app.openapi(issue, async (c) => {
    // A leaked token must not be able to outlive its own end by making others.
    if (c.get("by") === "bearer")
      return refuse(
        c,
        403,
        text("A token cannot make tokens. Sign in as a person.", "令牌不能生成令牌，请以人员身份登录。"),
      );
    const { label, role: asked, sites, days } = c.req.valid("json");
    const { username, role: own } = c.get("person");
    const role = asked ?? own;
    if (!includes(own, role))
      return refuse(
        c,
        403,
        text(`A token of yours may do what ${own} may, not ${role}.`, `你的令牌权限不能超过 ${own}。`),
      );
    const limits = checkSites({ role, sites });
    if (!limits.ok) return refuse(c, 422, saidInBoth(limits));
    // Of the model as this person sees it: a site of others is not there.
    const unknown = unknownSites(deps.model(), sites);
    if (unknown) return refuse(c, 422, unknown);
    const now = clock();
    const endsAt = after(now, hours(24 * days));
    const token = await sessions.issueToken(username, { label, role, sites, endsAt }, now);
    log.info({ label, role, sites, by: username }, "token made");
    await record(deps, c, "token.made", username, {
      label,
      role,
      days,
      ...(sites ? { sites: sites.join(" ") } : {}),
    });
    return c.json({ token, label }, 201);
  });

  app.openapi(end, async (c) => {
    const { id } = c.req.valid("param");
    const mine = (await visible(c.get("person"))).some((token) => token.id === id);
    if (!mine || !(await sessions.endToken(id)))
      return refuse(
        c,
        404,
        text(
          "There is no such token of yours. GET /api/tokens lists them.",
          "没有该令牌。GET /api/tokens 列出全部令牌。",
        ),
      );
    log.info({ id, by: c.get("person").username }, "token ended");
    await record(deps, c, "token.ended", id);
    return c.body(null, 204);
  });
}
