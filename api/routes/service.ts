import { createRoute, z } from "@hono/zod-openapi";
import type { Act } from "../../facility/alarms/index.ts";
import { type AssetId, text } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { AlarmsChanged, TakeOut, WithComment } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { alarmView } from "../present.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { body, Id, json } from "./params.ts";

const tags = ["Assets"];
const params = z.object({ id: Id("<site>.<asset>", "riverside.b2-lift-1") });
const responses = {
  200: json(AlarmsChanged, "The asset's alarms as they stand now"),
  ...problems(400, 401, 403, 404, 409),
};

const takeOut = createRoute({
  method: "post",
  path: "/api/assets/{id}/out-of-service",
  tags,
  summary: "Out of service while it is worked on: none of its alarms calls · 停用",
  ...allow("engineer"),
  request: { params, body: body(TakeOut) },
  responses,
});

const putBack = createRoute({
  method: "post",
  path: "/api/assets/{id}/return-to-service",
  tags,
  summary: "Back in service: what is true calls at once · 恢复使用",
  ...allow("engineer"),
  request: { params, body: body(WithComment) },
  responses,
});

/** Taking an asset out of service and putting it back, for all its alarms at once. */
export function serviceRoutes(app: ApiApp, { model, desk }: RouteDeps): void {
  const doIt = async (id: string, by: string, act: Act) => {
    const asset = model().assets.get(id as AssetId);
    if (!asset || asset.rules.length === 0) {
      const problem = asset
        ? text(`No rule watches ${id}: there is nothing to silence.`, `${id} 没有报警规则，无需停用。`)
        : text(`There is no asset ${id}. GET /api/assets lists them.`, `没有设备 ${id}。`);
      return { ok: false, status: asset ? 409 : 404, problem } as const;
    }
    const acted = await desk.actOnAsset({ asset: asset.id, by, act });
    const alarms = acted.flatMap((one) => (one.ok ? [alarmView(model(), one.value)] : []));
    const refused = acted.find((one) => !one.ok);
    // Refused only where it fitted none of the asset's rules.
    if (alarms.length === 0 && refused && !refused.ok)
      return { ok: false, status: 409, problem: refused.problem } as const;
    return { ok: true, alarms } as const;
  };

  app.openapi(takeOut, async (c) => {
    const { reason, order } = c.req.valid("json");
    const act: Act = { do: "take-out", reason, ...(order === undefined ? {} : { order }) };
    const answer = await doIt(c.req.valid("param").id, c.get("person").username, act);
    return answer.ok ? c.json({ alarms: answer.alarms }, 200) : refuse(c, answer.status, answer.problem);
  });

  app.openapi(putBack, async (c) => {
    const act: Act = { do: "put-back", comment: c.req.valid("json").comment };
    const answer = await doIt(c.req.valid("param").id, c.get("person").username, act);
    return answer.ok ? c.json({ alarms: answer.alarms }, 200) : refuse(c, answer.status, answer.problem);
  });
}
