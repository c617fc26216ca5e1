import { createRoute, z } from "@hono/zod-openapi";
import { type AlarmId, Priority } from "../../facility/alarms/index.ts";
import type { AssetId } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { Acknowledge, AlarmList, AlarmStateName, AlarmView, JournalList } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { alarmView, journalEntry, urgencyOf } from "../present.ts";
import { problems, refuse } from "../problems.ts";
import { byUrgency, type Urgency } from "../urgency.ts";
import type { RouteDeps } from "./deps.ts";
import { exists, noSuchAlarm } from "./known-alarm.ts";
import { Count, Id, json } from "./params.ts";

const tags = ["Alarms"];
const params = z.object({ id: Id("<site>.<asset>.<rule>", "riverside.b1-booster-2.dry-run") });
const page = z.object({
  before: z.coerce
    .number()
    .int()
    .optional()
    .openapi({ type: "integer", description: "only lines of a lower `sequence`; for the next page" }),
  limit: Count(1, 1000, 100),
});

const list = createRoute({
  method: "get",
  path: "/api/alarms",
  tags,
  summary: "What is not normal, most urgent first · 当前报警",
  ...allow("viewer"),
  request: {
    query: z.object({
      limit: Count(1, 5_000, 1_000),
      after: z
        .string()
        .regex(/^\d+\.[a-z-]+\.\d+\.\d+$/, "use the `next` of the page before")
        .optional()
        .openapi({ description: "the `next` of the page before; what moved meanwhile may stand on neither" }),
    }),
  },
  responses: { 200: json(AlarmList, "The alarms"), ...problems(400, 401) },
});

const acknowledge = createRoute({
  method: "post",
  path: "/api/alarms/{id}/acknowledge",
  tags,
  summary: "Say that you have seen it and take care · 报警确认",
  ...allow("technician"),
  request: { params, body: { content: { "application/json": { schema: Acknowledge } } } },
  responses: { 200: json(AlarmView, "The alarm as it stands now"), ...problems(400, 401, 403, 404, 409) },
});

const journal = createRoute({
  method: "get",
  path: "/api/alarms/journal",
  tags,
  summary: "Every transition, newest first · 报警日志",
  ...allow("viewer"),
  request: {
    query: page.extend({ asset: z.string().optional().openapi({ description: "only of this asset" }) }),
  },
  responses: { 200: json(JournalList, "Lines of the journal"), ...problems(400, 401) },
});

const journalOfOne = createRoute({
  method: "get",
  path: "/api/alarms/{id}/journal",
  tags,
  summary: "Every transition of one alarm, newest first · 单条报警日志",
  ...allow("viewer"),
  request: { params, query: page },
  responses: { 200: json(JournalList, "Lines of the journal"), ...problems(400, 401, 404) },
});

/** A place in the order, as text that a page is asked for by. */
const nameOf = ({ priority, state, changedAt, sequence }: Urgency): string =>
  `${Priority.options.indexOf(priority)}.${state}.${changedAt}.${sequence}`;
function placeOf(name: string): Urgency | undefined {
  const [priority, state, changedAt, sequence] = name.split(".");
  const known = AlarmStateName.safeParse(state);
  const rank = Priority.options[Number(priority)];
  if (!known.success || rank === undefined) return undefined;
  return { priority: rank, state: known.data, changedAt: Number(changedAt), sequence: Number(sequence) };
}

export function alarmRoutes(app: ApiApp, { model, desk }: RouteDeps): void {
  app.openapi(list, (c) => {
    const { limit, after } = c.req.valid("query");
    const present = model();
    // Sorted by little, for there may be thousands; what is shown is made of one page alone.
    const all = desk.open().map((alarm) => ({ alarm, ...urgencyOf(present, alarm) }));
    const last = after === undefined ? undefined : placeOf(after);
    const rest = last ? all.filter((one) => byUrgency(one, last) > 0) : all;
    const page = rest.sort(byUrgency).slice(0, limit);
    const end = page.at(-1);
    return c.json(
      {
        alarms: page.map(({ alarm }) => alarmView(present, alarm)),
        total: all.length,
        next: end && rest.length > limit ? nameOf(end) : null,
      },
      200,
    );
  });

  app.openapi(acknowledge, async (c) => {
    const id = c.req.valid("param").id as AlarmId;
    const { occurrence, comment = "" } = c.req.valid("json");
    if (!desk.get(id) && !exists(model(), id)) return refuse(c, 404, noSuchAlarm(model(), id));
    const answer = await desk.act({
      id,
      by: c.get("person").username,
      act: { do: "acknowledge", comment, ...(occurrence === undefined ? {} : { occurrence }) },
    });
    if (!answer.ok) return refuse(c, 409, answer.problem);
    return c.json(alarmView(model(), answer.value), 200);
  });

  app.openapi(journal, async (c) => {
    const { before, limit, asset } = c.req.valid("query");
    const lines = await desk.history({
      limit,
      ...(before === undefined ? {} : { before }),
      ...(asset === undefined ? {} : { asset: asset as AssetId }),
    });
    const present = model();
    return c.json({ entries: lines.map((line) => journalEntry(present, line)) }, 200);
  });

  app.openapi(journalOfOne, async (c) => {
    const id = c.req.valid("param").id as AlarmId;
    const { before, limit } = c.req.valid("query");
    const lines = await desk.history({ alarm: id, limit, ...(before === undefined ? {} : { before }) });
    const present = model();
    if (lines.length === 0 && !exists(present, id)) return refuse(c, 404, noSuchAlarm(present, id));
    return c.json({ entries: lines.map((line) => journalEntry(present, line)) }, 200);
  });
}
