import { createRoute, z } from "@hono/zod-openapi";
import qrcode from "qrcode";
import { courseOf, type ServiceRequest, whatLabels } from "../../../facility/maintenance/index.ts";
import { type AssetId, text } from "../../../facility/units/index.ts";
import { record } from "../../audit.ts";
import { allow, includes } from "../../auth/index.ts";
import { RequestList, RequestReply, RequestView, type Role } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { placeOf } from "../../maintenance-view.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Id, json } from "../params.ts";
import type { WholeMaintenance } from "./ports.ts";
import { noRequest, notKnown } from "./resident-page.ts";

const tags = ["Requests"];
const assetParam = z.object({ id: Id("<site>.<asset>", "riverside.b2-lift-2") });
const idParam = z.object({ id: Id("a request", "RQ-1a2b3c4d") });

const inbox = createRoute({
  method: "get",
  path: "/api/requests",
  tags,
  summary: "What residents told, newest first · 报修收件箱",
  ...allow("technician"),
  request: { query: z.object({ site: z.string().optional() }) },
  responses: { 200: json(RequestList, "With the order each was joined to"), ...problems(401, 403) },
});
const reply = createRoute({
  method: "post",
  path: "/api/requests/{id}/reply",
  tags,
  summary: "Answer the reporter, or set the request aside with a reason · 回复或关闭报修",
  ...allow("technician"),
  request: { params: idParam, body: body(RequestReply) },
  responses: { 200: json(RequestView, "As it stands now"), ...problems(400, 401, 403, 404) },
});
const erase = createRoute({
  method: "delete",
  path: "/api/requests/{id}/personal-data",
  tags,
  summary: "Erase the reporter's phone number and photo · 删除个人信息",
  ...allow("manager"),
  request: { params: idParam },
  responses: { 200: json(RequestView, "Without them"), ...problems(401, 403, 404) },
});
const code = createRoute({
  method: "get",
  path: "/api/maintenance/codes/{id}",
  tags,
  summary: "The code to stick on an asset, as SVG · 报修二维码",
  ...allow("technician"),
  request: { params: assetParam, query: z.object({ base: z.url().max(200) }) },
  responses: {
    200: { description: "An SVG picture", content: { "image/svg+xml": { schema: z.string() } } },
    ...problems(400, 401, 403, 404),
  },
});

/** What residents told, for those who mend it; and the codes they scan. */
export function requestRoutes(app: ApiApp, deps: RouteDeps, { requests }: WholeMaintenance): void {
  const { model } = deps;
  const assetOf = (id: string) => model().assets.get(id as AssetId);

  const view = (request: ServiceRequest, role: Role): RequestView => {
    const asset = assetOf(request.asset);
    const points = new Map(asset?.points.map(({ type }) => [type.name, type.label] as const));
    return {
      id: request.id,
      site: request.site,
      asset: request.asset,
      assetName: asset?.name ?? text(request.asset, request.asset),
      place: placeOf(model(), request.asset),
      what: whatLabels[request.what],
      words: request.words,
      language: request.language,
      at: request.at,
      state: request.state.is,
      order: request.order ?? null,
      phone: includes(role, "technician") ? (request.contact?.phone ?? null) : null,
      photos: [...request.photos],
      condition: request.condition.map(({ point, value }) => ({
        point: points.get(point) ?? text(point, point),
        value: typeof value === "string" ? text(value, value) : value,
      })),
      answers: [...request.answers],
      course: courseOf(request).map(({ at, is, order }) => ({ at, is, order: order ?? null })),
      erased: request.erasedAt !== undefined,
    };
  };
  app.openapi(inbox, async (c) => {
    const found = await requests.list(c.req.valid("query").site);
    return c.json({ requests: found.toReversed().map((one) => view(one, c.get("person").role)) }, 200);
  });
  app.openapi(reply, async (c) => {
    const { words, dismiss } = c.req.valid("json");
    const { id } = c.req.valid("param");
    const next = await requests.reply(id, words, dismiss, c.get("person").username);
    if (next) await record(deps, c, "request.answered", id, { dismissed: dismiss });
    return next ? c.json(view(next, c.get("person").role), 200) : refuse(c, 404, noRequest);
  });
  app.openapi(erase, async (c) => {
    const { id } = c.req.valid("param");
    const next = await requests.forget(id);
    if (next) await record(deps, c, "request.erased", id);
    return next ? c.json(view(next, c.get("person").role), 200) : refuse(c, 404, noRequest);
  });
  app.openapi(code, async (c) => {
    const { id } = c.req.valid("param");
    if (!assetOf(id)) return refuse(c, 404, notKnown);
    const url = new URL(`/q/${encodeURIComponent(id)}`, c.req.valid("query").base);
    const svg = await qrcode.toString(url.href, { type: "svg", margin: 2, errorCorrectionLevel: "Q" });
    return c.body(svg, 200, { "content-type": "image/svg+xml" });
  });
}
