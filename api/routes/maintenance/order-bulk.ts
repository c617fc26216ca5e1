import { createRoute } from "@hono/zod-openapi";
import type { WorkOrders } from "../../../facility/maintenance/index.ts";
import type { Called } from "../../../facility/oncall/index.ts";
import { inShort, record } from "../../audit.ts";
import { allow, includes } from "../../auth/index.ts";
import { ActedOnOrders, ActOnOrders, type OrderSummary } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { languageOf } from "../../language.ts";
import { orderSummary, roleForAct } from "../../maintenance-view.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, json } from "../params.ts";
import { auditOf, needsRole } from "./orders.ts";

const bulk = createRoute({
  method: "post",
  path: "/api/orders/acts",
  tags: ["Work"],
  summary: "The same for several orders: plan, assign … · 批量工单操作",
  ...allow("technician"),
  request: { body: body(ActOnOrders) },
  responses: {
    200: json(ActedOnOrders, "What was done, and what was not and why"),
    ...problems(400, 401, 403),
  },
});

/** Several orders at once: each keeps its own journal, the house's book has one line. */
export function orderBulkRoutes(app: ApiApp, deps: RouteDeps, orders: WorkOrders, called: Called): void {
  const { model, clock } = deps;
  app.openapi(bulk, async (c) => {
    const { act, orders: asked } = c.req.valid("json");
    const { username, role } = c.get("person");
    const needed = roleForAct(act, username);
    if (!includes(role, needed)) return refuse(c, 403, needsRole(needed));
    const done: OrderSummary[] = [];
    const refused: { id: string; problem: string }[] = [];
    for (const { id, version } of new Map(asked.map((one) => [one.id, one])).values()) {
      const acted = await orders.act({ id, by: username, act, version });
      if (acted.ok) done.push(orderSummary(model(), acted.value, clock(), called));
      else refused.push({ id, problem: acted.problem[languageOf(c)] });
    }
    const [first] = done;
    if (first)
      await record(
        deps,
        c,
        done.length === 1 ? "order.acted" : "orders.acted",
        done.length === 1 ? first.id : `${done.length} orders`,
        { ...auditOf(act), ...(done.length === 1 ? {} : { orders: inShort(done.map(({ id }) => id)) }) },
      );
    return c.json({ orders: done, refused }, 200);
  });
}
