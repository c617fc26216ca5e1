import { createRoute } from "@hono/zod-openapi";
import { text } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { DismissOffer, OfferList } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { body, json } from "./params.ts";

const tags = ["Ingest"];

const list = createRoute({
  method: "get",
  path: "/api/offers",
  tags,
  summary: "Points that gateways send and the site does not have · 待认领点位",
  ...allow("engineer"),
  responses: { 200: json(OfferList, "With the last value and how often it came"), ...problems(401, 403) },
});

const dismiss = createRoute({
  method: "post",
  path: "/api/offers/dismiss",
  tags,
  summary: "Say that such a point is not wanted; it is offered no more · 忽略点位",
  ...allow("engineer"),
  request: { body: body(DismissOffer) },
  responses: { 200: json(OfferList, "What is left"), ...problems(400, 401, 403, 404) },
});

export function offerRoutes(app: ApiApp, { offers, log }: RouteDeps): void {
  const shown = () => ({ offers: [...offers.list()] });

  app.openapi(list, (c) => c.json(shown(), 200));

  app.openapi(dismiss, (c) => {
    const { id } = c.req.valid("json");
    const by = c.get("person").username;
    if (!offers.dismiss(id, by))
      return refuse(
        c,
        404,
        text(
          `Nothing named ${id} is offered. GET /api/offers lists what is.`,
          `没有待认领点位 ${id}，清单见 GET /api/offers。`,
        ),
      );
    log.info({ offer: id, by }, "offered point dismissed");
    return c.json(shown(), 200);
  });
}
