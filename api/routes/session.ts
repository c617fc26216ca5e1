import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow, SESSION_COOKIE } from "../auth/index.ts";
import { SessionView, SignIn } from "../contract/index.ts";
import { deviceOf } from "../device.ts";
import { type ApiApp, type ApiEnv, addressOf, isHttps } from "../env.ts";
import { languageOf } from "../language.ts";
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

/** A fresh session for the person, in the cookie; the one that came with the request ends. */
export async function openSession(
  c: Context<ApiEnv>,
  { sessions, clock, trustProxy }: Pick<RouteDeps, "sessions" | "clock" | "trustProxy">,
  username: string,
): Promise<void> {
  const old = getCookie(c, SESSION_COOKIE);
  if (old) await sessions.end(old);
  const address = addressOf(c, trustProxy ?? false).replace(/^::ffff:/, "");
  setSessionCookie(
    c,
    await sessions.open(username, clock(), { device: deviceOf(c.req.header("user-agent")), address }),
  );
}

/** 429 with how long to wait. */
export function tooMany(c: Context<ApiEnv>, wait: number) {
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

export function sessionRoutes(app: ApiApp, deps: RouteDeps): void {
  const { people, sessions, throttle, codes, clock, log, audit } = deps;

  app.openapi(signIn, async (c) => {
    const { username, password, code } = c.req.valid("json");
    const address = addressOf(c, deps.trustProxy ?? false);
    const shown = address.replace(/^::ffff:/, "");
    const wait = throttle.attempt(username, address, clock());
    if (wait > 0) return tooMany(c, wait);
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
    const second = deps.secondFactor && (await deps.secondFactor.state(person.username)).enrolled;
    if (second && deps.secondFactor) {
      if (!code) return askForCode(c, false);
      // Slowed down by name alone: whoever gets this far has the password, from whatever address.
      const pause = codes.attempt(person.username, person.username, clock());
      if (pause > 0) return tooMany(c, pause);
      if (!(await deps.secondFactor.spend(person.username, code, clock()))) {
        log.warn({ username: person.username, address }, "second factor refused");
        await audit.append({
          at: clock(),
          actor: "system",
          act: "session.refused",
          subject: person.username,
          details: { address: shown, code: "wrong" },
        });
        return askForCode(c, true);
      }
      codes.succeeded(person.username, person.username);
    }
    await audit.append({
      at: clock(),
      actor: person.username,
      act: "session.opened",
      subject: person.username,
      details: { address: shown },
    });
    await openSession(c, deps, person.username);
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

/** 401 that names `code`, so that a program knows the password was right. */
export function askForCode(c: Context<ApiEnv>, wrong: boolean) {
  const asked = wrong
    ? text(
        "The code is not right, or was used. Wait for the next one.",
        "验证码不正确或已使用，请等待下一个验证码。",
      )
    : text(
        'Send the code of your authenticator app, or a recovery code, as "code".',
        "请在 code 中填写验证器应用的验证码或恢复码。",
      );
  return refuse(c, 401, asked, [{ path: "code", message: languageOf(c) === "zh" ? asked.zh : asked.en }]);
}
