import { InputNumber, Select } from "antd";
import { type ReactNode, useId } from "react";
import { useWords } from "../../../app/i18n.ts";
import type { Bilingual } from "../../../laws/index.ts";
import "../../../parts/desk-forms.css";
import "./forms.css";

export function Field({
  label,
  note,
  wrong,
  children,
}: {
  label: string;
  note?: string | undefined;
  /** What is wrong, beside the field. */
  wrong?: string | false | undefined;
  children: (id: string) => ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="edit-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {note && <span className="faint">{note}</span>}
      {wrong && <span className="beside-error">{wrong}</span>}
    </div>
  );
}

export const TextField = ({
  label,
  value,
  set,
  note,
  wrong,
  max = 400,
}: {
  label: string;
  value: string;
  set: (value: string) => void;
  note?: string;
  wrong?: string | false;
  max?: number;
}): ReactNode => (
  <Field label={label} note={note} wrong={wrong}>
    {(id) => (
      <input
        id={id}
        className="filter-text"
        value={value}
        maxLength={max}
        onChange={(event) => set(event.target.value)}
      />
    )}
  </Field>
);

export const DayField = ({
  label,
  value,
  set,
  wrong,
}: {
  label: string;
  value: string;
  set: (value: string) => void;
  wrong?: string | false;
}): ReactNode => (
  <Field label={label} wrong={wrong}>
    {(id) => (
      <input
        id={id}
        type="date"
        className="filter-text num"
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    )}
  </Field>
);

/** `set` hears undefined where the field was emptied. */
export const NumberField = ({
  label,
  value,
  set,
  min = 0,
  max,
  unit,
  note,
}: {
  label: string;
  value: number | undefined;
  set: (value: number | undefined) => void;
  min?: number;
  max?: number;
  unit?: string;
  note?: string;
}): ReactNode => (
  <Field label={label} note={note}>
    {(id) => (
      <InputNumber
        id={id}
        min={min}
        {...(max === undefined ? {} : { max })}
        {...(unit === undefined ? {} : { suffix: unit })}
        value={value ?? null}
        onChange={(next) => set(typeof next === "number" ? next : undefined)}
      />
    )}
  </Field>
);

/** A name in both languages; where one is left out the other stands for it. */
export function NameFields({ value, set }: { value: Bilingual; set: (value: Bilingual) => void }): ReactNode {
  const t = useWords();
  const missing = value.en.trim() === "" && value.zh.trim() === "";
  return (
    <div className="edit-pair">
      <TextField
        label={t("mnt.titleZh")}
        value={value.zh}
        max={200}
        set={(zh) => set({ ...value, zh })}
        wrong={missing && t("keep.nameIt")}
      />
      <TextField label={t("mnt.titleEn")} value={value.en} max={200} set={(en) => set({ ...value, en })} />
    </div>
  );
}
export const isNamed = ({ en, zh }: Bilingual): boolean => en.trim() !== "" || zh.trim() !== "";
export const whole = ({ en, zh }: Bilingual): { en: string; zh: string } => ({
  en: en.trim() || zh.trim(),
  zh: zh.trim() || en.trim(),
});

export const ChoiceField = <V extends string>({
  label,
  value,
  options,
  set,
}: {
  label: string;
  value: V | undefined;
  options: readonly { readonly value: V; readonly label: string }[];
  set: (value: V) => void;
}): ReactNode => (
  <Field label={label}>
    {(id) => (
      <Select<V>
        id={id}
        showSearch={{ optionFilterProp: "label" }}
        {...(value === undefined ? {} : { value })}
        options={[...options]}
        onChange={set}
      />
    )}
  </Field>
);
