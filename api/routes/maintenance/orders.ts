import { randomUUID } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { type AlarmId, alarmId } from "../../../facility/alarms/index.ts";
import type { AuditDetails } from "../../../facility/audit/index.ts";
import {
  actsFor,
  type OrderAct,
  type OrderRequest,
  type OrderStateName,
  orderStates,
  type Shelves,
  type WorkOrders,
} from "../../../facility/maintenance/index.ts";
import type { Called } from "../../../facility/oncall/index.ts";
import { type AssetId, instant, type Text, text } from "../../../facility/units/index.ts";
import { record } from "../../audit.ts";
import { allow, includes, roleZh } from "../../auth/index.ts";
import { ActOnOrder, NewOrder, OrderList, OrderView, type Role } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { orderSummary, orderView, roleForAct } from "../../maintenance-view.ts";
import { problems, refuse, said } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Count, Id, json, Moment } from "../params.ts";
import { companionsOf } from "./companions.ts";
import { orderClocks } from "./order-clocks.ts";
import { repairProof } from "./repair-proof.ts";

const tags = ["Work"];
const params = z.object({ id: Id("the order's number", "WO-000042") });

const list = createRoute({
  method: "get",
  path: "/api/orders",
  tags,
  summary: "Work orders, newest first · 工单列表",
  ...allow("viewer"),
  request: {
    query: z.object({
      site: z.string().optional(),
      asset: z.string().optional(),
      state: z
        .string()
        .optional()
        .openapi({
          description: `comma list of ${orderStates.join(", ")}; "open" for all that are not ended`,
        }),
      source: z
        .string()
        .optional()
        .openapi({ description: "alarm, plan, emergency, inspection, person, resident" }),
      before: Moment.optional(),
      from: Moment.optional(),
      limit: Count(1, 1000, 200),
    }),
  },
  responses: { 200: json(OrderList, "The orders"), ...problems(400, 401) },
});

const show = createRoute({
  method: "get",
  path: "/api/orders/{id}",
  tags,
  summary: "One order with its checklist, costs and journal · 工单详情",
  ...allow("viewer"),
  request: { params },
  responses: { 200: json(OrderView, "The order"), ...problems(401, 404) },
});

const open = createRoute({
  method: "post",
  path: "/api/orders",
  tags,
  summary: "Ask for work: for an alarm, an asset or anything else · 新建工单",
  ...allow("technician"),
  request: { body: body(NewOrder) },
  responses: {
    201: json(OrderView, "The order; the same one where the key is known"),
    ...problems(400, 401, 403, 404),
  },
});

const act = createRoute({
  method: "post",
  path: "/api/orders/{id}/acts",
  tags,
  summary: "Plan, assign, start, answer, finish, verify … · 工单操作",
  ...allow("technician"),
  request: { params, body: body(ActOnOrder) },
  responses: { 200: json(OrderView, "The order as it stands now"), ...problems(400, 401, 403, 404, 409) },
});

/** Work orders for people and programs. */
export function orderRoutes(
  app: ApiApp,
  deps: RouteDeps,
  orders: WorkOrders,
  called: Called,
  shelves?: Pick<Shelves, "contracts">,
): void {
  const { model, desk, clock } = deps;
  const view = async (id: string, role: Parameters<typeof orderView>[4]) => {
    const order = await orders.get(id);
    if (!order) return undefined;
    const together = await companionsOf(orders, model(), order);
    const contracts = (await shelves?.contracts.list({ site: order.site })) ?? [];
    const clocks = orderClocks(model(), contracts, order, clock());
    const journal = await orders.journal(id);
    const proof = await repairProof(deps, order);
    return { ...orderView(model(), order, journal, clock(), role, together, called), clocks, proof };
  };

  app.openapi(list, async (c) => {
    const { site, asset, state, source, before, from, limit } = c.req.valid("query");
    const wanted = state?.split(",");
    const states = wanted?.includes("open")
      ? orderStates.filter((one) => one !== "closed" && one !== "cancelled")
      : wanted?.filter((one): one is OrderStateName => orderStates.some((known) => known === one));
    const found = await orders.list({
      site,
      asset: asset as AssetId | undefined,
      states,
      source: source === undefined ? undefined : { kind: source },
      before,
      from,
      limit,
    });
    return c.json({ orders: found.map((order) => orderSummary(model(), order, clock(), called)) }, 200);
  });

  app.openapi(show, async (c) => {
    const { id } = c.req.valid("param");
    const found = await view(id, c.get("person").role);
    return found ? c.json(found, 200) : refuse(c, 404, noSuchOrder(id));
  });

  app.openapi(open, async (c) => {
    const asked = c.req.valid("json");
    const by = c.get("person").username;
    const alarm = asked.alarm === undefined ? undefined : (asked.alarm as AlarmId);
    const asset = [...model().assets.values()].find(
      ({ id, rules }) =>
        id === asked.asset || (alarm !== undefined && rules.some((rule) => alarmId(id, rule.id) === alarm)),
    );
    if ((asked.asset !== undefined || alarm !== undefined) && !asset)
      return refuse(
        c,
        404,
        text(
          `There is no asset ${asked.asset ?? ""} or rule behind ${asked.alarm ?? ""}. GET /api/assets lists them.`,
          `没有设备 ${asked.asset ?? ""} 或报警规则 ${asked.alarm ?? ""}。`,
        ),
      );
    const rule = asset?.rules.find(({ id }) => alarm === alarmId(asset.id, id));
    const title = asked.title === undefined ? rule?.title : text(asked.title, asked.title);
    const site = asset?.site ?? asked.site;
    if (!title || site === undefined || !model().sites.some(({ id }) => id === site))
      return refuse(
        c,
        400,
        text(
          "Say what is to be done and where: title, and asset or site.",
          "请填写内容（title）和地点（asset 或 site）。",
        ),
      );
    // One open order for one occurrence of an alarm, however many people press the button.
    const occurrence = alarm === undefined ? undefined : desk.get(alarm)?.occurrence;
    const request: OrderRequest = {
      key:
        alarm === undefined
          ? `person:${asked.key ?? randomUUID()}`
          : `alarm:${alarm}#${occurrence ?? asked.key ?? 0}`,
      site,
      title,
      description: asked.description,
      priority: asked.priority ?? rule?.priority ?? "medium",
      source: alarm === undefined ? { kind: "person", id: by } : { kind: "alarm", id: alarm },
      ...(asset ? { asset: asset.id } : {}),
      ...(asked.dueBy === undefined ? {} : { dueBy: instant(asked.dueBy) }),
      ...(asked.plannedFor === undefined ? {} : { plannedFor: instant(asked.plannedFor) }),
      ...(asked.checklist === undefined ? {} : { checklist: asked.checklist }),
    };
    const opened = await orders.request(request, by);
    if (!opened.ok) return refuse(c, 400, said(opened.problem));
    if (opened.value.version === 1)
      await record(deps, c, "order.opened", opened.value.id, {
        title: title.en,
        source: request.source.kind,
      });
    const found = await view(opened.value.id, c.get("person").role);
    return found ? c.json(found, 201) : refuse(c, 404, noSuchOrder(opened.value.id));
  });

  app.openapi(act, async (c) => {
    const { id } = c.req.valid("param");
    const { act: what, version, key, together } = c.req.valid("json");
    const { username, role } = c.get("person");
    const needed = roleForAct(what, username);
    if (!includes(role, needed)) return refuse(c, 403, needsRole(needed));
    const order = await orders.get(id);
    if (!order) return refuse(c, 404, noSuchOrder(id));
    // Named before the act, which may take the order out of its visit.
    const others =
      together && isForVisit(what)
        ? (await companionsOf(orders, model(), order)).filter((one) => actsFor(one).includes(what.do))
        : [];
    for (const one of others) {
      const refused = await orders.refusal(one.id, what);
      if (refused) return refuse(c, 409, text(`${one.id}: ${refused.en}`, `${one.id}：${refused.zh}`));
    }
    for (const one of [order, ...others]) {
      const acted = await orders.act({
        id: one.id,
        by: username,
        act: what,
        ...(one.id === id ? { version } : {}),
        key: key && `${username}:${key}`,
      });
      if (!acted.ok) return refuse(c, 409, acted.problem);
      await record(deps, c, "order.acted", one.id, auditOf(what));
    }
    const found = await view(id, role);
    return found ? c.json(found, 200) : refuse(c, 404, noSuchOrder(id));
  });
}

export const needsRole = (needed: Role): Text =>
  text(
    `This needs the role ${needed}. Ask ${needed === "manager" ? "a manager" : "an engineer"}.`,
    `此操作须${roleZh[needed]}及以上角色，请联系${needed === "manager" ? "经理" : "工程师"}。`,
  );

/** What of an act belongs in the house's own book; answers, words and files are in the order's journal. */
export function auditOf(act: OrderAct): AuditDetails {
  const { do: did } = act;
  const why = "why" in act ? act.why : "reason" in act ? act.reason : "";
  const override = act.do === "assign" ? act.override : undefined;
  return {
    do: did,
    ...(override === undefined ? {} : { override }),
    ...("to" in act ? { to: act.to } : {}),
    ...(why === "" ? {} : { why: typeof why === "string" ? why : why.en }),
  };
}

/** What a whole visit is planned, given or begun by; everything else is about one piece of equipment. */
const isForVisit = (act: OrderAct): boolean =>
  act.do === "plan" || act.do === "assign" || act.do === "arrive";

export const noSuchOrder = (id: string) =>
  text(`There is no order ${id}. GET /api/orders lists them.`, `没有工单 ${id}，清单见 GET /api/orders。`);
