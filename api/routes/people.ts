import { createRoute, z } from "@hono/zod-openapi";
import { saidInBoth, type Text, text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow, includes } from "../auth/index.ts";
import {
  ChangePassword,
  ChangePerson,
  NewPerson,
  PersonChanged,
  PersonList,
  SessionView,
} from "../contract/index.ts";
import { type ApiApp, addressOf } from "../env.ts";
import { personKey } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { unknownSites } from "./known-sites.ts";
import { body, Id, json } from "./params.ts";
import { openSession } from "./session.ts";

const tags = ["People"];

const list = createRoute({
  method: "get",
  path: "/api/people",
  tags,
  summary: "Who may sign in · 人员清单",
  ...allow("manager"),
  responses: { 200: json(PersonList, "The people, by user name"), ...problems(401, 403) },
});

const create = createRoute({
  method: "post",
  path: "/api/people",
  tags,
  summary: "Let a person sign in · 添加人员",
  ...allow("admin"),
  request: { body: body(NewPerson) },
  responses: { 201: json(SessionView, "The new person"), ...problems(400, 401, 403, 422) },
});

const change = createRoute({
  method: "patch",
  path: "/api/people/{username}",
  tags,
  summary: "Change a person's name, role or sites; close an account or open it again · 修改人员",
  ...allow("admin"),
  request: { params: z.object({ username: Id("user name", "duty.desk") }), body: body(ChangePerson) },
  responses: { 200: json(PersonChanged, "The person as it is now"), ...problems(400, 401, 403, 422) },
});

const password = createRoute({
  method: "post",
  path: "/api/people/{username}/password",
  tags,
  summary: "Set a new password; the person's open sessions end · 修改密码",
  ...allow("viewer"),
  description:
    "People change their own with the present one in `current`; an administrator changes anybody's.",
  request: { params: z.object({ username: Id("user name", "duty.desk") }), body: body(ChangePassword) },
  responses: { 204: { description: "Changed" }, ...problems(400, 401, 403, 422, 429) },
});

export function peopleRoutes(app: ApiApp, deps: RouteDeps): void {
  const { people, throttle, clock, log } = deps;

  app.openapi(list, async (c) => c.json({ people: await people.list() }, 200));

  app.openapi(create, async (c) => {
    const asked = c.req.valid("json");
    const unknown = unknownSites(deps.model(), asked.sites);
    if (unknown) return refuse(c, 422, unknown);
    const made = await people.create(asked);
    if (!made.ok) return refuse(c, 422, saidInBoth(made));
    log.info({ username: made.value.username, by: c.get("person").username }, "person added");
    const { username, role, sites } = made.value;
    await record(deps, c, "person.added", username, { role, ...(sites ? { sites: sites.join(" ") } : {}) });
    await deps.oncall?.book.refresh();
    return c.json(made.value, 201);
  });

  app.openapi(change, async (c) => {
    const { username } = c.req.valid("param");
    const asked = c.req.valid("json");
    const unknown = unknownSites(deps.model(), asked.sites);
    if (unknown) return refuse(c, 422, unknown);
    const changed = await people.change(username, asked, clock());
    if (!changed.ok) return refuse(c, 422, saidInBoth(changed));
    const person = changed.value;
    const { role, sites, closedAt } = person;
    log.info({ username: person.username, by: c.get("person").username }, "person changed");
    await record(deps, c, "person.changed", person.username, {
      name: person.name,
      role,
      sites: sites ? sites.join(" ") : "every site",
      closed: closedAt !== undefined,
    });
    await deps.oncall?.book.refresh();
    const stillOn = closedAt === undefined ? [] : rotasOf(deps, person.username);
    return c.json({ person, stillOn }, 200);
  });

  app.openapi(password, async (c) => {
    const { username } = c.req.valid("param");
    const change = c.req.valid("json");
    const me = c.get("person");
    const own = personKey(username) === personKey(me.username);
    if (!own && !includes(me.role, "admin"))
      return refuse(
        c,
        403,
        text("Only an administrator sets another person's password.", "只有管理员可以修改他人的密码。"),
      );
    if (own) {
      // A stolen session must not become a stolen account, nor a way to guess without being slowed down.
      const address = addressOf(c, deps.trustProxy ?? false);
      const wait = throttle.attempt(username, address, clock());
      if (wait > 0) {
        const seconds = Math.ceil(wait / 1000);
        c.header("retry-after", String(seconds));
        return refuse(
          c,
          429,
          text(
            `Too many wrong passwords. Try again in ${seconds} s.`,
            `错误次数过多，请 ${seconds} 秒后再试。`,
          ),
        );
      }
      if (!(await people.verify(username, change.current ?? "")))
        return refuse(
          c,
          403,
          text(
            'The present password is wrong or missing. Send it as "current".',
            "当前密码错误或缺失，请在 current 中填写。",
          ),
        );
      throttle.succeeded(username, address);
    }
    const changed = await people.setPassword(username, change.password);
    if (!changed.ok) return refuse(c, 422, saidInBoth(changed));
    log.info({ username, by: me.username }, "password changed");
    await record(deps, c, "person.password", username);
    // Every session of the person has ended; whoever did this for themselves stays signed in, in a fresh one.
    if (own && c.get("by") === "cookie") await openSession(c, deps, me.username);
    return c.body(null, 204);
  });
}

/** Where a person who has left is still counted on. */
const rotasOf = ({ oncall }: RouteDeps, username: string): Text[] =>
  (oncall?.book.rotas() ?? [])
    .filter(({ layers }) => layers.some(({ people }) => people.flat().includes(username)))
    .map(({ name }) => name);
