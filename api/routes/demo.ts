import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { saidInBoth, text } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { ScenarioList, ScenarioView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { nearest } from "../nearest.ts";
import type { DemoPlant } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import { Id, json } from "./params.ts";

const tags = ["Demo"];
const params = z.object({ id: Id("a scenario", "pump-runs-dry") });

const list = createRoute({
  method: "get",
  path: "/api/demo/scenarios",
  tags,
  summary: "What the simulated plant can be made to do · 演示场景",
  ...allow("viewer"),
  responses: { 200: json(ScenarioList, "The scenarios"), ...problems(401) },
});

const answers = {
  200: json(ScenarioView, "The scenario as it is now"),
  ...problems(400, 401, 403, 404, 409),
};

const play = createRoute({
  method: "post",
  path: "/api/demo/scenarios/{id}/play",
  tags,
  summary: "Play a scenario on the simulated plant · 播放场景",
  ...allow("engineer"),
  request: { params },
  responses: answers,
});

const stop = createRoute({
  method: "post",
  path: "/api/demo/scenarios/{id}/stop",
  tags,
  summary: "Put the plant back to normal running · 停止场景",
  ...allow("engineer"),
  request: { params },
  responses: answers,
});

/** Only where the plant is simulated; a real estate has no such routes. */
export function demoRoutes(app: ApiApp, demo: DemoPlant): void {
  const find = (id: string) => demo.scenarios().find((scenario) => scenario.id === id);
  const unknown = (c: Context, id: string) => {
    const ids = demo.scenarios().map((scenario) => scenario.id);
    const near = nearest(id, ids);
    const known = (near.length > 0 ? near : ids).join(", ");
    return refuse(
      c,
      404,
      text(`There is no scenario ${id}. Try ${known}.`, `没有场景 ${id}，可用：${known}。`),
    );
  };

  app.openapi(list, (c) => c.json({ scenarios: [...demo.scenarios()] }, 200));

  app.openapi(play, async (c) => {
    const { id } = c.req.valid("param");
    if (!find(id)) return unknown(c, id);
    const played = await demo.play(id);
    if (!played.ok) return refuse(c, 409, saidInBoth(played));
    const now = find(id);
    return now ? c.json(now, 200) : unknown(c, id);
  });

  app.openapi(stop, async (c) => {
    const { id } = c.req.valid("param");
    if (!find(id)) return unknown(c, id);
    const stopped = await demo.stop(id);
    if (!stopped.ok) return refuse(c, 409, saidInBoth(stopped));
    const now = find(id);
    return now ? c.json(now, 200) : unknown(c, id);
  });
}
