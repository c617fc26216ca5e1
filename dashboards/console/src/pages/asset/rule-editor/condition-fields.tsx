import { Input, InputNumber, Select, Space } from "antd";
import type { ReactNode } from "react";
import type { PointView, RuleCondition } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { pick } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { type Ask, asks, changed } from "./kinds.ts";
import { useFieldName } from "./use-field-name.ts";

const wide = { width: "100%" } as const;
type Change = (value: unknown) => void;

const pointOptions = (points: readonly PointView[], lang: "en" | "zh", of?: "number" | "boolean") =>
  points
    .filter(({ type }) => of === undefined || type.kind === of)
    .map(({ name, type }) => ({ value: name, label: `${pick(type.label, lang)} · ${name}` }));

/** One look at one point: above or below a number, or equal to a state. */
function Test({
  value,
  points,
  change,
}: {
  value: Readonly<Record<string, unknown>>;
  points: readonly PointView[];
  change: Change;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const point = points.find(({ name }) => name === value.point);
  const how = "above" in value ? "above" : "below" in value ? "below" : "is";
  const isNumber = point?.type.kind === "number";
  const states =
    point?.type.kind === "enum"
      ? point.type.states.map(({ code, label }) => ({ value: code, label: pick(label, lang) }))
      : [true, false].map((one) => ({
          value: one,
          label: point?.type.kind === "boolean" ? pick(point.type.words[`${one}`], lang) : String(one),
        }));
  const begin = (name: string) => {
    const next = points.find((one) => one.name === name)?.type.kind;
    change({ point: name, ...(next === "number" ? { above: 0 } : { is: next === "enum" ? 0 : true }) });
  };
  return (
    <Space.Compact block>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("ruleEditor.field.point")}
        value={String(value.point)}
        options={pointOptions(points, lang)}
        onChange={begin}
        style={wide}
      />
      {isNumber ? (
        <>
          <Select
            aria-label={t("ruleEditor.compare")}
            value={how}
            options={[
              { value: "above", label: ">" },
              { value: "below", label: "<" },
            ]}
            onChange={(next) => change({ point: value.point, [next]: value[how] })}
            style={{ width: 64 }}
          />
          <InputNumber
            aria-label={t("ruleEditor.field.limit")}
            value={Number(value[how] ?? 0)}
            onChange={(next) => next !== null && change({ point: value.point, [how]: next })}
            style={{ width: 110 }}
          />
        </>
      ) : (
        <Select
          aria-label={t("alarm.value")}
          value={value.is as boolean}
          options={states as { value: boolean; label: string }[]}
          onChange={(next) => change({ point: value.point, is: next })}
          style={{ width: 140 }}
        />
      )}
    </Space.Compact>
  );
}

function Answer({
  id,
  ask,
  value,
  points,
  change,
}: {
  id: string;
  ask: Ask;
  value: unknown;
  points: readonly PointView[];
  change: Change;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  switch (ask.is) {
    case "number":
      return (
        <InputNumber
          id={id}
          value={typeof value === "number" ? value : null}
          onChange={(next) => next !== null && change(next)}
          style={wide}
        />
      );
    case "point":
      return (
        <Select
          id={id}
          showSearch={{ optionFilterProp: "label" }}
          value={String(value)}
          options={pointOptions(points, lang, ask.of)}
          onChange={change}
          style={wide}
        />
      );
    case "points":
      return (
        <Select
          id={id}
          mode="multiple"
          value={value as string[]}
          options={pointOptions(points, lang, "number")}
          onChange={change}
          style={wide}
        />
      );
    case "choice":
      return (
        <Select
          id={id}
          value={String(value)}
          options={ask.options.map((one) => ({
            value: one,
            label: t(`ruleEditor.choice.${one as "high"}`),
          }))}
          onChange={change}
          style={wide}
        />
      );
    case "text":
      return (
        <Input.TextArea
          id={id}
          rows={2}
          value={String(value)}
          onChange={({ target }) => change(target.value)}
        />
      );
    case "codes":
      return (
        <Select
          id={id}
          mode="tags"
          value={(value as (number | string)[]).map(String)}
          onChange={(next: string[]) => change(next.map((one) => (/^-?\d+$/.test(one) ? Number(one) : one)))}
          style={wide}
        />
      );
    case "test":
      return <Test value={value as Record<string, unknown>} points={points} change={change} />;
    case "tests": {
      const all = value as Record<string, unknown>[];
      return (
        <div className="own-tests">
          {all.map((test, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: tests have no name but their place
            <div className="own-test" key={i}>
              <Test
                value={test}
                points={points}
                change={(next) => change(all.map((one, at) => (at === i ? next : one)))}
              />
              {all.length > 1 && (
                <Button
                  aria-label={t("ruleEditor.lessTests")}
                  onClick={() => change(all.filter((_, at) => at !== i))}
                >
                  −
                </Button>
              )}
            </div>
          ))}
          <Button size="small" onClick={() => change([...all, all[0]])}>
            {t("ruleEditor.moreTests")}
          </Button>
        </div>
      );
    }
    default:
      return ask satisfies never;
  }
}

/** The values of a condition of any kind, each asked for as what it is. */
export function ConditionFields({
  condition,
  points,
  change,
}: {
  condition: RuleCondition;
  points: readonly PointView[];
  change: (condition: RuleCondition) => void;
}): ReactNode {
  const nameOf = useFieldName();
  const values = new Map<string, unknown>(Object.entries(condition));
  return Object.entries(asks[condition.kind]).map(([key, ask]) => (
    <div className="own-field" key={key}>
      <label htmlFor={`own-${key}`}>{nameOf(key)}</label>
      <Answer
        id={`own-${key}`}
        ask={ask}
        value={values.get(key)}
        points={points}
        change={(value) => change(changed(condition, key, value))}
      />
    </div>
  ));
}
