import { createRoute, z } from "@hono/zod-openapi";
import { type EffectiveRule, parseScope, scopeKey } from "../../facility/alarms/index.ts";
import { type AssetId, saidInBoth, text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow } from "../auth/index.ts";
import {
  EffectiveRuleList,
  type EffectiveRuleView,
  OverrideBody,
  OverrideList,
  OverridePreview,
} from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import type { RulePreview } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import { changedFields, ruleSubject } from "../rule-changes.ts";
import type { RouteDeps } from "./deps.ts";
import { body, Id, json } from "./params.ts";

const tags = ["Rules"];

const ofAsset = createRoute({
  method: "get",
  path: "/api/assets/{id}/rules",
  tags,
  summary: "The rules in force on an asset, and where each changed value comes from · 生效规则",
  ...allow("viewer"),
  request: { params: z.object({ id: Id("<site>.<asset>", "riverside.b1-booster-1") }) },
  responses: { 200: json(EffectiveRuleList, "The rules"), ...problems(400, 401, 404) },
});

const list = createRoute({
  method: "get",
  path: "/api/rules/overrides",
  tags,
  summary: "Every change of a rule, and every rule of a site's own · 规则调整清单",
  ...allow("viewer"),
  responses: { 200: json(OverrideList, "The changes"), ...problems(401) },
});

const preview = createRoute({
  method: "post",
  path: "/api/rules/overrides/preview",
  tags,
  summary: "What a change would make of each asset; nothing is done · 预览规则调整",
  ...allow("viewer"),
  request: { body: body(OverrideBody) },
  responses: { 200: json(OverridePreview, "Before and after"), ...problems(400, 401, 413, 422) },
});

const put = createRoute({
  method: "put",
  path: "/api/rules/overrides",
  tags,
  summary: "Change a rule for a site, a type or an asset, or add one; in force at once · 调整规则",
  ...allow("engineer"),
  request: { body: body(OverrideBody) },
  responses: { 200: json(OverridePreview, "Before and after"), ...problems(400, 401, 403, 413, 422) },
});

const remove = createRoute({
  method: "delete",
  path: "/api/rules/overrides",
  tags,
  summary: "Take a change back · 取消规则调整",
  ...allow("engineer"),
  request: {
    query: z.object({
      scope: z.string().openapi({
        description: "site:<site>, type:<site>/<type> or asset:<site>.<asset>",
        example: "asset:riverside.b1-booster-1",
      }),
      rule: z.string().openapi({ example: "dry-run" }),
    }),
  },
  responses: { 204: { description: "Taken back" }, ...problems(400, 401, 403, 404) },
});

export function ruleRoutes(app: ApiApp, deps: RouteDeps): void {
  const { rules, clock, log } = deps;
  app.openapi(ofAsset, (c) => {
    const { id } = c.req.valid("param");
    const found = rules.effective(id as AssetId);
    if (found) return c.json({ rules: found.map(effectiveView) }, 200);
    return refuse(
      c,
      404,
      text(
        `There is no asset ${id}. GET /api/assets lists them.`,
        `没有设备 ${id}，GET /api/assets 列出全部设备。`,
      ),
    );
  });

  app.openapi(list, (c) => c.json({ overrides: [...rules.overrides()] }, 200));

  app.openapi(preview, (c) => {
    const { reason: _, ...override } = c.req.valid("json");
    const answer = rules.preview(override);
    return answer.ok ? c.json(previewView(answer.value), 200) : refuse(c, 422, saidInBoth(answer));
  });

  app.openapi(put, async (c) => {
    const { reason, ...override } = c.req.valid("json");
    const { username } = c.get("person");
    const answer = await rules.put(override, username, clock());
    if (!answer.ok) return refuse(c, 422, saidInBoth(answer));
    log.info({ who: username, scope: override.scope, rule: override.rule }, "a rule was changed");
    const [first] = answer.value.assets;
    await record(deps, c, "rule.changed", ruleSubject(scopeKey(override.scope), override.rule), {
      ...changedFields(first?.before, first?.after),
      ...(reason ? { reason } : {}),
    });
    return c.json(previewView(answer.value), 200);
  });

  app.openapi(remove, async (c) => {
    const { scope: key, rule } = c.req.valid("query");
    const scope = parseScope(key);
    if (!scope.ok) return refuse(c, 400, saidInBoth(scope));
    if (!(await rules.remove(scope.value, rule)))
      return refuse(
        c,
        404,
        text(
          `${key} has no change of rule ${rule}. GET /api/rules/overrides lists them.`,
          `${key} 没有对规则 ${rule} 的调整，GET /api/rules/overrides 列出全部。`,
        ),
      );
    log.info({ who: c.get("person").username, scope: key, rule }, "a change of a rule was taken back");
    await record(deps, c, "rule.restored", ruleSubject(key, rule));
    return c.body(null, 204);
  });
}

const effectiveView = ({
  rule,
  catalogue,
  addedBy,
  origins,
  problems,
}: EffectiveRule): EffectiveRuleView => ({
  rule,
  inCatalogue: catalogue !== undefined,
  addedBy: addedBy ?? null,
  origins: origins.map(({ path, scope, before }) => ({ path, scope, before: before ?? null })),
  problems: [...problems],
});

const previewView = ({ assets }: RulePreview): OverridePreview => ({
  assets: assets.map(({ asset, before, after }) => ({
    asset,
    before: before ? effectiveView(before) : null,
    after: after ? effectiveView(after) : null,
  })),
});
