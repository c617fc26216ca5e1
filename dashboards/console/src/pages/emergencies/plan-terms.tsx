import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { type ReactNode, useId } from "react";
import type { PlanVersionView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { catalogQuery } from "../../app/sites-api.ts";
import { comma, pick } from "../../laws/index.ts";
import { Line } from "./fields.tsx";
import type { PlanDraft } from "./plan.tsx";

/** How grave, begun by what, what joins it, who leads, whose law. */
export function PlanTerms({
  plan,
  begunBy,
  may,
  set,
}: {
  plan: PlanDraft;
  begunBy: PlanVersionView["begunBy"];
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
      {plan.trigger.by !== "manual" && <TriggerAlarms plan={plan} begunBy={begunBy} may={may} set={set} />}
    </div>
  );
}

/** The catalogue's rules by type of equipment; below them those that name the plan themselves, changed at the rule. */
function TriggerAlarms({
  plan,
  begunBy,
  may,
  set,
}: {
  plan: PlanDraft;
  begunBy: PlanVersionView["begunBy"];
  may: boolean;
  set: (change: Partial<PlanDraft>) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const id = useId();
  const { data } = useQuery(catalogQuery);
  const named = (type: string, rule: string) => `${type} ${rule}`;
  const groups = (data?.types ?? []).map((type) => ({
    label: pick(type.label, lang),
    options: type.alarms.map(({ rule, title }) => ({
      value: named(type.id, rule),
      label: `${pick(type.label, lang)} · ${pick(title, lang)}`,
    })),
  }));
  return (
    <span className="plan-field plan-alarms">
      <label htmlFor={id}>{t("emergency.begunByAlarms")}</label>
      <Select
        id={id}
        mode="multiple"
        disabled={!may}
        showSearch={{ optionFilterProp: "label" }}
        value={plan.trigger.alarms.map(({ type, rule }) => named(type, rule))}
        options={groups}
        onChange={(chosen: string[]) =>
          set({
            trigger: {
              ...plan.trigger,
              alarms: chosen.flatMap((one) => {
                const [type, rule] = one.split(" ");
                return type && rule ? [{ type, rule }] : [];
              }),
            },
          })
        }
      />
      {begunBy.length > 0 && (
        <span className="soft">
          {t("emergency.begunByRules", {
            rules: begunBy
              .map(({ type, title }) => `${pick(type, lang)} · ${pick(title, lang)}`)
              .join(comma(lang)),
          })}
        </span>
      )}
    </span>
  );
}
