import { createRoute, z } from "@hono/zod-openapi";
import type { AuditRow } from "../../facility/audit/index.ts";
import { type AssetId, type PointId, saidInBoth, type Text, text } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { CommandList, type CommandRecord, CommandView, GiveCommand } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import type { Commands } from "../ports.ts";
import { presentValue } from "../present.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { Count, Id, json } from "./params.ts";

const give = createRoute({
  method: "post",
  path: "/api/points/{id}/command",
  tags: ["Points"],
  summary: "Write a point that may be written; it is read back before this answers · 下发指令",
  ...allow("engineer"),
  request: {
    params: z.object({ id: Id("<site>.<asset>.<point>", "riverside.b1-booster-1.pressure_setpoint_kPa") }),
    body: { content: { "application/json": { schema: GiveCommand } } },
  },
  responses: {
    200: json(CommandView, "Done, and what the device says now"),
    ...problems(400, 401, 403, 404, 409, 422),
  },
});

const list = createRoute({
  method: "get",
  path: "/api/assets/{id}/commands",
  tags: ["Assets"],
  summary: "Who gave which command when, and what became of it, newest first · 指令记录",
  ...allow("technician"),
  request: {
    params: z.object({ id: Id("<site>.<asset>", "riverside.b1-booster-1") }),
    query: z.object({ limit: Count(1, 500, 50) }),
  },
  responses: { 200: json(CommandList, "The commands"), ...problems(400, 401, 403, 404) },
});

/** A device's reasons in the house's languages; its own detail follows. */
export const refusals: Readonly<Record<string, Text>> = {
  expired: text("The command came too late.", "指令已过期。"),
  "unknown-point": text("The gateway has no such point.", "网关没有该测点。"),
  "not-writable": text("The device cannot be written there.", "设备不支持写入该测点。"),
  "wrong-kind": text("The value is of the wrong kind.", "数值类型不符。"),
  "out-of-range": text("The value is out of range.", "数值超出范围。"),
  "unexpected-state": text("The device is in another state than expected.", "设备状态与预期不符。"),
  offline: text("The device does not answer.", "设备无应答。"),
  "device-refused": text("The device refused.", "设备拒绝执行。"),
  "not-taken": text("It was sent, but the device says otherwise.", "已下发，但设备回读值不符。"),
};

export function commandRoutes(
  app: ApiApp,
  { model, board, audit, clock }: RouteDeps,
  commands: Commands,
): void {
  app.openapi(give, async (c) => {
    const { id } = c.req.valid("param");
    const { value, expect } = c.req.valid("json");
    const point = model().point(id as PointId);
    if (!point)
      return refuse(
        c,
        404,
        text(
          `There is no point ${id}. GET /api/assets lists them.`,
          `没有测点 ${id}。GET /api/assets 列出全部测点。`,
        ),
      );
    if (!point.type.writable)
      return refuse(
        c,
        422,
        text(`${id} is only observed; it cannot be written.`, `${id} 为只读测点，不能写入。`),
      );
    const reading = board.reading(point.index);
    const before = reading?.quality === "good" ? presentValue(point.type, reading.value) : undefined;
    const outcome = await commands.command({
      point: point.id,
      value,
      ...(typeof before === "number" || typeof before === "boolean" ? { before } : {}),
      by: c.get("person").username,
      ...(expect === undefined ? {} : { expect }),
    });
    if (!outcome.ok) return refuse(c, 409, saidInBoth(outcome));
    const { id: command, at, outcome: is, reason = "", detail = "", readBack } = outcome.value;
    if (is === "done") return c.json({ id: command, at, readBack: readBack ?? null }, 200);
    const words = refusals[reason] ?? text("It was refused.", "指令被拒绝。");
    return refuse(c, 422, text(`${words.en} ${detail}`, `${words.zh}${detail}`));
  });

  app.openapi(list, async (c) => {
    const { id } = c.req.valid("param");
    if (!model().assets.has(id as AssetId))
      return refuse(
        c,
        404,
        text(
          `There is no asset ${id}. GET /api/assets lists them.`,
          `没有设备 ${id}。GET /api/assets 列出全部设备。`,
        ),
      );
    // Each command is two rows: given and answered.
    const rows = await audit.list({
      act: "command.",
      subject: `${id}.`,
      limit: c.req.valid("query").limit * 2,
    });
    return c.json({ commands: recordsOf(rows, clock()) }, 200);
  });
}

/** From rows, newest first, to commands with their outcomes. */
function recordsOf(rows: readonly AuditRow[], now: number): CommandRecord[] {
  const answers = new Map<unknown, AuditRow>();
  for (const row of rows) if (row.act === "command.answered") answers.set(row.details.command, row);
  return rows
    .filter(({ act }) => act === "command.given")
    .map(({ at, actor, subject, details }) => {
      const answer = answers.get(details.command);
      const { outcome, reason, detail, readBack } = answer?.details ?? {};
      const words = refusals[String(reason)];
      const said = typeof detail === "string" ? detail : "";
      return {
        id: String(details.command),
        at,
        by: actor,
        point: subject.slice(subject.lastIndexOf(".") + 1),
        value: scalar(details.value),
        before: scalar(details.before),
        outcome:
          outcome === "done" || outcome === "refused" || outcome === "unanswered"
            ? outcome
            : now - at > ANSWERED_WITHIN_MS
              ? "unanswered"
              : "under-way",
        reason: words ? text(`${words.en} ${said}`, `${words.zh}${said}`) : said ? text(said, said) : null,
        readBack: scalar(readBack),
        answeredAt: answer?.at ?? null,
      };
    });
}

/** Nobody waits longer for an answer; a restart in between leaves the question open. */
const ANSWERED_WITHIN_MS = 30_000;

const scalar = (value: unknown): number | boolean | null =>
  typeof value === "number" || typeof value === "boolean" ? value : null;
