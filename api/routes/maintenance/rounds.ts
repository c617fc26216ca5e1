import { createRoute, z } from "@hono/zod-openapi";
import { type KeptStop, Round } from "../../../facility/maintenance/index.ts";
import { text } from "../../../facility/units/index.ts";
import { record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import { RoundList, StopList, StopsSent, StopsTaken, type StopView } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { problems } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, json, Moment } from "../params.ts";
import type { WholeMaintenance } from "./ports.ts";

const tags = ["Rounds"];

const list = createRoute({
  method: "get",
  path: "/api/rounds",
  tags,
  summary: "Inspection rounds and patrols; a phone keeps them for work without coverage · 巡检路线",
  ...allow("technician"),
  request: { query: z.object({ site: z.string().optional() }) },
  responses: { 200: json(RoundList, "With their stops and checklists"), ...problems(401, 403) },
});
const put = createRoute({
  method: "put",
  path: "/api/rounds",
  tags,
  summary: "A round with its stops · 保存巡检路线",
  ...allow("engineer"),
  request: { body: body(Round) },
  responses: { 200: json(Round, "As kept"), ...problems(400, 401, 403) },
});
const remove = createRoute({
  method: "delete",
  path: "/api/rounds",
  tags,
  summary: "A round that is no longer walked; what was recorded stays · 删除巡检路线",
  ...allow("engineer"),
  request: { query: z.object({ id: z.string() }) },
  responses: { 204: { description: "Gone" }, ...problems(401, 403) },
});
const stops = createRoute({
  method: "get",
  path: "/api/rounds/stops",
  tags,
  summary: "Stops that were made, oldest first · 巡检记录",
  ...allow("viewer"),
  request: {
    query: z.object({ site: z.string().optional(), from: Moment.optional(), to: Moment.optional() }),
  },
  responses: { 200: json(StopList, "The stops"), ...problems(400, 401) },
});
const take = createRoute({
  method: "post",
  path: "/api/rounds/stops",
  tags,
  summary: "Stops from a phone, perhaps hours old; each key is kept once · 上传巡检记录",
  ...allow("technician"),
  request: { body: body(StopsSent) },
  responses: { 200: json(StopsTaken, "What became of each"), ...problems(400, 401, 403) },
});

/** Rounds and patrols. */
export function roundRoutes(app: ApiApp, deps: RouteDeps, { rounds }: WholeMaintenance): void {
  const { clock } = deps;
  app.openapi(list, async (c) => {
    const { site } = c.req.valid("query");
    const now = clock();
    const [known, made] = await Promise.all([
      rounds.rounds(site),
      rounds.stops({ site, from: now - 400 * 86_400_000 }),
    ]);
    const last = new Map<string, number>();
    for (const { round, at } of made) last.set(round, Math.max(at, last.get(round) ?? 0));
    return c.json(
      {
        rounds: known.map((round) => {
          const lastAt = last.get(round.id) ?? null;
          const overdue =
            round.enabled &&
            round.everyHours > 0 &&
            (lastAt === null || now - lastAt > round.everyHours * 3_600_000);
          return { round, lastAt, overdue };
        }),
      },
      200,
    );
  });
  app.openapi(put, async (c) => {
    const round = c.req.valid("json");
    await rounds.put(round);
    await record(deps, c, "round.changed", round.id, { stops: round.stops.length, enabled: round.enabled });
    return c.json(round, 200);
  });
  app.openapi(remove, async (c) => {
    const { id } = c.req.valid("query");
    await rounds.remove(id);
    await record(deps, c, "round.removed", id);
    return c.body(null, 204);
  });
  app.openapi(stops, async (c) => {
    const { site, from, to } = c.req.valid("query");
    const [known, made] = await Promise.all([rounds.rounds(site), rounds.stops({ site, from, to })]);
    return c.json({ stops: made.map((stop) => view(stop, known)) }, 200);
  });
  app.openapi(take, async (c) => {
    const by = c.get("person").username;
    const taken: StopsTaken["taken"] = [];
    for (const stop of c.req.valid("json").stops) {
      const answer = await rounds.take(stop, by);
      taken.push(
        answer.ok
          ? { key: stop.key, ok: true, again: answer.again, problem: null }
          : { key: stop.key, ok: false, again: false, problem: joined(answer.problems) },
      );
    }
    return c.json({ taken }, 200);
  });
}

const joined = (problems: readonly { readonly en: string; readonly zh: string }[]) =>
  text(problems.map(({ en }) => en).join(" "), problems.map(({ zh }) => zh).join(" "));

function view(stop: KeptStop, rounds: readonly Round[]): StopView {
  const title = rounds.find(({ id }) => id === stop.round)?.stops.find(({ id }) => id === stop.stop)?.title;
  return {
    key: stop.key,
    run: stop.run,
    round: stop.round,
    stop: stop.stop,
    stopTitle: title ?? text(stop.stop, stop.stop),
    at: stop.at,
    receivedAt: stop.receivedAt,
    by: stop.by,
    scanned: stop.scanned,
    remark: stop.remark,
    answers: stop.answers,
    failed: stop.failed.map(({ item, order }) => ({ item, order: order ?? null })),
  };
}
