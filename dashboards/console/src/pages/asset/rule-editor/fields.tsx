import { Input, InputNumber, Select, Switch } from "antd";
import type { ReactNode } from "react";
import type { AssetDetail, EffectiveRuleView, PointView } from "../../../../../../api/contract/index.ts";
import type { Schedule } from "../../../../../../facility/alarms/index.ts";
import type { Text } from "../../../../../../facility/units/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { fill, type Lang, pick, scheduleText, texts } from "../../../laws/index.ts";
import { ruleEditorEn } from "../../../texts/rule-editor.en.ts";
import { ruleEditorZh } from "../../../texts/rule-editor.zh.ts";
import { ScheduleMode, ScheduleWindows } from "./schedule-field.tsx";

export type Draft = Readonly<Record<string, unknown>> & { readonly schedule?: Schedule | null };

const choices: Readonly<Record<string, readonly string[]>> = {
  priority: ["critical", "high", "medium", "low"],
};
/** So many fit on a line of a phone, about. */
const LETTERS_A_LINE = { en: 42, zh: 21 } as const;
export const qualities = ["uncertain", "good"] as const;

const editor = { en: ruleEditorEn, zh: ruleEditorZh } as const;
type FieldName = keyof (typeof ruleEditorEn)["field"];
const isField = (name: string): name is FieldName => name in ruleEditorEn.field;
const fieldLabel = (path: string, lang: Lang): string => {
  const name = path.replace("condition.", "");
  return isField(name) ? editor[lang].field[name] : name;
};
/** A field's name in words; one newer than this console by its own name. */
export const fieldName = (
  path: string,
  effective: EffectiveRuleView,
  points: readonly PointView[],
  lang: Lang,
): string => {
  const [, place, side] = /^condition\.all\.(\d+)\.(above|below)$/.exec(path) ?? [];
  const { condition } = effective.rule;
  if (condition.kind === "held" && (side === "above" || side === "below")) {
    const test = condition.all[Number(place)];
    const point = points.find((one) => one.name === test?.point);
    return fill(texts[lang].rule[side], {
      point: point ? pick(point.type.label, lang) : (test?.point ?? ""),
      value: "",
    }).trim();
  }
  return fieldLabel(path, lang);
};

/** What can be changed of a rule: the plain values of its condition, and how it is treated. */
export function fieldsOf({ rule }: EffectiveRuleView): { path: string; value: unknown }[] {
  const plain = Object.entries(rule.condition)
    .filter(
      ([key, value]) =>
        key !== "kind" && (typeof value === "number" || (key === "when" && typeof value === "string")),
    )
    .map(([key, value]) => ({ path: `condition.${key}`, value }));
  const tests =
    rule.condition.kind === "held"
      ? rule.condition.all.flatMap((test, i) =>
          "above" in test
            ? [{ path: `condition.all.${i}.above`, value: test.above }]
            : "below" in test
              ? [{ path: `condition.all.${i}.below`, value: test.below }]
              : [],
        )
      : [];
  return [
    { path: "enabled", value: rule.enabled !== false },
    { path: "priority", value: rule.priority },
    ...tests,
    ...plain,
    { path: "respondWithinMinutes", value: rule.respondWithinMinutes },
    { path: "realarmMinutes", value: rule.realarmMinutes ?? null },
    { path: "cause", value: rule.cause },
    { path: "consequence", value: rule.consequence },
    { path: "response", value: rule.response },
    { path: "latch", value: rule.latch },
    { path: "quality", value: rule.quality ?? "uncertain" },
    { path: "schedule", value: rule.schedule ?? null },
    { path: "emergencyPlan", value: rule.emergencyPlan ?? null },
    { path: "maintenanceTask", value: rule.maintenanceTask ?? null },
  ];
}

type Links = Pick<AssetDetail, "plans" | "tasks">;

/** Plans and tasks that a rule may name, besides none; one it names that is unknown here goes by its id. */
export function linkOptions(path: string, value: unknown, { plans, tasks }: Links, lang: Lang) {
  const known = (path === "emergencyPlan" ? plans : tasks).map(({ id, title }) => ({
    value: id,
    label: pick(title, lang),
  }));
  const missing = typeof value === "string" && !known.some((one) => one.value === value);
  return [{ value: "", label: editor[lang].noLink }, ...known, ...(missing ? [{ value, label: value }] : [])];
}

function Control({
  path,
  value,
  links,
  change,
  disabled,
}: {
  path: string;
  value: unknown;
  links: Links;
  change: (value: unknown) => void;
  disabled: boolean;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
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
  if (path === "quality")
    return (
      <Select
        {...shared}
        value={String(value)}
        options={qualities.map((one) => ({ value: one, label: t(`ruleEditor.quality.${one}`) }))}
        onChange={change}
        style={{ width: "100%" }}
      />
    );
  if (path === "emergencyPlan" || path === "maintenanceTask")
    return (
      <Select
        {...shared}
        value={typeof value === "string" ? value : ""}
        options={linkOptions(path, value, links, lang)}
        onChange={(next) => change(next === "" ? null : next)}
        style={{ width: "100%" }}
      />
    );
  if (isText(value))
    return (
      <span className="rule-words">
        {(lang === "zh" ? (["zh", "en"] as const) : (["en", "zh"] as const)).map((each) => (
          <Input.TextArea
            key={each}
            id={each === lang ? shared.id : undefined}
            disabled={disabled}
            lang={each === "zh" ? "zh-CN" : "en"}
            aria-label={`${fieldLabel(path, lang)} (${each === "zh" ? "中文" : "English"})`}
            rows={Math.min(5, 1 + Math.floor(value[each].length / LETTERS_A_LINE[each]))}
            value={value[each]}
            onChange={(event) => change({ ...value, [each]: event.target.value })}
          />
        ))}
      </span>
    );
  if (typeof value === "string")
    return (
      <Input.TextArea
        {...shared}
        rows={Math.min(8, 1 + Math.ceil(value.length / 60))}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    );
  return (
    <InputNumber
      {...shared}
      value={typeof value === "number" ? value : null}
      onChange={(next) => (next !== null || path === "realarmMinutes") && change(next)}
      style={{ width: "100%" }}
    />
  );
}

const isText = (value: unknown): value is Text =>
  typeof value === "object" && value !== null && "en" in value && "zh" in value;

/** One row a value: its name, the value, and whose word it is. */
export function Fields({
  effective,
  asset,
  draft,
  set,
  disabled,
}: {
  effective: EffectiveRuleView;
  asset: AssetDetail;
  draft: Draft;
  set: (path: string, value: unknown) => void;
  disabled: boolean;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const shown = useShown(asset);
  const schedule = draft.schedule === undefined ? (effective.rule.schedule ?? null) : draft.schedule;
  const reschedule = (next: Schedule | null) => set("schedule", next);
  return (
    <div className="rule-fields">
      {fieldsOf(effective).map(({ path, value }) => {
        const origin = effective.origins.find((one) => path === one.path || path.startsWith(`${one.path}.`));
        const own = effective.addedBy?.of ?? "catalogue";
        return (
          <div className="rule-field" key={path}>
            <label htmlFor={`field-${path}`}>{fieldName(path, effective, asset.points, lang)}</label>
            {path === "schedule" ? (
              <ScheduleMode id="field-schedule" value={schedule} change={reschedule} disabled={disabled} />
            ) : (
              <Control
                path={path}
                value={path in draft ? draft[path] : value}
                links={asset}
                change={(next) => set(path, next)}
                disabled={disabled}
              />
            )}
            <span className={path in draft ? "rule-origin changed" : "rule-origin"}>
              {path in draft
                ? t("ruleEditor.changed", { value: shown(path, value) })
                : origin
                  ? t("ruleEditor.from", {
                      scope: t(`ruleEditor.scope.${origin.scope.of}`),
                      value: shown(path, within(origin.before, path)),
                    })
                  : t(`ruleEditor.scope.${own}`)}
            </span>
            {path === "schedule" && (
              <ScheduleWindows value={schedule} change={reschedule} disabled={disabled} />
            )}
          </div>
        );
      })}
    </div>
  );
}

/** Of a list of tests, the one number that this row is about. */
function within(before: unknown, path: string): unknown {
  const [, place, side] = /^condition\.all\.(\d+)\.(above|below)$/.exec(path) ?? [];
  if (side === undefined || !Array.isArray(before)) return before;
  return Object.entries(Object(before[Number(place)])).find(([name]) => name === side)?.[1];
}

/** A value of a rule in the reader's words. */
function useShown(links: Links): (path: string, value: unknown) => string {
  const t = useWords();
  const lang = useLang();
  return (path, value) => {
    if (path === "schedule") return scheduleText(isSchedule(value) ? value : null, lang);
    if (path === "quality") return t(`ruleEditor.quality.${value === "good" ? "good" : "uncertain"}`);
    if (path === "enabled") return t(`ruleEditor.${value === false ? "no" : "yes"}`);
    if (value === null || value === undefined)
      return path === "emergencyPlan" || path === "maintenanceTask" ? editor[lang].noLink : "—";
    if (typeof value === "boolean") return t(`ruleEditor.${value ? "yes" : "no"}`);
    if (path === "priority") return t(`priority.${value as "high"}`);
    if (path === "emergencyPlan" || path === "maintenanceTask")
      return linkOptions(path, value, links, lang).find((one) => one.value === value)?.label ?? "—";
    if (isText(value)) return pick(value, lang);
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
}

const isSchedule = (value: unknown): value is Schedule =>
  typeof value === "object" && value !== null && "mode" in value && "windows" in value;

/** The draft as the API's patch. A changed test is sent with the others of its rule: they are one value. */
export function patchOf(draft: Draft, rule: EffectiveRuleView["rule"]): Record<string, unknown> {
  const condition: Record<string, unknown> = {};
  const patch: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(draft)) {
    const [, place, side] = /^condition\.all\.(\d+)\.(above|below)$/.exec(path) ?? [];
    if (place !== undefined && side !== undefined && rule.condition.kind === "held") {
      const all: readonly object[] = Array.isArray(condition.all) ? condition.all : rule.condition.all;
      condition.all = all.map((test, i) => (i === Number(place) ? { ...test, [side]: value } : test));
    } else if (path.startsWith("condition.")) condition[path.slice("condition.".length)] = value;
    else patch[path] = value;
  }
  return Object.keys(condition).length > 0 ? { ...patch, condition } : patch;
}
