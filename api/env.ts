import type { HttpBindings } from "@hono/node-server";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { inChinese, text } from "../facility/units/index.ts";
import { languageOf } from "./language.ts";
import type { Person } from "./ports.ts";
import { refuse } from "./problems.ts";

/** What a handler finds on its context. */
export interface ApiEnv {
  /** Absent where a test calls without a socket. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** Who asks. Set on every route that needs a sign-in. */
    person: Person;
    token: string;
    by: "cookie" | "bearer";
    /** Names the request in answer and log. */
    requestId: string;
    /** Of this answer's content policy; set on every one. */
    secureHeadersNonce?: string;
  };
}

export type ApiApp = OpenAPIHono<ApiEnv>;

/** An empty app that answers input it cannot use with each wrong field by its path. */
export const newApp = (): ApiApp =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map((issue) => ({
        path: issue.path.length > 0 ? issue.path.join(".") : result.target,
        message: languageOf(c) === "zh" ? inChinese(issue) : issue.message,
      }));
      const named = [...new Set(errors.map((error) => error.path))].join(", ");
      return refuse(
        c,
        400,
        text(
          `Mend ${named} and send it again; "errors" says what is asked.`,
          `请改正 ${named}，详见 errors。`,
        ),
        errors,
      );
    },
  });

/** The caller's address as the socket knows it, or as the trusted proxy in front wrote it last. */
export function addressOf(c: Context<ApiEnv>, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded || c.env?.incoming?.socket.remoteAddress || "local";
}

export const isHttps = (c: Context<ApiEnv>): boolean =>
  new URL(c.req.url).protocol === "https:" || c.req.header("x-forwarded-proto") === "https";
