import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { text } from "../../../facility/units/index.ts";
import { allow } from "../../auth/index.ts";
import { BeginFromCall, BegunFromCall } from "../../contract/index.ts";
import type { ApiApp, ApiEnv } from "../../env.ts";
import type { Began, OnCallPort } from "../../oncall-port.ts";
import { problems, refuse } from "../../problems.ts";
import { body, Id, json } from "../params.ts";
import { callView } from "./present.ts";

const tags = ["On call"];
const params = z.object({ id: Id("a call", "alarm:riverside.b1-booster-2.dry-run#1") });

// Any plan at any place is for engineers; the one that belongs to this alarm is for whoever is called by it.
const plan = createRoute({
  method: "post",
  path: "/api/oncall/calls/{id}/plan",
  tags,
  summary: "Start the emergency plan that belongs to the call's alarm, or join its run · 启动关联预案",
  ...allow("technician"),
  request: { params, body: body(BeginFromCall) },
  responses: { 201: json(BegunFromCall, "The run"), ...problems(400, 401, 403, 404, 409) },
});
const order = createRoute({
  method: "post",
  path: "/api/oncall/calls/{id}/order",
  tags,
  summary: "Open the work order for the call's alarm; the same one where there is one · 开工单",
  ...allow("technician"),
  request: { params, body: body(BeginFromCall) },
  responses: { 201: json(BegunFromCall, "The order"), ...problems(400, 401, 403, 404, 409) },
});

/** What whoever is called sets going from the call. */
export function oncallBeginRoutes(app: ApiApp, oncall: OnCallPort): void {
  const { pager, begin } = oncall;
  const from = async (c: Context<ApiEnv>, id: string, what: "startPlan" | "openOrder", words: string) => {
    const call = pager.call(id);
    if (!call)
      return refuse(
        c,
        404,
        text(
          "There is no open call of that id. GET /api/oncall/calls lists them.",
          "没有该编号的进行中呼叫。",
        ),
      );
    const by = c.get("person").username;
    const began: Began = await begin[what](call, by, words);
    return began.ok
      ? c.json({ id: began.id, call: callView(began.call, by, oncall) }, 201)
      : refuse(c, 409, began.problem);
  };
  app.openapi(plan, (c) => from(c, c.req.valid("param").id, "startPlan", c.req.valid("json").words));
  app.openapi(order, (c) => from(c, c.req.valid("param").id, "openOrder", c.req.valid("json").words));
}
