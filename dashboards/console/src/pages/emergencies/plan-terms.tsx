import { Select } from "antd";
import { type ReactNode, useId } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Line } from "./fields.tsx";
import type { PlanDraft } from "./plan.tsx";

/** How grave, begun by what, what joins it, who leads, whose law. */
export function PlanTerms({
  plan,
  may,
  set,
}: {
  plan: PlanDraft;
  may: boolean;
  set: (change: Partial<PlanDraft>) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const id = useId();
  const choice = <T extends string>(
    name: string,
    label: string,
    value: T,
    options: readonly { value: T; label: string }[],
    take: (value: T) => void,
  ) => (
    <span className="plan-field is-wide">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <Select
        id={`${id}-${name}`}
        disabled={!may}
        value={value}
        options={[...options]}
        onChange={(next) => take(next)}
      />
    </span>
  );
  return (
    <div className="plan-row">
      {choice(
        "grade",
        t("emergency.gradeWord"),
        plan.grade,
        (["A", "B", "C"] as const).map((value) => ({ value, label: t(`emergency.gradeIs.${value}`) })),
        (grade) => set({ grade }),
      )}
      {choice(
        "by",
        t("emergency.begunBy"),
        plan.trigger.by,
        (["both", "alarms", "manual"] as const).map((value) => ({
          value,
          label: t(`emergency.planTrigger.${value}`),
        })),
        (by) => set({ trigger: { ...plan.trigger, by } }),
      )}
      {choice(
        "merge",
        t("emergency.mergeBy"),
        plan.mergeBy,
        (["asset", "building", "site"] as const).map((value) => ({
          value,
          label: t(`emergency.mergeIs.${value}`),
        })),
        (mergeBy) => set({ mergeBy }),
      )}
      {choice(
        "leads",
        t("emergency.leads"),
        plan.commander,
        plan.duties.map((duty) => ({ value: duty.id, label: pick(duty.title, lang) })),
        (commander) => set({ commander }),
      )}
      <Line label={t("emergency.region")} value={plan.region} set={(region) => set({ region })} />
    </div>
  );
}
