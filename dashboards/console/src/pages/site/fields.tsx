import { Input, InputNumber, Select, Switch } from "antd";
import { type ReactNode, useId } from "react";
import { useWords } from "../../app/i18n.ts";
import type { Field } from "./draft.ts";

/** One field with its label, and what is wrong with it beside it. */
export function FieldRow({
  field,
  value,
  wrong,
  locked,
  change,
}: {
  field: Field;
  value: unknown;
  wrong: string | undefined;
  locked: boolean;
  change: (value: unknown) => void;
}): ReactNode {
  const t = useWords();
  const id = useId();
  const status = wrong ? ("error" as const) : ("" as const);
  const control = (): ReactNode => {
    switch (field.kind) {
      case "one":
      case "many": {
        const many = field.kind === "many";
        return (
          <Select
            id={id}
            status={status}
            {...(many ? { mode: "multiple" as const } : {})}
            allowClear={!field.required}
            showSearch={{ optionFilterProp: "label" }}
            options={[...(field.options ?? [])]}
            value={many ? (Array.isArray(value) ? value : []) : (value ?? null)}
            onChange={change}
          />
        );
      }
      case "tags":
        return (
          <Select
            id={id}
            mode="tags"
            status={status}
            tokenSeparators={[",", "，", "、", ";", " "]}
            placeholder={t("site.tagsHint")}
            options={[...(field.options ?? [])]}
            value={Array.isArray(value) ? value : []}
            onChange={(tags: string[]) => change(tags.length > 0 ? tags : undefined)}
          />
        );
      case "flag":
        return <Switch id={id} checked={value === true} onChange={change} />;
      case "money":
      case "count":
        return (
          <InputNumber<number>
            id={id}
            status={status}
            min={0}
            precision={0}
            suffix={field.kind === "money" ? "¥" : undefined}
            value={typeof value === "number" ? value : null}
            onChange={change}
            style={{ width: "100%" }}
          />
        );
      case "grade":
        return (
          <Select
            id={id}
            allowClear
            placeholder={t("site.asType")}
            options={[1, 2, 3, 4, 5].map((grade) => ({ value: grade, label: String(grade) }))}
            value={typeof value === "number" ? value : null}
            onChange={change}
          />
        );
      default:
        return (
          <Input
            id={id}
            status={status}
            type={field.kind === "day" ? "date" : "text"}
            disabled={locked}
            spellCheck={false}
            value={typeof value === "string" ? value : ""}
            onChange={(event) => change(event.target.value)}
          />
        );
    }
  };
  return (
    <div className="site-field">
      <label htmlFor={id}>
        {field.label}
        {field.required && (
          <span className="faint" aria-hidden="true">
            {" *"}
          </span>
        )}
      </label>
      {control()}
      {wrong && (
        <span className="beside-error" role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}
