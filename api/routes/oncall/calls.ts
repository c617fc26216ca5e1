import { createRoute, z } from "@hono/zod-openapi";
import { deliveryStates } from "../../../facility/oncall/index.ts";
import { text } from "../../../facility/units/index.ts";
import { allow } from "../../auth/index.ts";
import { AnswerCall, CallDetail, CallList, CallView, DeliveryList, WallView } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Count, Id, json, Moment } from "../params.ts";
import { callView, deliveryView } from "./present.ts";

const tags = ["On call"];
const params = z.object({ id: Id("a call", "alarm:riverside.b1-booster-2.dry-run#1") });

const open = createRoute({
  method: "get",
  path: "/api/oncall/calls",
  tags,
  summary: "Calls that are not over, or with `past` the log of calls · 呼叫",
  ...allow("viewer"),
  request: {
    query: z.object({
      past: z.enum(["true", "false"]).default("false"),
      before: Moment.optional(),
      limit: Count(1, 200, 50),
    }),
  },
  responses: { 200: json(CallList, "Most urgent first; the log newest first"), ...problems(400, 401) },
});
const one = createRoute({
  method: "get",
  path: "/api/oncall/calls/{id}",
  tags,
  summary: "One call with its story and every message · 呼叫详情",
  ...allow("viewer"),
  request: { params },
  responses: { 200: json(CallDetail, "The call"), ...problems(401, 404) },
});
const answer = createRoute({
  method: "post",
  path: "/api/oncall/calls/{id}/answer",
  tags,
  summary: "Acknowledge, take over, escalate now, comment · 响应",
  ...allow("technician"),
  request: { params, body: body(AnswerCall) },
  responses: { 200: json(CallView, "The call as it stands now"), ...problems(400, 401, 403, 409) },
});
const deliveries = createRoute({
  method: "get",
  path: "/api/oncall/deliveries",
  tags,
  summary: "Every message with every try, newest first · 送达记录",
  ...allow("technician"),
  request: {
    query: z.object({
      call: z.string().optional(),
      person: z.string().optional(),
      channel: z.string().optional(),
      state: z.enum(deliveryStates).optional(),
      from: Moment.optional(),
      before: Moment.optional(),
      after: z
        .string()
        .regex(/^\d+ .{1,64}$/, "hand back `next` of the page before")
        .optional(),
      limit: Count(1, 500, 100),
    }),
  },
  responses: { 200: json(DeliveryList, "The messages"), ...problems(400, 401, 403) },
});
const wall = createRoute({
  method: "get",
  path: "/api/demo/messages",
  tags: ["Demo"],
  summary: "What the demo's message wall was sent · 演示消息墙",
  ...allow("viewer"),
  responses: { 200: json(WallView, "Newest first"), ...problems(401) },
});

const rank = { "life-safety": 0, urgent: 1, normal: 2 } as const;

export function oncallCallRoutes(app: ApiApp, _: RouteDeps, oncall: OnCallPort): void {
  const { pager, calls } = oncall;
  const without = <T extends object>(query: T) =>
    Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as {
      [K in keyof T]: Exclude<T[K], undefined>;
    };

  app.openapi(open, async (c) => {
    const { past, before, limit } = c.req.valid("query");
    const me = c.get("person").username;
    const found =
      past === "true"
        ? await calls.calls({ limit, ...(before === undefined ? {} : { before }) })
        : pager
            .open()
            .toSorted((a, b) => rank[a.urgency] - rank[b.urgency] || b.openedAt - a.openedAt)
            .slice(0, limit);
    return c.json({ calls: found.map((call) => callView(call, me, oncall)) }, 200);
  });

  app.openapi(one, async (c) => {
    const { id } = c.req.valid("param");
    const call = pager.call(id) ?? (await calls.call(id));
    if (!call) return refuse(c, 404, text("There is no such call.", "该呼叫不存在。"));
    const by = c.get("person");
    const messages = await calls.deliveries({ call: id, limit: 200 });
    const attempts = await calls.attempts(messages.map((message) => message.id));
    return c.json(
      {
        ...callView(call, by.username, oncall),
        lines: (await calls.lines(id)).map(({ call: _call, ...line }) => line),
        deliveries: messages.map((message) => deliveryView(message, attempts, by)),
      },
      200,
    );
  });

  app.openapi(answer, async (c) => {
    const { do: what, comment } = c.req.valid("json");
    const by = c.get("person").username;
    const answered = await pager.answer({ call: c.req.valid("param").id, by, do: what, comment });
    return answered.ok ? c.json(callView(answered.call, by, oncall), 200) : refuse(c, 409, answered.problem);
  });

  app.openapi(deliveries, async (c) => {
    const by = c.get("person");
    const { after, limit, ...filters } = without(c.req.valid("query"));
    const blank = after?.indexOf(" ") ?? -1;
    const beyond =
      after === undefined ? {} : { after: { at: Number(after.slice(0, blank)), id: after.slice(blank + 1) } };
    // One more than is shown says whether there is an older page.
    const found = await calls.deliveries({ ...filters, ...beyond, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    const attempts = await calls.attempts(shown.map(({ id }) => id));
    return c.json(
      {
        deliveries: shown.map((message) => deliveryView(message, attempts, by)),
        next: last ? `${last.queuedAt} ${last.id}` : null,
      },
      200,
    );
  });

  const received = oncall.wall;
  if (received) app.openapi(wall, (c) => c.json({ messages: received().toReversed() }, 200));
}
