import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { AuditAct, AuditDetails } from "../../facility/audit/index.ts";
import type { Proof, Run, RunEvent } from "../../facility/emergency/index.ts";
import type { AssetId, Text } from "../../facility/units/index.ts";
import { text } from "../../facility/units/index.ts";
import { inShort, record } from "../audit.ts";
import { allow, includes } from "../auth/index.ts";
import {
  ActOnStep,
  Attendance,
  HandOver,
  type Role,
  RollBody,
  RunList,
  RunNote,
  type RunProof,
  RunView,
  StandDown,
  StartRun,
} from "../contract/index.ts";
import { personName, runSummary, runView } from "../emergencies/index.ts";
import type { ApiApp, ApiEnv } from "../env.ts";
import type { Emergencies } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import { timeZoneOf } from "../time-zone.ts";
import type { RouteDeps } from "./deps.ts";
import { body, Count, Id, json, Moment } from "./params.ts";

const tags = ["Emergencies"];
const params = z.object({ id: Id("a run", "3f2a9c11-77b0") });

const list = createRoute({
  method: "get",
  path: "/api/emergencies/runs",
  tags,
  summary: "Runs under way and past, newest first · 应急处置列表",
  ...allow("viewer"),
  request: {
    query: z.object({
      site: z.string().max(64).optional(),
      before: Moment.optional(),
      limit: Count(1, 200, 50),
    }),
  },
  responses: { 200: json(RunList, "Runs"), ...problems(400, 401) },
});

const start = createRoute({
  method: "post",
  path: "/api/emergencies/runs",
  tags,
  summary: "Start a plan by hand, or a drill of it · 启动预案或演练",
  ...allow("engineer"),
  request: { body: body(StartRun) },
  responses: {
    201: json(RunView, "The run; the one under way where it is of the same place"),
    ...problems(400, 401, 403, 409),
  },
});

const one = createRoute({
  method: "get",
  path: "/api/emergencies/runs/{id}",
  tags,
  summary: "A run with its steps, clocks, messages and log · 应急处置详情",
  ...allow("viewer"),
  request: { params },
  responses: { 200: json(RunView, "The run"), ...problems(401, 404) },
});

const act = <P extends string, S extends z.ZodType>(path: P, summary: string, role: Role, schema: S) =>
  createRoute({
    method: "post",
    path: `/api/emergencies/runs/{id}/${path}` as const,
    tags,
    summary,
    ...allow(role),
    request: { params, body: body(schema) },
    responses: { 200: json(RunView, "The run as it stands now"), ...problems(400, 401, 403, 404, 409, 422) },
  });

const onStep = createRoute({
  method: "post",
  path: "/api/emergencies/runs/{id}/steps/{step}",
  tags,
  summary:
    "Take a step, finish it with its evidence, say that it cannot be done; let a command go · 执行步骤",
  ...allow("technician"),
  request: { params: params.extend({ step: Id("a step of the plan", "verify") }), body: body(ActOnStep) },
  responses: { 200: json(RunView, "The run as it stands now"), ...problems(400, 401, 403, 404, 409, 422) },
});

const roll = act("roll", "Count a line of the roll-call · 清点登记", "technician", RollBody);
const note = act(
  "notes",
  "Write into the log: a note, or what was said with the people in need · 记录",
  "technician",
  RunNote,
);
const handOver = act("command", "Hand command over by name · 移交指挥权", "engineer", HandOver);
const attend = act("attendance", "Who takes part · 参加人员", "technician", Attendance);
const standDown = act("stand-down", "End it · 解除应急状态", "engineer", StandDown);
const resume = createRoute({
  method: "post",
  path: "/api/emergencies/runs/{id}/resume",
  tags,
  summary: "Go on with a drill that was suspended · 继续演练",
  ...allow("engineer"),
  request: { params },
  responses: { 200: json(RunView, "The run as it stands now"), ...problems(401, 403, 404, 409) },
});

/** Runs: begun, worked through step by step, stood down. */
export function emergencyRoutes(app: ApiApp, deps: RouteDeps, emergencies: Emergencies): void {
  const { model, clock } = deps;
  /** Into the audit's chain. What was done in an emergency stands, also where the disk takes nothing more. */
  const noted = async (c: Context<ApiEnv>, act: AuditAct, subject: string, details: AuditDetails = {}) => {
    try {
      await record(deps, c, act, subject, details);
    } catch (error) {
      deps.log.error({ act, subject, error: String(error) }, "an act in an emergency is not in the audit");
    }
  };
  const { people } = emergencies;
  const zone = (site: string) => timeZoneOf(model(), site);
  const view = async (run: Run): Promise<RunView> =>
    runView(run, await emergencies.entries(run.id), people, zone(run.site), clock());
  const noSuchRun = (id: string) =>
    text(`There is no run ${id}. GET /api/emergencies/runs lists them.`, `没有编号 ${id} 的应急处置。`);
  type Done =
    | { readonly ok: true; readonly view: RunView }
    | { readonly ok: false; readonly status: 404 | 409; readonly problem: Text };
  const doIt = async (id: string, event: RunEvent): Promise<Done> => {
    if (!(await emergencies.find(id))) return { ok: false, status: 404, problem: noSuchRun(id) };
    const acted = await emergencies.act(id, event);
    return acted.ok
      ? { ok: true, view: await view(acted.value) }
      : { ok: false, status: 409, problem: acted.problem };
  };

  app.openapi(list, async (c) => {
    const { site, before, limit } = c.req.valid("query");
    const runs = await emergencies.past({ site, before, limit });
    // What is under way is told as it is in memory: the store may lie a moment behind.
    const now = new Map(emergencies.runs().map((run) => [run.id, run]));
    return c.json(
      { runs: runs.map((run) => runSummary(now.get(run.id) ?? run, zone(run.site), clock())) },
      200,
    );
  });

  app.openapi(start, async (c) => {
    const { site, plan, asset, words, drill } = c.req.valid("json");
    const by = c.get("person").username;
    const started = await emergencies.start({
      site,
      plan,
      words,
      by,
      asset: asset as AssetId | undefined,
      drill,
    });
    if (!started.ok) return refuse(c, 409, started.problem);
    const run = started.value;
    await noted(c, drill ? "drill.begun" : "emergency.started", run.id, {
      ...{ site, plan, version: run.version, words: inShort([words]) },
    });
    return c.json(await view(run), 201);
  });

  app.openapi(one, async (c) => {
    const { id } = c.req.valid("param");
    const run = await emergencies.find(id);
    return run ? c.json(await view(run), 200) : refuse(c, 404, noSuchRun(id));
  });

  app.openapi(onStep, async (c) => {
    const { id, step } = c.req.valid("param");
    const asked = c.req.valid("json");
    const run = await emergencies.find(id);
    if (!run) return refuse(c, 404, noSuchRun(id));
    const person = c.get("person");
    if (asked.do === "confirm" && !includes(person.role, "engineer"))
      return refuse(
        c,
        403,
        text(
          "A command to the plant is for engineers and those above.",
          "设备指令须由工程师及以上人员确认。",
        ),
      );
    const missing = whatIsMissing(run, step, asked);
    if (missing) return refuse(c, 422, missing);
    const answer = await doIt(id, { ...stepEvent(step, asked), at: clock(), by: person.username });
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(roll, async (c) => {
    const { step, entry } = c.req.valid("json");
    const { name, is, count, words } = entry;
    const clean = {
      name,
      is,
      ...(count === undefined ? {} : { count }),
      ...(words === undefined ? {} : { words }),
    };
    const answer = await doIt(c.req.valid("param").id, {
      on: "roll",
      at: clock(),
      by: c.get("person").username,
      step,
      entry: clean,
    });
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(note, async (c) => {
    const { kind, words, files } = c.req.valid("json");
    const answer = await doIt(c.req.valid("param").id, {
      on: "note",
      at: clock(),
      by: c.get("person").username,
      kind,
      words,
      files,
    });
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(handOver, async (c) => {
    const { to } = c.req.valid("json");
    const by = c.get("person").username;
    const answer = await doIt(c.req.valid("param").id, {
      on: "hand-over",
      at: clock(),
      by,
      to,
      giver: personName(emergencies.people, by),
      taker: personName(emergencies.people, to),
    });
    if (answer.ok) await noted(c, "emergency.handed-over", answer.view.id, { to });
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(attend, async (c) => {
    const { names } = c.req.valid("json");
    const answer = await doIt(c.req.valid("param").id, {
      on: "attend",
      at: clock(),
      by: c.get("person").username,
      names,
    });
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(standDown, async (c) => {
    const { words, why } = c.req.valid("json");
    const answer = await doIt(c.req.valid("param").id, {
      on: "stand-down",
      at: clock(),
      by: c.get("person").username,
      words,
      why,
    });
    if (answer.ok) await noted(c, "emergency.stood-down", answer.view.id, { why, words: inShort([words]) });
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(resume, async (c) => {
    const { id } = c.req.valid("param");
    const run = await emergencies.find(id);
    const real = emergencies
      .runs()
      .find((other) => other.site === run?.site && !other.drill && other.state.is === "running");
    if (real)
      return refuse(
        c,
        409,
        text("The real emergency is still under way. Stand it down first.", "真实警情尚未解除，请先解除。"),
      );
    const answer = await doIt(id, { on: "resume", at: clock(), by: c.get("person").username });
    if (answer.ok) await noted(c, "drill.resumed", id);
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });
}

type StepAsked = z.infer<typeof ActOnStep>;

/** What the plan asks for and the caller did not bring. */
function whatIsMissing(run: Run, id: string, asked: StepAsked): Text | undefined {
  const step = run.plan.steps.find((each) => each.id === id);
  if (!step) return text(`The plan has no step ${id}.`, `预案没有步骤 ${id}。`);
  if (asked.do === "cannot" && asked.words.trim() === "")
    return text("Say why it cannot be done.", "请说明无法完成的原因。");
  if (asked.do !== "finish") return undefined;
  if (step.does === "ask" && !step.answers.some((answer) => answer.id === asked.answer))
    return text(
      `Choose one of: ${step.answers.map(({ label }) => label.en).join(", ")}.`,
      `请选择：${step.answers.map(({ label }) => label.zh).join("、")}。`,
    );
  if (step.does === "command")
    return text("A command is confirmed or cannot be given.", "指令只能确认下发或标注无法下发。");
  if (step.does !== "task") return undefined;
  const proof = asked.proof;
  const has = {
    photo: (proof?.files ?? []).some(({ type }) => type.startsWith("image/")),
    reading: (proof?.readings ?? []).length > 0,
    signature: proof?.signature !== undefined,
  };
  const names = {
    photo: text("a photo", "照片"),
    reading: text("a reading", "读数"),
    signature: text("a signature", "签字"),
  };
  const lacking = step.evidence.filter((kind) => !has[kind]);
  if (lacking.length === 0) return undefined;
  return text(
    `This step is done with its evidence: add ${lacking.map((kind) => names[kind].en).join(" and ")}, or say that it cannot be done.`,
    `完成此步骤须附${lacking.map((kind) => names[kind].zh).join("、")}，否则请标注无法完成。`,
  );
}

type StepEvent = Extract<RunEvent, { on: "take" | "finish" | "cannot" | "confirm" }>;
function stepEvent(step: string, asked: StepAsked): DistributiveOmit<StepEvent, "at" | "by"> {
  const { words, answer, proof, reference } = asked;
  switch (asked.do) {
    case "take":
      return { on: "take", step };
    case "confirm":
      return { on: "confirm", step };
    case "cannot":
      return { on: "cannot", step, words };
    case "finish": {
      return {
        on: "finish",
        step,
        words,
        ...(answer === undefined ? {} : { answer }),
        ...(proof ? { proof: withoutGap(proof) } : {}),
        ...(reference === undefined ? {} : { reference }),
      };
    }
    default:
      return asked.do satisfies never;
  }
}
type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

const withoutGap = ({ signature, ...rest }: z.infer<typeof RunProof>): Proof => ({
  ...rest,
  ...(signature ? { signature } : {}),
});
