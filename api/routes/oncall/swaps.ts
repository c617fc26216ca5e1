import { randomUUID } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { shiftsOf } from "../../../facility/oncall/index.ts";
import { instant, text } from "../../../facility/units/index.ts";
import { record } from "../../audit.ts";
import { allow, includes } from "../../auth/index.ts";
import { AnswerSwap, NewSwap, type Rota, SwapList, SwapView } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Id, json } from "../params.ts";
import { noRota } from "./rotas.ts";

const tags = ["On call"];

const swaps = createRoute({
  method: "get",
  path: "/api/oncall/swaps",
  tags,
  summary: "Swaps that were asked for · 换班申请",
  ...allow("technician"),
  responses: { 200: json(SwapList, "Newest first"), ...problems(401, 403) },
});
const askSwap = createRoute({
  method: "post",
  path: "/api/oncall/swaps",
  tags,
  summary: "Ask a colleague to take my shift · 申请换班",
  ...allow("technician"),
  request: { body: body(NewSwap) },
  responses: { 201: json(SwapView, "Asked; the colleague is told"), ...problems(400, 401, 403, 422) },
});
const answerSwap = createRoute({
  method: "post",
  path: "/api/oncall/swaps/{id}",
  tags,
  summary: "Agree, decline or withdraw · 回应换班",
  ...allow("technician"),
  request: { params: z.object({ id: Id("a swap", "…") }), body: body(AnswerSwap) },
  responses: { 200: json(SwapView, "As it is now"), ...problems(400, 401, 403, 404, 409, 422) },
});

const outcome = {
  agreed: text("Your swap is agreed", "换班申请已同意"),
  declined: text("Your swap is declined", "换班申请被拒绝"),
  withdrawn: text("The swap is withdrawn", "换班申请已撤回"),
} as const;

export function oncallSwapRoutes(app: ApiApp, deps: RouteDeps, oncall: OnCallPort): void {
  const { model, clock } = deps;
  const { book, pager, swaps: kept } = oncall;
  const rotaOf = (id: string) => book.rotas().find((rota) => rota.id === id);

  app.openapi(swaps, async (c) => c.json({ swaps: await kept.list() }, 200));

  app.openapi(askSwap, async (c) => {
    const asked = c.req.valid("json");
    const me = c.get("person").username;
    const rota = rotaOf(asked.rota);
    if (!rota) return refuse(c, 422, noRota(asked.rota));
    if (!book.roster().staff.has(asked.asked))
      return refuse(c, 422, text(`Nobody has the id ${asked.asked}.`, `没有编号为 ${asked.asked} 的人员。`));
    const { from, to } = asked.shift;
    const mineThen = shiftsOf(rota, instant(from), instant(to)).some(({ people }) => people.includes(me));
    if (to <= from || !mineThen)
      return refuse(
        c,
        422,
        text("You are not on duty then: there is nothing to swap.", "该时段您不当班，无需换班。"),
      );
    const at = clock();
    const swap = {
      id: randomUUID(),
      rota: rota.id,
      askedAt: at,
      asks: me,
      asked: asked.asked,
      shift: { from: instant(from), to: instant(to) },
      against: asked.against && { from: instant(asked.against.from), to: instant(asked.against.to) },
      note: asked.note,
      state: "asked" as const,
    };
    await kept.put(swap);
    await record(deps, c, "oncall.swap", rota.id, { asks: me, asked: asked.asked, from, to, state: "asked" });
    await pager.send({
      key: `swap-${swap.id}`,
      site: rota.site,
      audience: { to: "person", id: asked.asked },
      title: text(`${me} asks you to take a shift`, `${me} 申请与您换班`),
      body: text(asked.note || "Answer under On call.", asked.note || "请在“值班”页面回应。"),
      urgency: "normal",
      about: { kind: "request", id: swap.id },
      link: "/oncall?tab=rota",
      answerable: false,
      at,
    });
    return c.json(swap, 201);
  });

  app.openapi(answerSwap, async (c) => {
    const { id } = c.req.valid("param");
    const { answer } = c.req.valid("json");
    const me = c.get("person");
    const swap = await kept.get(id);
    if (!swap) return refuse(c, 404, text("There is no such swap.", "该换班申请不存在。"));
    if (swap.state !== "asked")
      return refuse(
        c,
        409,
        text("It has been answered already. Load the page again.", "该申请已处理，请刷新页面。"),
      );
    const mayAnswer = answer === "withdraw" ? swap.asks === me.username : swap.asked === me.username;
    if (!mayAnswer && !includes(me.role, "manager"))
      return refuse(
        c,
        403,
        text(
          "Only whoever was asked may answer; who asks may withdraw.",
          "仅被申请人可以回应，申请人可以撤回。",
        ),
      );
    const rota = rotaOf(swap.rota);
    if (answer === "agree") {
      if (!rota) return refuse(c, 422, noRota(swap.rota));
      const note = `swap ${swap.id.slice(0, 8)}`;
      const next: Rota = {
        ...rota,
        overrides: [
          ...rota.overrides,
          {
            id: `s-${randomUUID().slice(0, 8)}`,
            from: swap.shift.from,
            to: swap.shift.to,
            people: [swap.asked],
            replaces: swap.asks,
            by: me.username,
            note,
          },
          ...(swap.against
            ? [
                {
                  id: `s-${randomUUID().slice(0, 8)}`,
                  from: swap.against.from,
                  to: swap.against.to,
                  people: [swap.asks],
                  replaces: swap.asked,
                  by: me.username,
                  note,
                },
              ]
            : []),
        ],
      };
      const done = await book.put("rota", next, me.username);
      if (!done.ok) return refuse(c, 422, done.problem);
    }
    const state = answer === "agree" ? "agreed" : answer === "decline" ? "declined" : "withdrawn";
    const answered = { ...swap, state } as const;
    await kept.put(answered);
    await record(deps, c, "oncall.swap", swap.rota, {
      asks: swap.asks,
      asked: swap.asked,
      from: swap.shift.from,
      to: swap.shift.to,
      state,
    });
    const told = state === "withdrawn" ? swap.asked : swap.asks;
    if (told !== me.username)
      await pager.send({
        key: `swap-${swap.id}-${state}`,
        site: rota?.site ?? model().sites[0]?.id ?? "",
        audience: { to: "person", id: told },
        title: outcome[state],
        body: text("The rota shows who is on.", "请在值班表查看当前安排。"),
        urgency: "normal",
        about: { kind: "request", id: swap.id },
        link: "/oncall?tab=rota",
        answerable: false,
        at: clock(),
      });
    return c.json(answered, 200);
  });
}
