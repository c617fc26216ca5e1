import type { Context, TypedResponse } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Text, text } from "../facility/units/index.ts";
import { Problem } from "./contract/index.ts";
import { languageOf } from "./language.ts";

const titles: Partial<Record<ContentfulStatusCode, Text>> = {
  400: text("The request is not understood", "请求无法理解"),
  401: text("Sign in first", "请先登录"),
  403: text("Not allowed", "没有权限"),
  404: text("Not found", "未找到"),
  405: text("Method not allowed", "不支持该方法"),
  409: text("Does not fit the present state", "与当前状态冲突"),
  413: text("Too large", "内容过大"),
  415: text("Media type not supported", "不支持的媒体类型"),
  422: text("Cannot be done", "无法执行"),
  429: text("Too many attempts", "尝试次数过多"),
  500: text("Something broke here", "服务器内部错误"),
  503: text("Not ready", "尚未就绪"),
};

/** RFC 9457 problem details in the caller's language; `detail` says what to do. */
export function refuse<S extends ContentfulStatusCode>(
  c: Context,
  status: S,
  detail: Text,
  errors?: Problem["errors"],
): Response & TypedResponse<Problem, S, "json"> {
  const language = languageOf(c);
  const body: Problem = {
    type: "about:blank",
    title: (titles[status] ?? text("Problem", "问题"))[language],
    status,
    detail: detail[language],
    ...(errors ? { errors } : {}),
  };
  return c.json(body, status, { "content-type": "application/problem+json", "content-language": language });
}

/** A problem another room has put into words already. */
export const said = (what: string): Text => ({ en: what, zh: what });

type ProblemResponses<S extends number> = {
  [K in S]: { description: string; content: { "application/problem+json": { schema: typeof Problem } } };
};

/** The refusals of a route, for its description. */
export function problems<S extends ContentfulStatusCode>(...statuses: S[]): ProblemResponses<S> {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: titles[status]?.en ?? "Problem",
        content: { "application/problem+json": { schema: Problem } },
      },
    ]),
  ) as ProblemResponses<S>;
}
