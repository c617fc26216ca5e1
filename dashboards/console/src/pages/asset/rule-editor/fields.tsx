import { Input, InputNumber, Select, Switch } from "antd";
import type { ReactNode } from "react";
import type { EffectiveRuleView } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { type Lang, texts } from "../../../laws/index.ts";

export type Draft = Readonly<Record<string, unknown>>;

const choices: Readonly<Record<string, readonly string[]>> = {
  priority: ["critical", "high", "medium", "low"],
};

type FieldName = keyof (typeof texts)["en"]["ruleEditor"]["field"];
const isField = (name: string): name is FieldName => name in texts.en.ruleEditor.field;
/** A field's name in words; one newer than this console by its own name. */
export const fieldName = (path: string, lang: Lang): string => {
  const name = path.replace("condition.", "");
  return isField(name) ? texts[lang].ruleEditor.field[name] : name;
};

/** What can be changed of a rule: the plain values of its condition, and how it is treated. */
export function fieldsOf({ rule }: EffectiveRuleView): { path: string; value: unknown }[] {
  const plain = Object.entries(rule.condition)
    .filter(
      ([key, value]) =>
        key !== "kind" && (typeof value === "number" || (key === "when" && typeof value === "string")),
    )
    .map(([key, value]) => ({ path: `condition.${key}`, value }));
  return [
    { path: "enabled", value: rule.enabled !== false },
    { path: "priority", value: rule.priority },
    ...plain,
    { path: "respondWithinMinutes", value: rule.respondWithinMinutes },
  ];
}

function Control({
  path,
  value,
  change,
  disabled,
}: {
  path: string;
  value: unknown;
  change: (value: unknown) => void;
  disabled: boolean;
}): ReactNode {
  const t = useWords();
  const shared = { id: `field-${path}`, disabled };
  if (typeof value === "boolean") return <Switch {...shared} checked={value} onChange={change} />;
  if (path === "priority")
    return (
      <Select
        {...shared}
        value={String(value)}
        options={choices.priority!.map((one) => ({ value: one, label: t(`priority.${one as "high"}`) }))}
        onChange={change}
        style={{ width: "100%" }}
      />
    );
  if (typeof value === "string")
    return (
      <Input.TextArea {...shared} autoSize value={value} onChange={(event) => change(event.target.value)} />
    );
  return (
    <InputNumber
      {...shared}
      value={typeof value === "number" ? value : null}
      onChange={(next) => next !== null && change(next)}
      style={{ width: "100%" }}
    />
  );
}

/** One row a value: its name, the value, and whose word it is. */
export function Fields({
  effective,
  draft,
  set,
  disabled,
}: {
  effective: EffectiveRuleView;
  draft: Draft;
  set: (path: string, value: unknown) => void;
  disabled: boolean;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <div className="rule-fields">
      {fieldsOf(effective).map(({ path, value }) => {
        const origin = effective.origins.find((one) => one.path === path);
        const own = effective.addedBy?.of ?? "catalogue";
        return (
          <div className="rule-field" key={path}>
            <label htmlFor={`field-${path}`}>{fieldName(path, lang)}</label>
            <Control
              path={path}
              value={path in draft ? draft[path] : value}
              change={(next) => set(path, next)}
              disabled={disabled}
            />
            <span className={path in draft ? "rule-origin changed" : "rule-origin"}>
              {path in draft
                ? t("ruleEditor.changed", { value: shown(value) })
                : origin
                  ? t("ruleEditor.from", {
                      scope: t(`ruleEditor.scope.${origin.scope.of}`),
                      value: shown(origin.before),
                    })
                  : t(`ruleEditor.scope.${own}`)}
            </span>
          </div>
        );
      })}
    </div>
  );
}

const shown = (value: unknown): string =>
  value === null || value === undefined
    ? "—"
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

/** The draft as the API's patch. */
export function patchOf(draft: Draft): Record<string, unknown> {
  const condition: Record<string, unknown> = {};
  const patch: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(draft)) {
    if (path.startsWith("condition.")) condition[path.slice("condition.".length)] = value;
    else patch[path] = value;
  }
  return Object.keys(condition).length > 0 ? { ...patch, condition } : patch;
}
