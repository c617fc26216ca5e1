import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { type Clock, text } from "../../facility/units/index.ts";
import type { ApiEnv } from "../env.ts";
import type { Sessions } from "../ports.ts";
import { refuse } from "../problems.ts";

export const SESSION_COOKIE = "wk_session";

/** What anybody may ask: signing in, and how the API is to be used. Everything else under /api needs a sign-in. */
const open = new Set([
  "POST /api/session",
  "GET /api/session/ways",
  "GET /api/session/oidc",
  "GET /api/session/oidc/callback",
  "POST /api/session/oidc/code",
  "GET /api/openapi.json",
  "GET /api/docs",
]);

/** What residents may ask without an account; each of these routes guards itself. */
const PUBLIC = "/api/public/";

export const isOpen = (method: string, path: string): boolean =>
  path.startsWith(PUBLIC) || open.has(`${method === "HEAD" ? "GET" : method} ${path}`);

/** The credential of a request: a bearer token goes before the cookie, as the more deliberate one. */
export function credentialOf(
  authorization: string | undefined,
  cookie: string | undefined,
): { token: string; by: "cookie" | "bearer" } | undefined {
  const bearer = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (bearer) return { token: bearer, by: "bearer" };
  return cookie ? { token: cookie, by: "cookie" } : undefined;
}

/** Finds who asks, or answers 401. */
export function identify(sessions: Sessions, clock: Clock): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (isOpen(c.req.method, c.req.path)) return await next();
    const credential = credentialOf(c.req.header("authorization"), getCookie(c, SESSION_COOKIE));
    const only = credential?.by === "cookie" ? "session" : undefined;
    const person = credential && (await sessions.find(credential.token, clock(), only));
    if (!person) {
      c.header("www-authenticate", 'Bearer realm="watchkeeper"');
      return refuse(
        c,
        401,
        credential
          ? text(
              "The session has ended or the token is not known. Sign in again.",
              "会话已结束或令牌无效，请重新登录。",
            )
          : text(
              'Sign in at POST /api/session, or send "Authorization: Bearer <token>".',
              "请登录，或携带 Authorization: Bearer 令牌。",
            ),
      );
    }
    c.set("person", person);
    c.set("token", credential.token);
    c.set("by", credential.by);
    return await next();
  };
}
