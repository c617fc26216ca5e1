import { Checkbox, Select } from "antd";
import { type ReactNode, useId } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { comma, exactLength, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Bilingual } from "./bilingual.tsx";
import { StepsField } from "./fields.tsx";
import type { PlanDraft } from "./plan.tsx";
import { StepFields } from "./step-fields.tsx";

type Step = PlanDraft["steps"][number];
const minutesOf = (step: Step): number | undefined =>
  step.does === "tell"
    ? step.answerWithinMinutes
    : step.does === "wait"
      ? step.timeoutMinutes
      : step.does === "pause"
        ? step.minutes
        : "withinMinutes" in step
          ? step.withinMinutes
          : undefined;

function withMinutes(step: Step, minutes: number | undefined): Step {
  switch (step.does) {
    case "tell": {
      const { answerWithinMinutes: _, ...rest } = step;
      return minutes === undefined ? rest : { ...rest, answerWithinMinutes: minutes };
    }
    case "wait":
      return minutes === undefined ? step : { ...step, timeoutMinutes: minutes };
    case "pause":
      return minutes === undefined ? step : { ...step, minutes };
    case "report":
      return minutes === undefined ? step : { ...step, withinMinutes: minutes };
    case "note":
      return step;
    default: {
      const { withinMinutes: _, ...rest } = step;
      return (minutes === undefined ? rest : { ...rest, withinMinutes: minutes }) as Step;
    }
  }
}

/** A step: folded to a line, unfolded to a form of what sites most often change. */
export function StepEditor({
  plan,
  step,
  may,
  set,
  starts,
  remove,
}: {
  plan: PlanDraft;
  step: Step;
  may: boolean;
  set: (step: Step) => void;
  /** It begins with the plan, or no longer does. */
  starts: () => void;
  remove: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const id = useId();
  const minutes = minutesOf(step);
  const duty = "duty" in step ? plan.duties.find((each) => each.id === step.duty) : undefined;
  return (
    <details className="plan-step">
      <summary>
        <span className={`kind is-${step.does}`}>{t(`emergency.kind.${step.does}`)}</span>
        <strong>{pick(step.title, lang)}</strong>
        <span className="faint">
          {[
            duty && pick(duty.title, lang),
            minutes !== undefined && exactLength(minutes * 60_000, lang),
            step.does === "tell" && step.outside && t("emergency.outside"),
            step.does === "task" && step.evidence.map((kind) => t(`emergency.${kind}`)).join(comma(lang)),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </summary>
      <fieldset disabled={!may} className="plan-form">
        <Bilingual
          label={t("emergency.stepWord")}
          value={step.title}
          set={(title) => set({ ...step, title })}
        />
        <Bilingual
          label={t("emergency.about")}
          long
          value={step.note ?? { en: "", zh: "" }}
          set={(note) => {
            const { note: _, ...rest } = step;
            set((note.en === "" && note.zh === "" ? rest : { ...step, note }) as Step);
          }}
        />
        <StepFields plan={plan} step={step} may={may} set={set} />
        <div className="plan-row">
          {"duty" in step && (
            <span className="plan-field">
              <label htmlFor={`${id}-duty`}>{t("emergency.duty")}</label>
              <Select
                id={`${id}-duty`}
                disabled={!may}
                value={step.duty}
                options={plan.duties.map((each) => ({ value: each.id, label: pick(each.title, lang) }))}
                onChange={(value: string) => set({ ...step, duty: value })}
              />
            </span>
          )}
          {step.does !== "note" && (
            <span className="plan-field">
              <label htmlFor={`${id}-min`}>{t("emergency.minutes")}</label>
              <input
                id={`${id}-min`}
                className="filter-text roll-count"
                type="number"
                min={1}
                value={minutes ?? ""}
                onChange={(event) =>
                  set(withMinutes(step, event.target.value === "" ? undefined : Number(event.target.value)))
                }
              />
            </span>
          )}
          {step.does === "task" && (
            <span className="plan-field">
              <label htmlFor={`${id}-ev`}>{t("emergency.evidence")}</label>
              <Select
                id={`${id}-ev`}
                mode="multiple"
                disabled={!may}
                value={step.evidence}
                options={(["photo", "reading", "signature"] as const).map((value) => ({
                  value,
                  label: t(`emergency.${value}`),
                }))}
                onChange={(evidence: ("photo" | "reading" | "signature")[]) => set({ ...step, evidence })}
              />
            </span>
          )}
          <StepsField
            label={t("emergency.follows")}
            plan={plan}
            may={may}
            value={step.next}
            set={(next) => set({ ...step, next })}
          />
          <StepsField
            label={t("emergency.until")}
            plan={plan}
            may={may}
            value={step.until}
            set={(until) => set({ ...step, until })}
          />
          <span className="plan-field is-wide">
            <label htmlFor={`${id}-join`}>{t("emergency.join")}</label>
            <Select
              id={`${id}-join`}
              disabled={!may}
              value={step.join}
              options={(["each", "first", "all"] as const).map((value) => ({
                value,
                label: t(`emergency.joinIs.${value}`),
              }))}
              onChange={(join) => set({ ...step, join })}
            />
          </span>
          <Checkbox disabled={!may} checked={plan.start.includes(step.id)} onChange={starts}>
            {t("emergency.startsPlan")}
          </Checkbox>
        </div>
        {may && (
          <Button danger size="small" onClick={remove}>
            {t("emergency.removeStep")}
          </Button>
        )}
      </fieldset>
    </details>
  );
}
