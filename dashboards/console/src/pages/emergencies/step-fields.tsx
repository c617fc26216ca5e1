import { Checkbox, Select } from "antd";
import { type ReactNode, useId } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Bilingual } from "./bilingual.tsx";
import { Line, type Step, type StepOf, StepsField } from "./fields.tsx";
import { LinesEditor } from "./lines-editor.tsx";
import type { PlanDraft } from "./plan.tsx";
import { ConditionFields, SelectorFields } from "./plant-fields.tsx";

const roles = ["desk", "technician", "engineer", "manager", "guard", "contractor"] as const;
type Role = (typeof roles)[number];

interface Fields<S extends Step> {
  plan: PlanDraft;
  step: S;
  may: boolean;
  set: (step: Step) => void;
}

/** What only a step of this kind has: whom a message is for, what is commanded, waited for, counted, reported. */
export function StepFields({ plan, step, may, set }: Fields<Step>): ReactNode {
  const t = useWords();
  switch (step.does) {
    case "tell":
      return <TellFields plan={plan} step={step} may={may} set={set} />;
    case "task":
      return (
        <LinesEditor
          label={t("emergency.checklist")}
          lines={step.checklist}
          may={may}
          set={(checklist) => set({ ...step, checklist })}
        />
      );
    case "ask":
      return <AskFields plan={plan} step={step} may={may} set={set} />;
    case "command":
    case "wait":
      return (
        <>
          <SelectorFields step={step} may={may} set={set} />
          <ConditionFields step={step} may={may} set={set} />
          <StepsField
            label={t("emergency.onTimeout")}
            plan={plan}
            may={may}
            value={step.onTimeout}
            set={(onTimeout) => set({ ...step, onTimeout })}
          />
        </>
      );
    case "roll-call":
      return (
        <>
          <Bilingual label={t("emergency.counted")} value={step.of} set={(of) => set({ ...step, of })} />
          <LinesEditor
            label={t("emergency.groups")}
            lines={step.groups}
            may={may}
            set={(groups) => set({ ...step, groups })}
          />
        </>
      );
    case "report":
      return (
        <>
          <Bilingual
            label={t("emergency.authority")}
            value={step.authority}
            set={(authority) => set({ ...step, authority })}
          />
          <div className="plan-row">
            <Line
              label={t("emergency.region")}
              value={step.region}
              set={(region) => set({ ...step, region })}
            />
            <Line
              label={t("emergency.planSources")}
              value={step.source}
              set={(source) => set({ ...step, source })}
              wide
            />
          </div>
        </>
      );
    case "note":
    case "pause":
      return null;
    default:
      return step satisfies never;
  }
}

function TellFields({ plan, step, may, set }: Fields<StepOf<"tell">>): ReactNode {
  const t = useWords();
  const lang = useLang();
  const id = useId();
  const key = (whom: StepOf<"tell">["whom"][number]) =>
    "duty" in whom ? `duty:${whom.duty}` : `role:${whom.role}`;
  return (
    <>
      <Bilingual
        label={t("emergency.message")}
        long
        value={step.message}
        set={(message) => set({ ...step, message })}
      />
      <div className="plan-row">
        <span className="plan-field is-wide">
          <label htmlFor={`${id}-whom`}>{t("emergency.whom")}</label>
          <Select
            id={`${id}-whom`}
            mode="multiple"
            disabled={!may}
            value={step.whom.map(key)}
            options={[
              {
                label: t("emergency.duties"),
                options: plan.duties.map((duty) => ({
                  value: `duty:${duty.id}`,
                  label: pick(duty.title, lang),
                })),
              },
              {
                label: t("emergency.roles"),
                options: roles.map((role) => ({ value: `role:${role}`, label: t(`emergency.role.${role}`) })),
              },
            ]}
            onChange={(keys: string[]) =>
              keys.length > 0 &&
              set({
                ...step,
                whom: keys.map((one) =>
                  one.startsWith("duty:") ? { duty: one.slice(5) } : { role: one.slice(5) as Role },
                ),
              })
            }
          />
        </span>
        <span className="plan-field">
          <label htmlFor={`${id}-urgency`}>{t("emergency.urgency")}</label>
          <Select
            id={`${id}-urgency`}
            disabled={!may}
            value={step.urgency}
            options={(["life-safety", "urgent", "normal"] as const).map((value) => ({
              value,
              label: t(`oncall.urgency.${value}`),
            }))}
            onChange={(urgency) => set({ ...step, urgency })}
          />
        </span>
        <Checkbox
          disabled={!may}
          checked={step.outside}
          onChange={(event) => set({ ...step, outside: event.target.checked })}
        >
          {t("emergency.outsideSays")}
        </Checkbox>
      </div>
    </>
  );
}

function AskFields({ plan, step, may, set }: Fields<StepOf<"ask">>): ReactNode {
  const t = useWords();
  const lang = useLang();
  const id = useId();
  type Answer = (typeof step.answers)[number];
  const patch = (i: number, change: Partial<Answer>) =>
    set({ ...step, answers: step.answers.map((one, at) => (at === i ? { ...one, ...change } : one)) });
  const without = (i: number) => {
    const { unanswered, ...rest } = step;
    const answers = step.answers.filter((_, at) => at !== i);
    const kept = answers.some((one) => one.id === unanswered);
    set({ ...rest, answers, ...(kept && unanswered !== undefined ? { unanswered } : {}) });
  };
  return (
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
            label={t("emergency.answerN", { n: i + 1 })}
            value={answer.label}
            set={(label) => patch(i, { label })}
          />
          <div className="plan-row">
            <StepsField
              label={t("emergency.follows")}
              plan={plan}
              may={may}
              value={answer.next}
              set={(next) => patch(i, { next })}
            />
            <Checkbox
              disabled={!may}
              checked={answer.grave}
              onChange={(event) => patch(i, { grave: event.target.checked })}
            >
              {t("emergency.grave")}
            </Checkbox>
            {may && step.answers.length > 2 && (
              <Button size="small" onClick={() => without(i)}>
                {t("emergency.removeStep")}
              </Button>
            )}
          </div>
        </div>
      ))}
      <div className="plan-row">
        {may && step.answers.length < 6 && (
          <Button
            size="small"
            onClick={() =>
              set({
                ...step,
                answers: [
                  ...step.answers,
                  {
                    id: `answer-${Date.now().toString(36)}`,
                    label: { en: "", zh: "" },
                    next: [],
                    grave: false,
                  },
                ],
              })
            }
          >
            {t("emergency.addTo", { what: t("emergency.answer") })}
          </Button>
        )}
        <span className="plan-field is-wide">
          <label htmlFor={`${id}-un`}>{t("emergency.unanswered")}</label>
          <Select
            id={`${id}-un`}
            allowClear
            disabled={!may}
            value={step.unanswered ?? null}
            options={step.answers.map((one) => ({ value: one.id, label: pick(one.label, lang) }))}
            onChange={(value?: string | null) => {
              const { unanswered: _, ...rest } = step;
              set(value ? { ...rest, unanswered: value } : rest);
            }}
          />
        </span>
      </div>
    </>
  );
}
