import { createRoute, z } from "@hono/zod-openapi";
import type { Act, AlarmId } from "../../facility/alarms/index.ts";
import { after, minutes } from "../../facility/units/index.ts";
import { inShort, record } from "../audit.ts";
import { allow } from "../auth/index.ts";
import {
  AlarmView,
  Assign,
  BulkAcknowledge,
  BulkAcknowledged,
  Comment,
  type Role,
  Shelve,
  WithComment,
} from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { languageOf } from "../language.ts";
import { alarmView } from "../present.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { exists, noSuchAlarm } from "./known-alarm.ts";
import { body, Id, json } from "./params.ts";

const tags = ["Alarms"];
const params = z.object({ id: Id("<site>.<asset>.<rule>", "riverside.b1-booster-2.dry-run") });

const actRoute = <P extends string, S extends z.ZodType>(path: P, summary: string, role: Role, schema: S) =>
  createRoute({
    method: "post",
    path: `/api/alarms/{id}/${path}` as const,
    tags,
    summary,
    ...allow(role),
    request: { params, body: body(schema) },
    responses: {
      200: json(AlarmView, "The alarm as it stands now"),
      ...problems(400, 401, 403, 404, 409),
    },
  });

const shelve = actRoute("shelve", "Put it aside until a stated moment · 搁置", "engineer", Shelve);
const unshelve = actRoute("unshelve", "Take it off the shelf · 取消搁置", "engineer", WithComment);
const reset = actRoute("reset", "Reset a latched alarm · 复位", "technician", WithComment);
const comment = actRoute("comment", "Write something about it · 备注", "technician", Comment);
const assign = actRoute("assign", "Say who takes care of it · 指派", "technician", Assign);

const bulk = createRoute({
  method: "post",
  path: "/api/alarms/acknowledge",
  tags,
  summary: "Acknowledge several alarms with one comment · 批量确认",
  ...allow("technician"),
  request: { body: body(BulkAcknowledge) },
  responses: {
    200: json(BulkAcknowledged, "What was acknowledged, and what was not and why"),
    ...problems(400, 401, 403),
  },
});

/** What people at the desk do to an alarm beside acknowledging it. */
export function alarmActRoutes(app: ApiApp, deps: RouteDeps): void {
  const { model, desk, clock, log } = deps;
  type Answer =
    | { readonly ok: true; readonly view: AlarmView }
    | { readonly ok: false; readonly status: 404 | 409; readonly problem: ReturnType<typeof noSuchAlarm> };
  const doIt = async (id: string, by: string, act: Act): Promise<Answer> => {
    const alarm = id as AlarmId;
    if (!desk.get(alarm) && !exists(model(), alarm))
      return { ok: false, status: 404, problem: noSuchAlarm(model(), id) };
    const acted = await desk.act({ id: alarm, by, act });
    return acted.ok
      ? { ok: true, view: alarmView(model(), acted.value) }
      : { ok: false, status: 409, problem: acted.problem };
  };

  app.openapi(shelve, async (c) => {
    const { minutes: length, oneShot = false, reason } = c.req.valid("json");
    const until = after(clock(), minutes(length));
    const answer = await doIt(c.req.valid("param").id, c.get("person").username, {
      do: "shelve",
      until,
      oneShot,
      reason,
    });
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(unshelve, async (c) => {
    const act: Act = { do: "unshelve", comment: c.req.valid("json").comment };
    const answer = await doIt(c.req.valid("param").id, c.get("person").username, act);
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(reset, async (c) => {
    const act: Act = { do: "reset", comment: c.req.valid("json").comment };
    const answer = await doIt(c.req.valid("param").id, c.get("person").username, act);
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(comment, async (c) => {
    const act: Act = { do: "comment", text: c.req.valid("json").text };
    const answer = await doIt(c.req.valid("param").id, c.get("person").username, act);
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(assign, async (c) => {
    const { to, comment: words } = c.req.valid("json");
    const act: Act = { do: "assign", to, comment: words };
    const answer = await doIt(c.req.valid("param").id, c.get("person").username, act);
    return answer.ok ? c.json(answer.view, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(bulk, async (c) => {
    const { alarms, comment: words } = c.req.valid("json");
    const by = c.get("person").username;
    const lang = languageOf(c);
    // Asked in one go, so that they share one write of the journal.
    const answers = await Promise.all(
      alarms.map(async ({ id, occurrence }) => ({
        id,
        answer: await doIt(id, by, {
          do: "acknowledge",
          comment: words,
          occurrence,
          together: alarms.length,
        }),
      })),
    );
    const done = answers.flatMap(({ answer }) => (answer.ok ? [answer.view] : []));
    const refused = answers.flatMap(({ id, answer }) =>
      answer.ok ? [] : [{ id, problem: answer.problem[lang] }],
    );
    log.info(
      { by, comment: words, alarms: done.map(({ id }) => id), refused: refused.length },
      `${by} acknowledged ${done.length} alarms at once`,
    );
    if (done.length > 0)
      await record(
        deps,
        c,
        "alarms.acknowledged",
        done.length === 1 ? done[0]!.id : `${done.length} alarms`,
        {
          comment: words,
          alarms: inShort(done.map(({ id }) => id)),
        },
      );
    return c.json({ alarms: done, refused }, 200);
  });
}
