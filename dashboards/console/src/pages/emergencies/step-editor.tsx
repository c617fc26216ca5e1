import { Button, Select } from "antd";
import { type ReactNode, useId } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { comma, pick } from "../../laws/index.ts";
import type { PlanDraft } from "./plan.tsx";

type Step = PlanDraft["steps"][number];
type Both = { en: string; zh: string };

/** One text in both languages, side by side. */
export function Bilingual({
  label,
  value,
  set,
  long = false,
}: {
  label: string;
  value: Both;
  set: (value: Both) => void;
  long?: boolean;
}): ReactNode {
  const t = useWords();
  return (
    <div className="both">
      <span className="both-label">{label}</span>
      {(["zh", "en"] as const).map((lang) =>
        long ? (
          <textarea
            key={lang}
            className="text-area"
            rows={2}
            lang={lang}
            aria-label={`${label}, ${t(lang === "zh" ? "emergency.chinese" : "emergency.english")}`}
            value={value[lang]}
            onChange={(event) => set({ ...value, [lang]: event.target.value })}
          />
        ) : (
          <input
            key={lang}
            className="filter-text"
            lang={lang}
            aria-label={`${label}, ${t(lang === "zh" ? "emergency.chinese" : "emergency.english")}`}
            value={value[lang]}
            onChange={(event) => set({ ...value, [lang]: event.target.value })}
          />
        ),
      )}
    </div>
  );
}

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
  remove,
}: {
  plan: PlanDraft;
  step: Step;
  may: boolean;
  set: (step: Step) => void;
  remove: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const id = useId();
  const minutes = minutesOf(step);
  const others = plan.steps.map((each) => ({ value: each.id, label: pick(each.title, lang) }));
  const duty = "duty" in step ? plan.duties.find((each) => each.id === step.duty) : undefined;
  return (
    <details className="plan-step">
      <summary>
        <span className={`kind is-${step.does}`}>{t(`emergency.kind.${step.does}`)}</span>
        <strong>{pick(step.title, lang)}</strong>
        <span className="faint">
          {[
            duty && pick(duty.title, lang),
            minutes !== undefined && `${minutes} min`,
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
        {step.does === "tell" && (
          <Bilingual
            label={t("emergency.kind.tell")}
            long
            value={step.message}
            set={(message) => set({ ...step, message })}
          />
        )}
        {step.does === "ask" && (
          <>
            <Bilingual
              label={t("emergency.kind.ask")}
              long
              value={step.question}
              set={(question) => set({ ...step, question })}
            />
            {step.answers.map((answer, i) => (
              <div key={answer.id} className="answer">
                <Bilingual
                  label={answer.id}
                  value={answer.label}
                  set={(label) =>
                    set({
                      ...step,
                      answers: step.answers.map((one, at) => (at === i ? { ...one, label } : one)),
                    })
                  }
                />
                <Select
                  mode="multiple"
                  aria-label={`${answer.id}: ${t("emergency.follows")}`}
                  disabled={!may}
                  value={answer.next}
                  options={others}
                  onChange={(next: string[]) =>
                    set({
                      ...step,
                      answers: step.answers.map((one, at) => (at === i ? { ...one, next } : one)),
                    })
                  }
                />
              </div>
            ))}
          </>
        )}
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
          <span className="plan-field is-wide">
            <label htmlFor={`${id}-next`}>{t("emergency.follows")}</label>
            <Select
              id={`${id}-next`}
              mode="multiple"
              disabled={!may}
              value={step.next}
              options={others}
              onChange={(next: string[]) => set({ ...step, next })}
            />
          </span>
          <span className="plan-field is-wide">
            <label htmlFor={`${id}-until`}>{t("emergency.until")}</label>
            <Select
              id={`${id}-until`}
              mode="multiple"
              disabled={!may}
              value={step.until}
              options={others}
              onChange={(until: string[]) => set({ ...step, until })}
            />
          </span>
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
