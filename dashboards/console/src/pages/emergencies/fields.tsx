import { Select } from "antd";
import { type ReactNode, useId } from "react";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import type { PlanDraft } from "./plan.tsx";

export type Step = PlanDraft["steps"][number];
export type StepOf<K extends Step["does"]> = Extract<Step, { does: K }>;

/** One line of text under its label. */
export function Line({
  label,
  value,
  set,
  wide = false,
}: {
  label: string;
  value: string;
  set: (value: string) => void;
  wide?: boolean;
}): ReactNode {
  return (
    <label className={`plan-field${wide ? " is-wide" : ""}`}>
      {label}
      <input className="filter-text" value={value} onChange={(event) => set(event.target.value)} />
    </label>
  );
}

/** Other steps of the plan, by their titles. */
export function StepsField({
  label,
  plan,
  may,
  value,
  set,
}: {
  label: string;
  plan: PlanDraft;
  may: boolean;
  value: string[];
  set: (steps: string[]) => void;
}): ReactNode {
  const lang = useLang();
  const id = useId();
  return (
    <span className="plan-field is-wide">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        mode="multiple"
        disabled={!may}
        showSearch={{ optionFilterProp: "label" }}
        value={value}
        options={plan.steps.map((each) => ({ value: each.id, label: pick(each.title, lang) }))}
        onChange={set}
      />
    </span>
  );
}
