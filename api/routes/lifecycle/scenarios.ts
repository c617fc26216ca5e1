import { createRoute, z } from "@hono/zod-openapi";
import { type Approval, approvalPath, ballotResult } from "../../../facility/lifecycle/index.ts";
import { instant, text, wallOf } from "../../../facility/units/index.ts";
import { inShort, record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import {
  ApprovalChange,
  ApprovalView,
  LifecycleScenarioList,
  LifecycleScenarioView,
  MoveAsked,
  PlanChanged,
  PlanView,
  ScenarioChange,
  ScenarioNew,
} from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { planView, scenarioView } from "../../lifecycle-view.ts";
import { problems, refuse } from "../../problems.ts";
import { timeZoneOf } from "../../time-zone.ts";
import type { LifecycleDeps, RouteDeps } from "../deps.ts";
import { body, Id, json } from "../params.ts";
import { noPlanYet, noSuchScenario, refusalOf, tags } from "./shared.ts";

const params = z.object({ id: Id("the scenario's id", "4f0c1d2e") });
const expected = z.object({ expected: z.coerce.number().int().openapi({ type: "integer" }) });

const list = createRoute({
  method: "get",
  path: "/api/lifecycle/scenarios",
  tags,
  summary: "Scenarios with the totals of their newest plans, to lay side by side · 方案列表",
  ...allow("viewer"),
  request: { query: z.object({ site: z.string().optional() }) },
  responses: { 200: json(LifecycleScenarioList, "The scenarios"), ...problems(401) },
});
const add = createRoute({
  method: "post",
  path: "/api/lifecycle/scenarios",
  tags,
  summary: "A new scenario: years, caps, funds, groups · 新建方案",
  ...allow("manager"),
  request: { body: body(ScenarioNew) },
  responses: { 201: json(LifecycleScenarioView, "As it is kept"), ...problems(400, 401, 403, 404, 409, 422) },
});
const change = createRoute({
  method: "put",
  path: "/api/lifecycle/scenarios/{id}",
  tags,
  summary: "Change its questions; what persons moved stays · 修改方案",
  ...allow("manager"),
  request: { params, body: body(ScenarioChange) },
  responses: { 200: json(LifecycleScenarioView, "As it is kept"), ...problems(400, 401, 403, 404, 409, 422) },
});
const remove = createRoute({
  method: "delete",
  path: "/api/lifecycle/scenarios/{id}",
  tags,
  summary: "Take it off the list; its versions are kept · 删除方案",
  ...allow("manager"),
  request: { params, query: expected },
  responses: { 204: { description: "Gone" }, ...problems(400, 401, 403, 404, 409, 422) },
});
const make = createRoute({
  method: "post",
  path: "/api/lifecycle/scenarios/{id}/plan",
  tags,
  summary: "Solve it on today's facts · 测算方案",
  ...allow("manager"),
  request: { params },
  responses: { 200: json(PlanView, "The plan"), ...problems(401, 403, 404, 409, 422) },
});
const show = createRoute({
  method: "get",
  path: "/api/lifecycle/scenarios/{id}/plan",
  tags,
  summary: "Its newest plan, or an earlier version · 查看计划",
  ...allow("viewer"),
  request: {
    params,
    query: z.object({ version: z.coerce.number().int().optional().openapi({ type: "integer" }) }),
  },
  responses: { 200: json(PlanView, "The plan, a line an asset"), ...problems(400, 401, 404) },
});
const move = createRoute({
  method: "post",
  path: "/api/lifecycle/scenarios/{id}/moves",
  tags,
  summary: "Set one asset's year by hand; the other lines stay · 调整更换年份",
  ...allow("manager"),
  request: { params, body: body(MoveAsked) },
  responses: { 200: json(PlanChanged, "Scenario and plan now"), ...problems(400, 401, 403, 404, 409, 422) },
});
const takeBack = createRoute({
  method: "delete",
  path: "/api/lifecycle/scenarios/{id}/moves",
  tags,
  summary: "Take back what was moved by hand; the line returns to the plan's own year · 撤销人工调整",
  ...allow("manager"),
  request: {
    params,
    query: z.object({
      asset: z.string().min(1),
      expected: z.coerce.number().int().openapi({ type: "integer", description: "the scenario's version" }),
    }),
  },
  responses: { 200: json(PlanChanged, "Scenario and plan now"), ...problems(400, 401, 403, 404, 409, 422) },
});
const readApproval = createRoute({
  method: "get",
  path: "/api/lifecycle/scenarios/{id}/approval",
  tags,
  summary: "The way to the maintenance fund: steps, papers, dates, the vote · 维修资金审批",
  ...allow("viewer"),
  request: { params },
  responses: { 200: json(ApprovalView, "The steps"), ...problems(401, 404) },
});
const writeApproval = createRoute({
  method: "put",
  path: "/api/lifecycle/scenarios/{id}/approval",
  tags,
  summary: "Route, start, what is done, the count of votes · 更新审批进度",
  ...allow("manager"),
  request: { params, body: body(ApprovalChange) },
  responses: { 200: json(ApprovalView, "The steps now"), ...problems(400, 401, 403, 404, 409, 422) },
});

export function lifecycleScenarioRoutes(app: ApiApp, deps: RouteDeps, { desk }: LifecycleDeps): void {
  const { model, clock } = deps;
  app.openapi(list, async (c) => {
    const kept = await desk.scenarios(c.req.valid("query").site);
    const plans = await Promise.all(kept.map(({ id }) => desk.plan(id)));
    return c.json({ scenarios: kept.map((each, i) => scenarioView(each, plans[i])) }, 200);
  });

  app.openapi(add, async (c) => {
    const { site, scenario } = c.req.valid("json");
    if (!model().sites.some(({ id }) => id === site))
      return refuse(
        c,
        404,
        text(
          `There is no site ${site}. GET /api/sites lists them.`,
          `没有项目 ${site}，清单见 GET /api/sites。`,
        ),
      );
    const added = await desk.addScenario(site, { ...scenario, moves: [] }, c.get("person").username);
    if (!added.ok) return refuse(c, ...refusalOf(added));
    await record(deps, c, "lifecycle.scenario", added.value.id, { version: 1, name: scenario.name.en });
    return c.json(scenarioView(added.value, undefined), 201);
  });

  app.openapi(change, async (c) => {
    const { id } = c.req.valid("param");
    const asked = c.req.valid("json");
    const kept = await desk.scenario(id);
    if (!kept) return refuse(c, 404, noSuchScenario(id));
    const { firstYear, years } = asked.scenario;
    // A year that the plan does not have any more was decided for another plan.
    const moves = kept.scenario.moves.filter(
      ({ year }) => year === null || (year >= firstYear && year < firstYear + years),
    );
    const changed = await desk.putScenario(
      id,
      { ...asked.scenario, moves: asked.clearMoves ? [] : moves },
      { by: c.get("person").username, expected: asked.expected },
    );
    if (!changed.ok) return refuse(c, ...refusalOf(changed));
    await record(deps, c, "lifecycle.scenario", id, {
      version: changed.value.version,
      name: asked.scenario.name.en,
      movesCleared: asked.clearMoves,
    });
    return c.json(scenarioView(changed.value, await desk.plan(id)), 200);
  });

  app.openapi(remove, async (c) => {
    const { id } = c.req.valid("param");
    const removed = await desk.removeScenario(id, {
      by: c.get("person").username,
      expected: c.req.valid("query").expected,
    });
    if (!removed.ok) return refuse(c, ...refusalOf(removed));
    await record(deps, c, "lifecycle.scenario-removed", id);
    return c.body(null, 204);
  });

  app.openapi(make, async (c) => {
    const { id } = c.req.valid("param");
    const made = await desk.makePlan(id, c.get("person").username);
    if (!made.ok) return refuse(c, ...refusalOf(made));
    await record(deps, c, "lifecycle.plan", id, { version: made.value.version });
    return c.json(planView(model(), made.value), 200);
  });

  app.openapi(show, async (c) => {
    const { id } = c.req.valid("param");
    if (!(await desk.scenario(id))) return refuse(c, 404, noSuchScenario(id));
    const plan = await desk.plan(id, c.req.valid("query").version);
    return plan ? c.json(planView(model(), plan), 200) : refuse(c, 404, noPlanYet);
  });

  app.openapi(move, async (c) => {
    const { id } = c.req.valid("param");
    const { expected: version, ...asked } = c.req.valid("json");
    const moved = await desk.move(id, asked, { by: c.get("person").username, expected: version });
    if (!moved.ok) return refuse(c, ...refusalOf(moved));
    await record(deps, c, "lifecycle.move", id, { ...asked, version: moved.value.version });
    return c.json(
      { scenario: scenarioView(moved.value.scenario, moved.value), plan: planView(model(), moved.value) },
      200,
    );
  });

  app.openapi(takeBack, async (c) => {
    const { id } = c.req.valid("param");
    const { asset, expected } = c.req.valid("query");
    const moved = await desk.takeBack(id, asset, { by: c.get("person").username, expected });
    if (!moved.ok) return refuse(c, ...refusalOf(moved));
    await record(deps, c, "lifecycle.move", id, { asset, takenBack: true, version: moved.value.version });
    return c.json(
      { scenario: scenarioView(moved.value.scenario, moved.value), plan: planView(model(), moved.value) },
      200,
    );
  });

  app.openapi(readApproval, async (c) => {
    const { id } = c.req.valid("param");
    const scenario = await desk.scenario(id);
    if (!scenario) return refuse(c, 404, noSuchScenario(id));
    const kept = await desk.approval(id);
    // The estate's day: in Shanghai it is tomorrow while Greenwich still has today.
    const { day } = wallOf(instant(clock()), timeZoneOf(model(), scenario.site));
    const approval: Approval = kept?.approval ?? { route: "vote", startOn: day, done: {} };
    return c.json(approvalView(kept?.version ?? 0, approval), 200);
  });

  app.openapi(writeApproval, async (c) => {
    const { id } = c.req.valid("param");
    const asked = c.req.valid("json");
    const before = (await desk.approval(id))?.approval.done ?? {};
    const by = c.get("person").username;
    const done = Object.fromEntries(
      Object.entries(asked.done).map(([step, entry]) => {
        const known = before[step];
        // Who ticked it stays with it while it is not changed.
        const same = known?.on === entry.on && known.note === entry.note;
        return [step, same ? known : { ...entry, by }];
      }),
    );
    const approval: Approval = {
      route: asked.route,
      startOn: asked.startOn,
      done,
      ...(asked.ballot ? { ballot: asked.ballot } : {}),
    };
    const changed = await desk.putApproval(id, approval, { by, expected: asked.expected });
    if (!changed.ok) return refuse(c, ...refusalOf(changed));
    await record(deps, c, "lifecycle.approval", id, {
      version: asked.expected + 1,
      route: asked.route,
      done: inShort(Object.keys(asked.done)),
    });
    return c.json(approvalView(asked.expected + 1, approval), 200);
  });
}

const approvalView = (version: number, approval: Approval): ApprovalView => ({
  version,
  route: approval.route,
  startOn: approval.startOn,
  ballot: approval.ballot ?? null,
  result: approval.ballot ? ballotResult(approval.ballot) : null,
  steps: approvalPath(approval).map(({ id, title, papers, basis, dueOn, done }) => ({
    id,
    title,
    papers: [...papers],
    basis,
    dueOn,
    done: done ?? null,
  })),
});
