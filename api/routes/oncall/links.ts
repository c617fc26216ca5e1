import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { AnswerKind, type Delivery, shiftsOf } from "../../../facility/oncall/index.ts";
import { instant, type Text } from "../../../facility/units/index.ts";
import { SignInThrottle } from "../../auth/index.ts";
import { type ApiApp, type ApiEnv, addressOf } from "../../env.ts";
import { languageOf } from "../../language.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import type { RouteDeps } from "../deps.ts";
import { Id } from "../params.ts";
import { askPage, saidPage } from "./answer-page.ts";

const tags = ["On call"];
const params = z.object({ token: Id("the token of the link", "…") });
const page = (description: string) => ({ description, content: { "text/html": { schema: z.string() } } });
const small = bodyLimit({ maxSize: 16 * 1024 });

const ask = createRoute({
  method: "get",
  path: "/answer/{token}",
  tags,
  summary: "The page behind a message's one-time link; opening it changes nothing · 一次性响应链接",
  security: [],
  request: { params },
  responses: {
    200: page("What happened, with buttons"),
    404: page("No such link"),
    410: page("Over or used"),
    429: page("Too many"),
  },
});
const act = createRoute({
  method: "post",
  path: "/answer/{token}",
  tags,
  summary: "Answer by the one-time link; it is spent then · 使用一次性链接响应",
  security: [],
  middleware: small,
  request: { params },
  responses: {
    200: page("Done"),
    400: page("Not understood"),
    404: page("No such link"),
    409: page("Cannot be done"),
    410: page("Over or used"),
    429: page("Too many"),
  },
});
const receipt = createRoute({
  method: "post",
  path: "/receipt/{token}",
  tags,
  summary: "A device says that it has the message · 送达回执",
  security: [],
  middleware: small,
  request: { params },
  responses: {
    204: { description: "Noted" },
    404: { description: "No such message" },
    429: { description: "Too many" },
  },
});
const calendar = createRoute({
  method: "get",
  path: "/calendar/{token}",
  tags,
  summary: "My shifts as iCalendar, by a private address · 日历订阅内容",
  security: [],
  request: { params },
  responses: {
    200: { description: "The next half year", content: { "text/calendar": { schema: z.string() } } },
    404: { description: "No such calendar" },
    429: { description: "Too many" },
  },
});

type Found =
  | { readonly ok: true; readonly delivery: Delivery }
  | { readonly ok: false; readonly status: 404 | 410 | 429; readonly title: Text; readonly words: Text };

const unknown: Extract<Found, { ok: false }> = {
  ok: false,
  status: 404,
  title: { en: "No such link", zh: "链接无效" },
  words: { en: "Sign in to the console and answer there.", zh: "请登录控制台进行响应。" },
};

/** What needs no sign-in: whoever has the link may use it, once, for a while. */
export function oncallLinkRoutes(
  app: ApiApp,
  { clock, log, trustProxy }: RouteDeps,
  oncall: OnCallPort,
): void {
  const { calls, pager, book } = oncall;
  // Guessing a token is hopeless; asking for it millions of times is a load all the same.
  const throttle = new SignInThrottle();

  const waits = (c: Context<ApiEnv>) => throttle.attempt("link", addressOf(c, trustProxy ?? false), clock());
  const right = (c: Context<ApiEnv>) => throttle.succeeded("link", addressOf(c, trustProxy ?? false));

  const find = async (c: Context<ApiEnv>, token: string, use: "answer" | "receipt"): Promise<Found> => {
    if (waits(c) > 0)
      return {
        ok: false,
        status: 429,
        title: { en: "Too many attempts", zh: "尝试过于频繁" },
        words: { en: "Wait a few minutes.", zh: "请几分钟后再试。" },
      };
    const said = oncall.verify(token);
    const [what, id] = said?.what.split(" ") ?? [];
    if (!said || what !== use || id === undefined) return unknown;
    right(c);
    const delivery = await calls.delivery(id);
    if (!delivery) return unknown;
    if (said.until < clock())
      return {
        ok: false,
        status: 410,
        title: { en: "This link is too old", zh: "链接已过期" },
        words: unknown.words,
      };
    return { ok: true, delivery };
  };
  const languageFor = (c: Context<ApiEnv>, delivery?: Delivery): keyof Text =>
    book.roster().staff.get(delivery?.person ?? "")?.language ?? languageOf(c);

  app.openapi(ask, async (c) => {
    c.header("cache-control", "no-store");
    const found = await find(c, c.req.valid("param").token, "answer");
    if (!found.ok) {
      const l = languageFor(c);
      return c.html(saidPage(l, found.title[l], found.words[l]), found.status);
    }
    const { delivery } = found;
    const l = languageFor(c, delivery);
    const spent = await calls.spent(delivery.id);
    const call = pager.call(delivery.call);
    // A chat's preview robot fetches links too; only a person's browser navigates.
    if (c.req.header("sec-fetch-mode") === "navigate") await pager.seen(delivery);
    if (spent) return c.html(saidPage(l, ...usedWords(l)), 410);
    if (!call) return c.html(saidPage(l, ...overWords(l)), 410);
    const name = book.roster().staff.get(delivery.person ?? "")?.name;
    const id = delivery.person ?? "";
    return c.html(askPage(l, delivery, call, name ?? { en: id, zh: id }), 200);
  });

  app.openapi(act, async (c) => {
    c.header("cache-control", "no-store");
    const found = await find(c, c.req.valid("param").token, "answer");
    if (!found.ok) {
      const l = languageFor(c);
      return c.html(saidPage(l, found.title[l], found.words[l]), found.status);
    }
    const { delivery } = found;
    const l = languageFor(c, delivery);
    const form = await c.req.parseBody();
    const kind = AnswerKind.safeParse(form.do);
    const comment = typeof form.comment === "string" ? form.comment.slice(0, 1_000).trim() : "";
    if (!kind.success || delivery.person === null)
      return c.html(
        saidPage(
          l,
          l === "zh" ? "无法理解" : "Not understood",
          l === "zh" ? "请返回重试。" : "Go back and try again.",
        ),
        400,
      );
    if (inUse.has(delivery.id) || (await calls.spent(delivery.id)))
      return c.html(saidPage(l, ...usedWords(l)), 410);
    // Two taps at once are one.
    inUse.add(delivery.id);
    try {
      const answered = await pager.answer({
        call: delivery.call,
        by: delivery.person,
        do: kind.data,
        comment,
      });
      if (!answered.ok)
        return c.html(saidPage(l, l === "zh" ? "无法执行" : "Cannot be done", answered.problem[l]), 409);
      await calls.commit({ spent: [{ delivery: delivery.id, at: clock(), what: kind.data }] });
      log.info({ call: delivery.call, by: delivery.person, do: kind.data }, "answered by link");
      return c.html(saidPage(l, ...doneWords(l, kind.data)), 200);
    } finally {
      inUse.delete(delivery.id);
    }
  });
  const inUse = new Set<string>();

  app.openapi(receipt, async (c) => {
    const found = await find(c, c.req.valid("param").token, "receipt");
    if (!found.ok) return c.body(null, found.status === 429 ? 429 : 404);
    await pager.delivered(found.delivery);
    return c.body(null, 204);
  });

  app.openapi(calendar, async (c) => {
    if (waits(c) > 0) return c.body(null, 429);
    const found = await oncall.feeds.find(c.req.valid("param").token.replace(/\.ics$/, ""));
    if (!found) return c.body(null, 404);
    right(c);
    const now = clock();
    const { staff } = book.roster();
    const member = staff.get(found.person);
    const l = member?.language ?? "zh";
    const shifts = book
      .rotas()
      .filter(({ id }) => found.rota === null || id === found.rota)
      .flatMap((rota) =>
        shiftsOf(rota, instant(now - 14 * DAY), instant(now + 180 * DAY))
          .filter(({ people }) => (found.rota === null ? people.includes(found.person) : people.length > 0))
          .map(({ start, end, people }) => ({
            id: `${rota.id}-${start}`,
            start,
            end,
            title: `${rota.name[l]}: ${people.map((id) => staff.get(id)?.name[l] ?? id).join(", ")}`,
          })),
      );
    c.header("content-type", "text/calendar; charset=utf-8");
    c.header("cache-control", "private, max-age=900");
    const name = l === "zh" ? "值守值班" : "Watchkeeper on call";
    return c.body(oncall.calendar({ name, shifts }), 200);
  });
}

const DAY = 86_400_000;

const usedWords = (l: keyof Text): [string, string] =>
  l === "zh"
    ? ["该链接已使用", "如需继续操作，请登录控制台。"]
    : ["This link has been used", "To do more, sign in to the console."];
const overWords = (l: keyof Text): [string, string] =>
  l === "zh" ? ["已结束", "该呼叫已结束，无需再响应。"] : ["It is over", "Nobody need answer it any more."];
const doneWords = (l: keyof Text, kind: AnswerKind): [string, string] => {
  const noted: Record<AnswerKind, Text> = {
    acknowledge: { en: "Acknowledged", zh: "已确认收到" },
    take: { en: "You have taken it over", zh: "已接手" },
    "on-my-way": { en: "Noted: you are on your way", zh: "已记录：正在前往" },
    arrived: { en: "Noted: you are there", zh: "已记录：已到现场" },
    escalate: { en: "Escalated: the next one is told now", zh: "已升级，正在通知下一级" },
    comment: { en: "Comment noted", zh: "备注已记录" },
  };
  return [
    noted[kind][l],
    l === "zh"
      ? "已写入报警日志，控制台立即可见。"
      : "It is in the alarm's journal, and on the desk's screen now.",
  ];
};
