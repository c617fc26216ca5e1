import type { MiddlewareHandler } from "hono";
import { text } from "../../facility/units/index.ts";
import type { ApiEnv } from "../env.ts";
import { refuse } from "../problems.ts";

/**
 * Does another site's page send this? The browser says so in Sec-Fetch-Site (secure contexts only), else the
 * Origin gives it away; programs send neither. The second wall behind SameSite=Strict
 * (OWASP Cross-Site Request Forgery Prevention, "Fetch Metadata" with Origin as the fallback).
 */
export function isCrossSite(header: {
  readonly site: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
}): boolean {
  if (header.site !== undefined) return header.site !== "same-origin" && header.site !== "none";
  if (header.origin === undefined) return false;
  // "null" (a sandboxed frame, a file) is no URL, and nobody's own page.
  if (!URL.canParse(header.origin)) return true;
  return new URL(header.origin).host !== header.host;
}

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

export const refuseCrossSite: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const cross = isCrossSite({
    site: c.req.header("sec-fetch-site"),
    origin: c.req.header("origin"),
    host: c.req.header("x-forwarded-host") ?? c.req.header("host") ?? new URL(c.req.url).host,
  });
  if (!safe.has(c.req.method) && cross)
    return refuse(
      c,
      403,
      text(
        "A page of another site sent this. Act from the console itself, or use a bearer token from a program.",
        "请求来自其他网站。请在控制台内操作，或在程序中使用令牌。",
      ),
    );
  await next();
  return undefined;
};
