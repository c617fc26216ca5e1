import { createRoute, z } from "@hono/zod-openapi";
import { type Channel, secretFields } from "../../../facility/oncall/index.ts";
import { text } from "../../../facility/units/index.ts";
import { record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import {
  Channel as ChannelBody,
  ChannelList,
  ChannelView,
  DeliveryView,
  OnCallSettings,
  OnCallSettingsView,
  TestChannel,
} from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Id, json } from "../params.ts";
import { deliveryView } from "./present.ts";

const tags = ["On call"];
const params = z.object({ id: Id("a channel", "email") });

const list = createRoute({
  method: "get",
  path: "/api/oncall/channels",
  tags,
  summary: "Ways to reach people; secrets are not shown · 通知通道",
  ...allow("manager"),
  responses: { 200: json(ChannelList, "The channels"), ...problems(401, 403) },
});
const names = createRoute({
  method: "get",
  path: "/api/oncall/channel-names",
  tags,
  summary: "The channels by name, for a person's own ways · 通道名称",
  ...allow("technician"),
  responses: {
    200: json(
      z.object({
        channels: z.array(
          z.object({ id: z.string(), name: z.object({ en: z.string(), zh: z.string() }), kind: z.string() }),
        ),
      }),
      "Those that are switched on",
    ),
    ...problems(401, 403),
  },
});
const put = createRoute({
  method: "put",
  path: "/api/oncall/channels/{id}",
  tags,
  summary: "Set a channel up, or change it; a secret left empty stays as it is · 配置通道",
  ...allow("admin"),
  request: { params, body: body(ChannelBody) },
  responses: { 200: json(ChannelView, "As it is now"), ...problems(400, 401, 403, 422) },
});
const remove = createRoute({
  method: "delete",
  path: "/api/oncall/channels/{id}",
  tags,
  summary: "Take a channel away · 删除通道",
  ...allow("admin"),
  request: { params },
  responses: { 204: { description: "Gone" }, ...problems(401, 403, 422) },
});
const test = createRoute({
  method: "post",
  path: "/api/oncall/channels/{id}/test",
  tags,
  summary: "Send a test message now · 测试通道",
  ...allow("manager"),
  request: { params, body: body(TestChannel) },
  responses: { 200: json(DeliveryView, "What came of it"), ...problems(400, 401, 403, 404) },
});
const settings = createRoute({
  method: "get",
  path: "/api/oncall/settings",
  tags,
  summary: "Public address, heartbeat, links · 值班设置",
  ...allow("manager"),
  responses: { 200: json(OnCallSettingsView, "The settings"), ...problems(401, 403) },
});
const putSettings = createRoute({
  method: "put",
  path: "/api/oncall/settings",
  tags,
  summary: "Set them · 修改值班设置",
  ...allow("admin"),
  request: { body: body(OnCallSettings) },
  responses: { 200: json(OnCallSettingsView, "As it is now"), ...problems(400, 401, 403, 422) },
});

/** A channel without its secrets, and which of them are set. */
function shown(channel: Channel): ChannelView {
  const blank: Record<string, unknown> = { ...channel };
  const set: string[] = [];
  for (const field of secretFields[channel.kind]) {
    const value = blank[field];
    const isSet = typeof value === "string" ? value !== "" : Object.keys(value ?? {}).length > 0;
    if (!isSet) continue;
    set.push(field);
    // Whose robot it is can be told by the host; the rest of the address is the secret.
    if (field === "url") blank[field] = `${new URL(String(value)).origin}/…`;
    else blank[field] = field === "headers" ? {} : "";
  }
  return { channel: blank as Channel, set };
}

/** What was sent back as it was shown stays as it is stored. */
function kept(sent: Channel, before: Channel | undefined): Channel {
  if (before?.kind !== sent.kind) return sent;
  const next: Record<string, unknown> = { ...sent };
  const old: Record<string, unknown> = { ...before };
  const looked: Record<string, unknown> = { ...shown(before).channel };
  for (const field of secretFields[sent.kind])
    if (JSON.stringify(next[field]) === JSON.stringify(looked[field])) next[field] = old[field];
  return next as Channel;
}

export function oncallChannelRoutes(app: ApiApp, deps: RouteDeps, oncall: OnCallPort): void {
  const { log } = deps;
  const { book, pager } = oncall;

  app.openapi(list, (c) => c.json({ channels: book.channels().map(shown) }, 200));

  app.openapi(names, (c) =>
    c.json(
      {
        channels: book
          .channels()
          .filter(({ enabled }) => enabled)
          .map(({ id, name, kind }) => ({ id, name, kind })),
      },
      200,
    ),
  );

  app.openapi(put, async (c) => {
    const sent = c.req.valid("json");
    if (sent.id !== c.req.valid("param").id)
      return refuse(
        c,
        422,
        text("The id in the address and in the body differ.", "地址与内容中的编号不一致。"),
      );
    const channel = kept(sent, book.channel(sent.id));
    const done = await book.put("channel", channel, c.get("person").username);
    if (!done.ok) return refuse(c, 422, done.problem);
    // Never an address or a secret of it: who may read the audit need not be able to send.
    await record(deps, c, "oncall.channel", sent.id, { kind: sent.kind, enabled: sent.enabled });
    log.info({ channel: sent.id, by: c.get("person").username }, "on-call channel changed");
    return c.json(shown(channel), 200);
  });

  app.openapi(remove, async (c) => {
    const { id } = c.req.valid("param");
    const done = await book.remove("channel", id);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.channel", id, { removed: true });
    log.info({ channel: id, by: c.get("person").username }, "on-call channel removed");
    return c.body(null, 204);
  });

  app.openapi(test, async (c) => {
    const { id } = c.req.valid("param");
    if (!book.channel(id)) return refuse(c, 404, text(`There is no channel ${id}.`, `通道 ${id} 不存在。`));
    const by = c.get("person");
    const outcome = await pager.test(id, c.req.valid("json").address, by.username);
    const attempts = await oncall.calls.attempts([outcome.id]);
    return c.json(deliveryView(outcome, attempts, by), 200);
  });

  app.openapi(settings, (c) => {
    const { publicUrl, heartbeat, linkHours, keepDays } = book.settings();
    return c.json({ publicUrl, heartbeat, linkHours, keepDays, beat: oncall.beat() }, 200);
  });

  app.openapi(putSettings, async (c) => {
    const next = c.req.valid("json");
    const done = await book.put("settings", { ...next, id: "settings" }, c.get("person").username);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.settings", "oncall", {
      publicUrl: next.publicUrl,
      heartbeat: next.heartbeat !== null,
      linkHours: next.linkHours,
      keepDays: next.keepDays,
    });
    log.info({ by: c.get("person").username }, "on-call settings changed");
    return c.json({ ...next, beat: oncall.beat() }, 200);
  });
}
