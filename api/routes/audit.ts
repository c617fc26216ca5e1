import { createRoute, z } from "@hono/zod-openapi";
import { parseScope } from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import { type AuditRow, type AuditVerdict, auditActs, isAuditAct } from "../../facility/audit/index.ts";
import { type AssetId, type Text, text } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { AuditList, type AuditRowView, AuditVerdictView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { placedName } from "../present.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { Count, json } from "./params.ts";

const tags = ["Audit"];

const list = createRoute({
  method: "get",
  path: "/api/audit",
  tags,
  summary: "Who did what, newest first · 审计日志",
  ...allow("admin"),
  request: {
    query: z.object({
      act: z
        .string()
        .max(64)
        .optional()
        .openapi({ description: "an act, or the beginning of several: command." }),
      actor: z.string().max(64).optional(),
      subject: z
        .string()
        .max(256)
        .optional()
        .openapi({ description: "an id, or the beginning of several: riverside.b1-booster-1." }),
      before: z.coerce.number().int().min(1).optional().openapi({ type: "integer" }),
      limit: Count(1, 1000, 100),
    }),
  },
  responses: { 200: json(AuditList, "The rows"), ...problems(400, 401, 403) },
});

const verify = createRoute({
  method: "get",
  path: "/api/audit/verify",
  tags,
  summary: "Check that no row was changed or taken out · 校验审计日志",
  ...allow("admin"),
  request: {
    query: z.object({
      sequence: z.coerce.number().int().min(1).optional().openapi({ type: "integer" }),
      hash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional()
        .openapi({ description: "with the sequence: a row that must still stand there" }),
    }),
  },
  responses: { 200: json(AuditVerdictView, "Whole, or where it is broken"), ...problems(400, 401, 403) },
});

export function auditRoutes(app: ApiApp, { audit, model }: RouteDeps): void {
  app.openapi(list, async (c) => {
    const { limit, ...asked } = c.req.valid("query");
    // What was not asked for is left out, not undefined.
    const rows = await audit.list({
      limit,
      ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    });
    return c.json(
      {
        rows: rows.map((row) => rowView(row, model())),
        acts: Object.entries(auditActs).map(([act, label]) => ({ act, label })),
      },
      200,
    );
  });

  app.openapi(verify, async (c) => {
    const { sequence, hash } = c.req.valid("query");
    if ((sequence === undefined) !== (hash === undefined))
      return refuse(
        c,
        400,
        text("Give sequence and hash together, or neither.", "sequence 与 hash 须同时给出或都不给。"),
      );
    const mark = sequence === undefined || hash === undefined ? undefined : { sequence, hash };
    return c.json(verdictView(await audit.verify(mark)), 200);
  });
}

export const labelOf = (act: string): Text => (isAuditAct(act) ? auditActs[act] : text(act, act));

const rowView = (row: AuditRow, model: AssetModel): AuditRowView => ({
  ...row,
  label: labelOf(row.act),
  about: aboutOf(row, model) ?? null,
});

const joined = (...parts: (Text | undefined)[]): Text => {
  const known = parts.filter((part): part is Text => part !== undefined);
  return text(known.map(({ en }) => en).join(" · "), known.map(({ zh }) => zh).join(" · "));
};

/** Equipment by its place and name; of a rule also the scope and its title. */
function aboutOf({ act, subject }: AuditRow, model: AssetModel): Text | undefined {
  if (!act.startsWith("rule.")) {
    const asset = model.assets.get(subject as AssetId);
    return asset && placedName(asset);
  }
  const space = subject.indexOf(" ");
  const scope = parseScope(subject.slice(0, space));
  if (!scope.ok) return undefined;
  const { value } = scope;
  const rule = subject.slice(space + 1);
  const touched = [...model.assets.values()].filter((asset) =>
    value.of === "asset"
      ? asset.id === value.asset
      : asset.site === value.site && (value.of === "site" || asset.type.id === value.type),
  );
  const [first] = touched;
  if (!first) return undefined;
  const title = touched.flatMap(({ rules }) => rules.find(({ id }) => id === rule)?.title ?? [])[0];
  const site = model.sites.find(({ id }) => id === first.site)?.name;
  return value.of === "asset"
    ? joined(placedName(first), title)
    : joined(site, value.of === "type" ? first.type.label : undefined, title);
}

function verdictView(verdict: AuditVerdict): AuditVerdictView {
  if (verdict.ok) return { ok: true, rows: verdict.rows, head: verdict.head ?? null };
  return { ...verdict, problem: whatIsWrong(verdict) };
}

const RESTORE = text(
  "Whoever has access to the database did this. Keep the file as it is, and compare it with a backup.",
  "此类改动只能由有数据库权限者造成。请保留现有数据库文件，并与备份比对。",
);

function whatIsWrong({ sequence, why }: AuditVerdict & { ok: false }): Text {
  const say = (en: string, zh: string) => text(`${en} ${RESTORE.en}`, `${zh}${RESTORE.zh}`);
  switch (why) {
    case "gap":
      return say(`Row ${sequence} has been taken out.`, `第 ${sequence} 行被删除。`);
    case "changed":
      return say(`Row ${sequence} has been changed.`, `第 ${sequence} 行被改动。`);
    case "not-joined":
      return say(
        `Row ${sequence} does not follow the row before it: one of the two was written anew.`,
        `第 ${sequence} 行与前一行不衔接：其中一行被重写。`,
      );
    case "mark-missing":
      return say(
        `Row ${sequence}, which you noted down, is no longer there: the end has been cut off.`,
        `您记录的第 ${sequence} 行已不存在：日志末尾被截断。`,
      );
    case "mark-differs":
      return say(
        `Row ${sequence} is not the one you noted down: the log has been written anew.`,
        `第 ${sequence} 行与您记录的不一致：日志被重写。`,
      );
    default:
      return why satisfies never;
  }
}
