import { createRoute, z } from "@hono/zod-openapi";
import { type AlarmId, suppressionOf, type Transition } from "../../facility/alarms/index.ts";
import type { AssetId } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { AlarmDetail } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { alarmView, linksOf, saidOf } from "../present.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { exists, noSuchAlarm } from "./known-alarm.ts";
import { Id, json } from "./params.ts";

/** Lines looked through for earlier occurrences: some fifty of them with what people wrote. */
const LINES = 400;
const OCCURRENCES = 20;

const one = createRoute({
  method: "get",
  path: "/api/alarms/{id}",
  tags: ["Alarms"],
  summary: "One alarm with its rule's words, what it explains, and its earlier occurrences · 报警详情",
  ...allow("viewer"),
  request: { params: z.object({ id: Id("<site>.<asset>.<rule>", "riverside.b1-booster-2.dry-run") }) },
  responses: { 200: json(AlarmDetail, "The alarm"), ...problems(400, 401, 404) },
});

export function alarmDetailRoutes(app: ApiApp, { model, desk }: RouteDeps): void {
  app.openapi(one, async (c) => {
    const id = c.req.valid("param").id as AlarmId;
    const present = model();
    const alarm = desk.get(id);
    if (!alarm && !exists(present, id)) return refuse(c, 404, noSuchAlarm(present, id));
    const dot = id.lastIndexOf(".");
    const asset = present.assets.get(id.slice(0, dot) as AssetId);
    const said = saidOf(asset, id.slice(dot + 1));
    const consequences = desk
      .open()
      .filter(({ state }) => suppressionOf(state)?.causes.some((cause) => cause.alarm === id))
      .map((each) => alarmView(present, each))
      .sort((a, b) => (a.raisedAt ?? 0) - (b.raisedAt ?? 0) || a.sequence - b.sequence);
    const { title, priority, lifeSafety, cause, consequence, response, respondWithinMinutes } = said;
    return c.json(
      {
        alarm: alarm ? alarmView(present, alarm) : null,
        ...{ title, priority, lifeSafety, cause, consequence, response, respondWithinMinutes },
        ...linksOf(asset, said),
        consequences,
        occurrences: occurrencesOf(await desk.history({ alarm: id, limit: LINES })),
      },
      200,
    );
  });
}

/** @param lines newest first, as the journal gives them */
export function occurrencesOf(lines: readonly Transition[]): AlarmDetail["occurrences"] {
  const told: {
    -readonly [K in keyof AlarmDetail["occurrences"][number]]: AlarmDetail["occurrences"][number][K];
  }[] = [];
  for (const { alarm, event, actor, reason } of lines.toReversed()) {
    if (event.on === "raise")
      told.push({ occurrence: alarm.occurrence, raisedAt: event.at, clearedAt: null, notes: [] });
    const last = told.at(-1);
    if (!last || event.on === "raise") continue;
    if (event.on === "clear") last.clearedAt = event.at;
    else if (event.on !== "suppress" && event.on !== "release")
      last.notes.push({ event: event.on, at: event.at, by: actor, words: reason });
  }
  return told.reverse().slice(0, OCCURRENCES);
}
