import { createRoute, z } from "@hono/zod-openapi";
import { text } from "../../../facility/units/index.ts";
import { inShort, record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import {
  MyContacts,
  OnCallNow,
  PushKey,
  StaffGroup,
  StaffList,
  StaffMember,
  StaffView,
  Subscribe,
  Unsubscribe,
} from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Id, json } from "../params.ts";
import { nowView, staffView } from "./present.ts";

const tags = ["On call"];
const who = z.object({ id: Id("a member of staff", "tech.lift") });
const groupId = z.object({ id: Id("a group", "fire-team") });

const now = createRoute({
  method: "get",
  path: "/api/oncall/now",
  tags,
  summary: "Who is on duty now and next, and what should be mended · 当前值班",
  ...allow("viewer"),
  request: { query: z.object({ site: z.string().optional() }) },
  responses: { 200: json(OnCallNow, "Every rota with who is on"), ...problems(401) },
});

const list = createRoute({
  method: "get",
  path: "/api/oncall/staff",
  tags,
  summary: "Everybody who can be told · 值班人员",
  ...allow("viewer"),
  responses: { 200: json(StaffList, "People and groups"), ...problems(401) },
});

const put = createRoute({
  method: "put",
  path: "/api/oncall/staff/{id}",
  tags,
  summary: "Write a person's profile · 编辑人员档案",
  ...allow("manager"),
  request: { params: who, body: body(StaffMember) },
  responses: { 200: json(StaffView, "As it is now"), ...problems(400, 401, 403, 422) },
});

const remove = createRoute({
  method: "delete",
  path: "/api/oncall/staff/{id}",
  tags,
  summary: "Take a profile away; an account stays · 删除人员档案",
  ...allow("manager"),
  request: { params: who },
  responses: { 204: { description: "Gone" }, ...problems(401, 403, 422) },
});

const putGroup = createRoute({
  method: "put",
  path: "/api/oncall/groups/{id}",
  tags,
  summary: "People told together · 编辑通知组",
  ...allow("manager"),
  request: { params: groupId, body: body(StaffGroup) },
  responses: { 200: json(StaffGroup, "As it is now"), ...problems(400, 401, 403, 422) },
});

const removeGroup = createRoute({
  method: "delete",
  path: "/api/oncall/groups/{id}",
  tags,
  summary: "Take a group away · 删除通知组",
  ...allow("manager"),
  request: { params: groupId },
  responses: { 204: { description: "Gone" }, ...problems(401, 403, 422) },
});

const mine = createRoute({
  method: "put",
  path: "/api/oncall/me",
  tags,
  summary: "How I want to be reached · 我的联系方式",
  ...allow("technician"),
  request: { body: body(MyContacts) },
  responses: { 200: json(StaffView, "As it is now"), ...problems(400, 401, 403, 422) },
});

const pushKey = createRoute({
  method: "get",
  path: "/api/oncall/push",
  tags,
  summary: "What a browser needs to take push messages, and which of mine do · 推送订阅",
  ...allow("viewer"),
  responses: { 200: json(PushKey, "The public key and my browsers"), ...problems(401) },
});

const subscribe = createRoute({
  method: "post",
  path: "/api/oncall/push",
  tags,
  summary: "This browser takes push messages for me · 订阅推送",
  ...allow("viewer"),
  request: { body: body(Subscribe) },
  responses: { 204: { description: "It does" }, ...problems(400, 401, 422) },
});

const unsubscribe = createRoute({
  method: "post",
  path: "/api/oncall/push/end",
  tags,
  summary: "This browser takes no push messages any more · 取消推送",
  ...allow("viewer"),
  request: { body: body(Unsubscribe) },
  responses: { 204: { description: "It does not" }, ...problems(400, 401) },
});

const idsDiffer = text("The id in the address and in the body differ.", "地址与内容中的编号不一致。");
/** A person has a few browsers; more is a fault or an attack. */
const MOST_BROWSERS = 10;

export function oncallPeopleRoutes(app: ApiApp, deps: RouteDeps, oncall: OnCallPort): void {
  const { book, push } = oncall;
  const { clock, log, people } = deps;
  const facts = async () => {
    const [accounts, browsers] = await Promise.all([people.list(), push.all()]);
    const known = new Set(accounts.map(({ username }) => username));
    const written = new Set(book.profiles().map(({ id }) => id));
    return (id: string) => ({
      written: written.has(id),
      account: known.has(id),
      push: browsers.filter(({ person }) => person === id).length,
    });
  };

  app.openapi(now, (c) => c.json(nowView(oncall, clock(), c.get("person"), c.req.valid("query").site), 200));

  app.openapi(list, async (c) => {
    await book.refresh();
    const about = await facts();
    const members = [...book.roster().staff.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return c.json(
      {
        staff: members.map((member) => staffView(member, c.get("person"), about(member.id))),
        groups: [...book.groups()],
      },
      200,
    );
  });

  app.openapi(put, async (c) => {
    const member = c.req.valid("json");
    const by = c.get("person");
    if (member.id !== c.req.valid("param").id) return refuse(c, 422, idsDiffer);
    const done = await book.put("staff", member, by.username);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.profile", member.id, {
      roles: member.roles.join(", "),
      away: member.away,
      contacts: member.contacts.length,
      certificates: member.certificates.map(({ skill }) => skill).join(", "),
    });
    log.info({ staff: member.id, by: by.username }, "on-call profile changed");
    return c.json(staffView(member, by, (await facts())(member.id)), 200);
  });

  app.openapi(remove, async (c) => {
    const { id } = c.req.valid("param");
    const done = await book.remove("staff", id);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.profile", id, { removed: true });
    log.info({ staff: id, by: c.get("person").username }, "on-call profile removed");
    return c.body(null, 204);
  });

  app.openapi(putGroup, async (c) => {
    const group = c.req.valid("json");
    if (group.id !== c.req.valid("param").id) return refuse(c, 422, idsDiffer);
    const done = await book.put("group", group, c.get("person").username);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.group", group.id, { people: inShort(group.people) });
    return c.json(group, 200);
  });

  app.openapi(removeGroup, async (c) => {
    const { id } = c.req.valid("param");
    const done = await book.remove("group", id);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.group", id, { removed: true });
    return c.body(null, 204);
  });

  app.openapi(mine, async (c) => {
    const by = c.get("person");
    const { contacts, language, phone } = c.req.valid("json");
    const present = book.roster().staff.get(by.username);
    if (!present)
      return refuse(
        c,
        422,
        text(
          "Nobody has put you on call. Ask a manager to write your profile.",
          "您尚未加入值班，请联系经理建立档案。",
        ),
      );
    const { phone: _, ...rest } = present;
    const member = { ...rest, contacts, language, ...(phone ? { phone } : {}) };
    const done = await book.put("staff", member, by.username);
    if (!done.ok) return refuse(c, 422, done.problem);
    await record(deps, c, "oncall.contacts", by.username, {
      ways: contacts.map(({ channel }) => channel).join(", "),
    });
    return c.json(staffView(member, by, (await facts())(member.id)), 200);
  });

  app.openapi(pushKey, async (c) => {
    const browsers = await push.of(c.get("person").username);
    return c.json(
      { key: oncall.pushKey, subscriptions: browsers.map(({ label, since }) => ({ label, since })) },
      200,
    );
  });

  app.openapi(subscribe, async (c) => {
    const { endpoint, keys, label } = c.req.valid("json");
    const person = c.get("person").username;
    const mineNow = await push.of(person);
    if (mineNow.length >= MOST_BROWSERS && !mineNow.some((one) => one.endpoint === endpoint))
      return refuse(
        c,
        422,
        text(
          `${MOST_BROWSERS} browsers take your messages already. End one of them first.`,
          `已有 ${MOST_BROWSERS} 个浏览器订阅，请先取消其中一个。`,
        ),
      );
    await push.put({ endpoint, person, ...keys, label, since: clock() });
    await book.refresh();
    return c.body(null, 204);
  });

  app.openapi(unsubscribe, async (c) => {
    const { endpoint } = c.req.valid("json");
    const own = await push.of(c.get("person").username);
    if (own.some((one) => one.endpoint === endpoint)) await push.remove(endpoint);
    await book.refresh();
    return c.body(null, 204);
  });
}
