import { Input, InputNumber } from "antd";
import { type ReactNode, useId } from "react";

/** A word and its field, and beside it what is wrong. */
export function Field({
  label,
  hint,
  wrong,
  children,
}: {
  label: string;
  hint?: string;
  wrong?: string;
  children: (id: string) => ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="lc-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <span className="faint">{hint}</span>}
      {wrong !== undefined && (
        <span className="beside-error" role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}

export function NumberField({
  label,
  hint,
  value,
  set,
  min = 0,
  max = 1e11,
  step,
  placeholder,
}: {
  label: string;
  hint?: string;
  value: number | undefined;
  set: (value: number | undefined) => void;
  min?: number;
  max?: number;
  step?: number;
  placeholder?: string;
}): ReactNode {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(id) => (
        <InputNumber
          id={id}
          className="lc-number"
          min={min}
          max={max}
          {...(step === undefined ? {} : { step })}
          {...(placeholder === undefined ? {} : { placeholder })}
          value={value ?? null}
          onChange={(next) => set(next ?? undefined)}
        />
      )}
    </Field>
  );
}

export function WordsField({
  label,
  value,
  set,
  type = "text",
  wrong,
}: {
  label: string;
  value: string;
  set: (value: string) => void;
  type?: "text" | "date";
  wrong?: string;
}): ReactNode {
  return (
    <Field label={label} {...(wrong === undefined ? {} : { wrong })}>
      {(id) => (
        <Input
          id={id}
          type={type}
          value={value}
          {...(wrong === undefined ? {} : { status: "error" as const })}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
}
