import { type EffectiveRule, scopeKey } from "../facility/alarms/index.ts";
import type { Asset } from "../facility/assets/index.ts";
import type { AuditDetails, AuditStore } from "../facility/audit/index.ts";
import { type Instant, instant } from "../facility/units/index.ts";
import { inShort } from "./audit.ts";

/** The newest changes of rules that are looked through. */
const MOST_CHANGES = 2_000;

/** What a row of the audit log about a rule names. */
export const ruleSubject = (scope: string, rule: string): string => `${scope} ${rule}`;

/** When the rule of an asset was last changed or its change taken back, in whatever scope; undefined if never. */
export type LastChange = (asset: Asset, rule: string) => Instant | undefined;

/** As the audit log tells it: it also knows of changes that were taken back since. */
export async function lastChanges(audit: Pick<AuditStore, "list">): Promise<LastChange> {
  const last = new Map<string, Instant>();
  for (const { subject, at } of await audit.list({ act: "rule.", limit: MOST_CHANGES }))
    if (!last.has(subject)) last.set(subject, at);
  return (asset, rule) => {
    const scopes = [
      scopeKey({ of: "site", site: asset.site }),
      scopeKey({ of: "type", site: asset.site, type: asset.type.id }),
      scopeKey({ of: "asset", asset: asset.id }),
    ];
    const found = scopes.flatMap((scope) => last.get(ruleSubject(scope, rule)) ?? []);
    return found.length === 0 ? undefined : instant(Math.max(...found));
  };
}

const flat = (rule: EffectiveRule["rule"] | undefined): Map<string, unknown> => {
  const { condition, ...rest } = rule ?? {};
  return new Map([
    ...Object.entries(rest),
    ...Object.entries(condition ?? {}).map(([name, value]): [string, unknown] => [
      `condition.${name}`,
      value,
    ]),
  ]);
};
const said = (value: unknown): string =>
  value === undefined || value === null
    ? "–"
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

/** What a change made of a rule, field by field, as a person reads it in the audit log. */
export function changedFields(
  before: EffectiveRule | undefined,
  after: EffectiveRule | undefined,
): AuditDetails {
  const [was, is] = [flat(before?.rule), flat(after?.rule)];
  const details: Record<string, string> = {};
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const [old, fresh] = [said(was.get(name)), said(is.get(name))];
    if (old !== fresh && name !== "id") details[name] = inShort([`${old} → ${fresh}`]);
  }
  return details;
}
