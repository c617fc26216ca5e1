import { z } from "zod";
import { type AssetId, done, inChinese, problem, type Result, Slug } from "../units/index.ts";
import { Condition, RuleType } from "./rule.ts";
import { Schedule } from "./schedule.ts";

/** Where a change of a rule holds; each narrower one goes over the wider. */
export const Scope = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("site"), site: z.string().min(1) }),
  z.strictObject({ of: z.literal("type"), site: z.string().min(1), type: z.string().min(1) }),
  z.strictObject({ of: z.literal("asset"), asset: z.string().min(1) }),
]);
export type Scope = z.infer<typeof Scope>;

/** One text for a scope, to keep and compare by: `site:riverside`, `type:riverside/lift`, `asset:riverside.b2-lift-1`. */
export function scopeKey(scope: Scope): string {
  switch (scope.of) {
    case "site":
      return `site:${scope.site}`;
    case "type":
      return `type:${scope.site}/${scope.type}`;
    case "asset":
      return `asset:${scope.asset}`;
    default:
      return scope satisfies never;
  }
}

/** What a site may change of a catalogue rule; its title and the kind of condition stay. */
export const RulePatch = RuleType.pick({
  enabled: true,
  priority: true,
  respondWithinMinutes: true,
  quality: true,
  cause: true,
  consequence: true,
  response: true,
})
  .partial()
  .extend({
    // Not picked: its default would come with every change, and switch the latch off.
    latch: z.boolean().optional(),
    /** Null: it does not call again. */
    realarmMinutes: RuleType.shape.realarmMinutes.unwrap().nullable().optional(),
    /** Null takes the link away. */
    emergencyPlan: Slug.nullable().optional(),
    maintenanceTask: Slug.nullable().optional(),
    /** Null: watched always, whatever a wider scope says. */
    schedule: Schedule.nullable().optional(),
    /** Fields of the condition; its kind stays. */
    condition: z.record(z.string(), z.unknown()).optional(),
  });
export type RulePatch = z.infer<typeof RulePatch>;

/** A change of a rule, or a rule of the site's own. */
export const RuleOverride = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("patch"), scope: Scope, rule: z.string().min(1), patch: RulePatch }),
  z.strictObject({ is: z.literal("rule"), scope: Scope, rule: z.string().min(1), definition: RuleType }),
]);
export type RuleOverride = z.infer<typeof RuleOverride>;

/** A value that is not the catalogue's: where it stands, what it was before, and whose word it is. */
export interface Origin {
  /** For example `priority` or `condition.limit`. */
  readonly path: string;
  readonly scope: Scope;
  readonly before: unknown;
}

export interface EffectiveRule {
  readonly rule: RuleType;
  /** Undefined for a rule of the site's own: then `addedBy` says whose. */
  readonly catalogue: RuleType | undefined;
  readonly addedBy: Scope | undefined;
  readonly origins: readonly Origin[];
  /** Overrides that do not fit the rule (any more); the rule holds without them. */
  readonly problems: readonly string[];
}

const order = ["site", "type", "asset"] as const;

/** Does the override speak of this asset? */
export const concerns = (
  { scope }: RuleOverride,
  asset: { readonly id: AssetId; readonly site: string; readonly type: string },
): boolean =>
  scope.of === "asset"
    ? scope.asset === asset.id
    : scope.site === asset.site && (scope.of === "site" || scope.type === asset.type);

/** The rules in force on an asset: the catalogue's, changed and added to from the widest scope to the narrowest. */
export function effectiveRules(
  asset: { readonly id: AssetId; readonly site: string; readonly type: string },
  catalogue: readonly RuleType[],
  overrides: readonly RuleOverride[],
): EffectiveRule[] {
  const own = overrides
    .filter((override) => concerns(override, asset))
    .toSorted((a, b) => order.indexOf(a.scope.of) - order.indexOf(b.scope.of));
  const rules = new Map<string, EffectiveRule>(
    catalogue.map((rule) => [
      rule.id,
      { rule, catalogue: rule, addedBy: undefined, origins: [], problems: [] },
    ]),
  );
  for (const override of own) {
    const present = rules.get(override.rule);
    if (override.is === "rule") {
      rules.set(override.rule, {
        rule: { ...override.definition, id: override.rule },
        catalogue: present?.catalogue,
        addedBy: override.scope,
        origins: [],
        problems: [],
      });
      continue;
    }
    // A rule that the type no longer has: its change waits for it and harms nobody.
    if (!present) continue;
    const patched = patchRule(present.rule, override.patch);
    rules.set(
      override.rule,
      patched.ok
        ? {
            ...present,
            rule: patched.value,
            origins: [...present.origins, ...originsOf(present.rule, override)].filter(
              (origin, i, all) => all.findLastIndex(({ path }) => path === origin.path) === i,
            ),
          }
        : { ...present, problems: [...present.problems, `${scopeKey(override.scope)}: ${patched.problem}`] },
    );
  }
  return [...rules.values()];
}

/** A rule with a change applied, judged by the schema anew. */
export function patchRule(rule: RuleType, { condition, ...rest }: RulePatch): Result<RuleType> {
  const changed = Condition.safeParse({ ...rule.condition, ...condition, kind: rule.condition.kind });
  if (!changed.success)
    return problem(wrong(changed.error, "condition."), wrongInChinese(changed.error, "condition."));
  const made = RuleType.safeParse({
    ...rule,
    ...rest,
    emergencyPlan: linked(rest.emergencyPlan, rule.emergencyPlan),
    maintenanceTask: linked(rest.maintenanceTask, rule.maintenanceTask),
    schedule: linked(rest.schedule, rule.schedule),
    realarmMinutes: linked(rest.realarmMinutes, rule.realarmMinutes),
    condition: changed.data,
  });
  return made.success ? done(made.data) : problem(wrong(made.error, ""), wrongInChinese(made.error, ""));
}

/** Not named, it stays; null takes it away. */
const linked = <T>(changed: T | null | undefined, present: T | undefined): T | undefined =>
  changed === null ? undefined : (changed ?? present);

/**
 * A change as it is kept. A site's own rule is one word of its scope: a patch sent to that very scope changes the
 * rule's definition and does not take its place.
 */
export function intoOwn(override: RuleOverride, present: readonly RuleOverride[]): Result<RuleOverride> {
  if (override.is === "rule") return done(override);
  const key = scopeKey(override.scope);
  const own = present.find(
    (one) => one.is === "rule" && one.rule === override.rule && scopeKey(one.scope) === key,
  );
  if (own?.is !== "rule") return done(override);
  const patched = patchRule(own.definition, override.patch);
  return patched.ok ? done({ ...own, definition: patched.value }) : patched;
}

const wrong = (error: z.ZodError, prefix: string): string =>
  error.issues.map((issue) => `${prefix}${issue.path.join(".")}: ${issue.message}`).join("; ");

const wrongInChinese = (error: z.ZodError, prefix: string): string =>
  error.issues.map((issue) => `${prefix}${issue.path.join(".")}：${inChinese(issue)}`).join("；");

function originsOf(before: RuleType, override: Extract<RuleOverride, { is: "patch" }>): Origin[] {
  const { condition = {}, ...rest } = override.patch;
  const { scope } = override;
  const was = (from: object, key: string): unknown =>
    Object.entries(from).find(([name]) => name === key)?.[1];
  return [
    ...Object.entries(rest).flatMap(([path, value]) =>
      value === undefined ? [] : [{ path, scope, before: was(before, path) }],
    ),
    ...Object.keys(condition).map((key) => ({
      path: `condition.${key}`,
      scope,
      before: was(before.condition, key),
    })),
  ];
}

/** The other way round from `scopeKey`. */
export function parseScope(key: string): Result<Scope> {
  const [, of, rest = ""] = /^(site|type|asset):(.+)$/.exec(key) ?? [];
  const [site = "", type = ""] = rest.split("/");
  const parsed = Scope.safeParse(
    of === "site" ? { of, site: rest } : of === "type" ? { of, site, type } : { of, asset: rest },
  );
  return parsed.success
    ? done(parsed.data)
    : problem(
        `"${key}" is no scope. Say site:<site>, type:<site>/<type> or asset:<site>.<asset>.`,
        `“${key}”不是有效范围。请写 site:<项目>、type:<项目>/<类型> 或 asset:<项目>.<设备>。`,
      );
}
