import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import {
  AnswerKind,
  type Call,
  type Delivery,
  type DutyRole,
  shiftsOf,
} from "../../../facility/oncall/index.ts";
import { instant, type Text } from "../../../facility/units/index.ts";
import { SignInThrottle } from "../../auth/index.ts";
import { type ApiApp, type ApiEnv, addressOf } from "../../env.ts";
import { languageOf } from "../../language.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import type { RouteDeps } from "../deps.ts";
import { Id } from "../params.ts";
import { askPage, confirmPage, type Offered, saidPage } from "./answer-page.ts";

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
  | {
      readonly ok: false;
      readonly status: 404 | 410 | 429;
      readonly title: Text;
      readonly words: Text;
      readonly delivery?: Delivery;
    };

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
  const { calls, pager, book, begin } = oncall;
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
        delivery,
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
      const l = languageFor(c, found.delivery);
      return c.html(saidPage(l, found.title[l], found.words[l]), found.status);
    }
    const { delivery } = found;
    const l = languageFor(c, delivery);
    const call = pager.call(delivery.call);
    // A chat's preview robot fetches links too; only a person's browser navigates.
    if (c.req.header("sec-fetch-mode") === "navigate") await pager.seen(delivery);
    if (!call) {
      const spent = await calls.spent(delivery.id);
      return c.html(saidPage(l, ...(spent ? usedWords(l) : overWords(l))), 410);
    }
    const offered = await offeredTo(delivery, call);
    if (offered.answered && !offered.plan && !offered.order) return c.html(saidPage(l, ...usedWords(l)), 410);
    const named = (id: string): Text => book.roster().staff.get(id)?.name ?? { en: id, zh: id };
    const held = call.state.is === "answered" ? named(call.state.by) : undefined;
    return c.html(askPage(l, delivery, call, named(delivery.person ?? ""), offered, held), 200);
  });

  /** What this link may still do; each of it once. Plans and orders are for the house's own people. */
  const offeredTo = async (delivery: Delivery, call: Call): Promise<Offered> => {
    const roles = book.roster().staff.get(delivery.person ?? "")?.roles ?? [];
    const begins = call.of === "alarms" && roles.some((role) => own.has(role));
    const has = (what: "plan" | "order") => call.begun.some((begun) => begun.what === what);
    const plan =
      begins && !has("plan") && !(await calls.spent(`${delivery.id}/plan`)) ? begin.plan(call) : undefined;
    const order = begins && !has("order") && !(await calls.spent(`${delivery.id}/order`));
    return { plan, order, answered: (await calls.spent(delivery.id)) !== undefined };
  };

  app.openapi(act, async (c) => {
    c.header("cache-control", "no-store");
    const found = await find(c, c.req.valid("param").token, "answer");
    if (!found.ok) {
      const l = languageFor(c, found.delivery);
      return c.html(saidPage(l, found.title[l], found.words[l]), found.status);
    }
    const { delivery } = found;
    const l = languageFor(c, delivery);
    const form = await c.req.parseBody();
    const kind = Asked.safeParse(form.do);
    const comment = typeof form.comment === "string" ? form.comment.slice(0, 1_000).trim() : "";
    const { person } = delivery;
    if (!kind.success || person === null) return c.html(saidPage(l, ...misread(l), true), 400);
    const what = kind.data;
    const call = pager.call(delivery.call);
    // An answer is one, whatever it is; a plan and an order are one each.
    const key = what === "plan" || what === "order" ? `${delivery.id}/${what}` : delivery.id;
    if (inUse.has(key) || (await calls.spent(key))) return c.html(saidPage(l, ...usedWords(l)), 410);
    if (what === "plan" || what === "order") {
      if (!call) return c.html(saidPage(l, ...overWords(l)), 410);
      const offered = await offeredTo(delivery, call);
      if (!offered[what]) return c.html(saidPage(l, ...notOffered(l), true), 409);
      if (form.confirm !== "yes")
        return c.html(confirmPage(l, what, begin.plan(call), delivery, comment), 200);
    }
    // Two taps at once are one.
    inUse.add(key);
    try {
      const done =
        what === "plan" || what === "order"
          ? await begin[what === "plan" ? "startPlan" : "openOrder"](call!, person, comment)
          : await pager.answer({ call: delivery.call, by: person, do: what, comment });
      if (!done.ok)
        return c.html(saidPage(l, l === "zh" ? "无法执行" : "Cannot be done", done.problem[l]), 409);
      await calls.commit({ spent: [{ delivery: key, at: clock(), what }] });
      log.info({ call: delivery.call, by: person, do: what }, "answered by link");
      return c.html(saidPage(l, ...doneWords(l, what), pager.call(delivery.call) !== undefined), 200);
    } finally {
      inUse.delete(key);
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

/** What a link's page may ask for. */
const Asked = z.enum([...AnswerKind.options, "plan", "order"]);
/** Who may set something going by a link: people of the house, not a contractor's. */
const own: ReadonlySet<DutyRole> = new Set(["desk", "technician", "engineer", "manager", "guard"]);

const misread = (l: keyof Text): [string, string] =>
  l === "zh" ? ["无法理解", "请返回重试。"] : ["Not understood", "Go back and try again."];
const notOffered = (l: keyof Text): [string, string] =>
  l === "zh"
    ? ["无法执行", "已有人完成，或该报警未关联预案。"]
    : ["Cannot be done", "Somebody has done it already, or no plan belongs to this alarm."];

const usedWords = (l: keyof Text): [string, string] =>
  l === "zh"
    ? ["该链接已使用", "如需继续操作，请登录控制台。"]
    : ["This link has been used", "To do more, sign in to the console."];
const overWords = (l: keyof Text): [string, string] =>
  l === "zh" ? ["已结束", "该呼叫已结束，无需再响应。"] : ["It is over", "Nobody need answer it any more."];
const doneWords = (l: keyof Text, kind: z.infer<typeof Asked>): [string, string] => {
  const noted: Record<z.infer<typeof Asked>, Text> = {
    acknowledge: { en: "Acknowledged", zh: "已确认收到" },
    take: { en: "You have taken it over", zh: "已接手" },
    "on-my-way": { en: "Noted: you are on your way", zh: "已记录：正在前往" },
    arrived: { en: "Noted: you are there", zh: "已记录：已到现场" },
    escalate: { en: "Escalated: the next one is told now", zh: "已升级，正在通知下一级" },
    comment: { en: "Comment noted", zh: "备注已记录" },
    plan: { en: "The plan is under way", zh: "预案已启动" },
    order: { en: "The order is open", zh: "工单已开" },
  };
  return [
    noted[kind][l],
    l === "zh"
      ? "已写入报警日志，控制台立即可见。"
      : "It is in the alarm's journal, and on the desk's screen now.",
  ];
};
