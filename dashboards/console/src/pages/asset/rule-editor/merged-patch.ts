import type { EffectiveRuleView } from "../../../../../../api/contract/index.ts";
import { patchOf } from "./fields.tsx";

/** What a scope already changed of a rule stays changed: the whole change is sent, not only what is new. */
export function mergedPatch(
  { rule, origins }: EffectiveRuleView,
  scope: EffectiveRuleView["origins"][number]["scope"]["of"],
  fresh: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const { path, scope: from } of origins)
    if (from.of === scope) {
      const [head = "", key] = path.split(".");
      // A link that was taken away is kept away.
      kept[path] =
        key === undefined
          ? (Object.entries(rule).find(([name]) => name === head)?.[1] ?? null)
          : Object.entries(rule.condition).find(([name]) => name === key)?.[1];
    }
  // What is kept is whole values already; the fresh ones go over them.
  const old = patchOf(kept, rule);
  return {
    ...old,
    ...fresh,
    ...(old.condition || fresh.condition
      ? { condition: { ...Object(old.condition), ...Object(fresh.condition) } }
      : {}),
  };
}
