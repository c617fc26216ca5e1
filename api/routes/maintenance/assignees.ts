import { createRoute, z } from "@hono/zod-openapi";
import {
  assigneesFor,
  dayOf,
  stateNeedsHands,
  type WorkOrders,
} from "../../../facility/maintenance/index.ts";
import { text } from "../../../facility/units/index.ts";
import { allow } from "../../auth/index.ts";
import { AssigneeList } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { problems, refuse } from "../../problems.ts";
import { timeZoneOf } from "../../time-zone.ts";
import type { RouteDeps } from "../deps.ts";
import { Id, json } from "../params.ts";
import type { WholeMaintenance } from "./ports.ts";

const list = createRoute({
  method: "get",
  path: "/api/orders/{id}/assignees",
  tags: ["Work"],
  summary: "Whom the order can be given to: certified, on duty, least to do first · 可派人员",
  ...allow("technician"),
  request: { params: z.object({ id: Id("the order's number", "WO-000042") }) },
  responses: { 200: json(AssigneeList, "The best first"), ...problems(401, 403, 404) },
});

/** The on-call staff as an order sees them. */
export function assigneeRoutes(
  app: ApiApp,
  { model, clock }: RouteDeps,
  orders: WorkOrders,
  people: WholeMaintenance["people"],
): void {
  app.openapi(list, async (c) => {
    const { id } = c.req.valid("param");
    const order = await orders.get(id);
    if (!order) return refuse(c, 404, text(`There is no order ${id}.`, `没有工单 ${id}。`));
    const asset = order.asset === undefined ? undefined : model().assets.get(order.asset);
    const zone = timeZoneOf(model(), order.site);
    const load = new Map<string, number>();
    for (const one of orders.open())
      if (one.id !== id && stateNeedsHands(one) && "to" in one.state)
        load.set(one.state.to, (load.get(one.state.to) ?? 0) + 1);
    const at = clock();
    const found = assigneesFor({
      staff: people.staff(),
      onDuty: people.whoIsOn({ site: order.site, at }),
      site: order.site,
      equipment: asset && { system: asset.system, type: asset.type.id },
      day: dayOf(at, zone),
      loadOf: (person) => load.get(person) ?? 0,
    });
    return c.json(
      {
        assignees: found.map(({ member, onDuty, certified, load: has }) => ({
          id: member.id,
          name: member.name,
          company: member.company ?? null,
          onDuty,
          certified: certified ?? null,
          orders: has,
        })),
      },
      200,
    );
  });
}
