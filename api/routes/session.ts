import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow, SESSION_COOKIE } from "../auth/index.ts";
import { SessionView, SignIn } from "../contract/index.ts";
import { type ApiApp, type ApiEnv, addressOf, isHttps } from "../env.ts";
import { personKey } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { body, json } from "./params.ts";

const tags = ["Session"];

const signIn = createRoute({
  method: "post",
  path: "/api/session",
  tags,
  summary: "Sign in: answers with the session cookie · 登录",
  security: [],
  request: { body: body(SignIn) },
  responses: { 200: json(SessionView, "Who is signed in now"), ...problems(400, 401, 403, 429) },
});

const whoAmI = createRoute({
  method: "get",
  path: "/api/session",
  tags,
  summary: "Who is signed in · 当前用户",
  ...allow("viewer"),
  responses: { 200: json(SessionView, "Whose session or token this is"), ...problems(401) },
});

const signOut = createRoute({
  method: "delete",
  path: "/api/session",
  tags,
  summary: "Sign out: ends the session, or the token it was asked with · 退出登录",
  ...allow("viewer"),
  responses: { 204: { description: "Ended" }, ...problems(401, 403) },
});

/** The cookie lives as long as a session can; the server ends it sooner when nobody uses it. */
const WEEK_SECONDS = 7 * 24 * 3600;

export function setSessionCookie(c: Context<ApiEnv>, token: string): void {
  setCookie(c, SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: "Strict",
    path: "/",
    secure: isHttps(c),
    maxAge: WEEK_SECONDS,
  });
}

export function sessionRoutes(app: ApiApp, deps: RouteDeps): void {
  const { people, sessions, throttle, clock, log, audit } = deps;

  app.openapi(signIn, async (c) => {
    const { username, password } = c.req.valid("json");
    const address = addressOf(c, deps.trustProxy ?? false);
    const shown = address.replace(/^::ffff:/, "");
    const wait = throttle.attempt(username, address, clock());
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      c.header("retry-after", String(seconds));
      return refuse(
        c,
        429,
        text(
          `Too many failed sign-ins. Try again in ${seconds} s.`,
          `登录失败次数过多，请 ${seconds} 秒后再试。`,
        ),
      );
    }
    const person = await people.verify(username, password);
    if (!person) {
      log.warn({ username, address }, "sign-in refused");
      // The name may be anything that was typed, a password by mistake even: only names of people are kept.
      const known = (await people.list()).find((each) => personKey(each.username) === personKey(username));
      await audit.append({
        at: clock(),
        actor: "system",
        act: "session.refused",
        subject: known?.username ?? "unknown name",
        details: { address: shown },
      });
      return refuse(
        c,
        401,
        text(
          "Name or password is wrong. Check both; an administrator can set a new password.",
          "用户名或密码错误。请检查，或请管理员重设密码。",
        ),
      );
    }
    throttle.succeeded(username, address);
    await audit.append({
      at: clock(),
      actor: person.username,
      act: "session.opened",
      subject: person.username,
      details: { address: shown },
    });
    setSessionCookie(c, await sessions.open(person.username, clock()));
    return c.json(person, 200);
  });

  app.openapi(whoAmI, (c) => c.json(c.get("person"), 200));

  app.openapi(signOut, async (c) => {
    await sessions.end(c.get("token"));
    await record(deps, c, "session.ended", c.get("person").username);
    deleteCookie(c, SESSION_COOKIE, { path: "/", secure: isHttps(c) });
    return c.body(null, 204);
  });
}
