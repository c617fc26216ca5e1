import { Select } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { exactLength, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Bilingual } from "./bilingual.tsx";
import { Line, StepsField } from "./fields.tsx";
import type { PlanDraft } from "./plan.tsx";

type Clock = PlanDraft["clocks"][number];

/** Times that are measured: from when, until what, who is told when they have run out, and where the figure comes from. */
export function ClockEditor({
  plan,
  may,
  set,
  sourceOf,
}: {
  plan: PlanDraft;
  may: boolean;
  set: (change: Partial<PlanDraft>) => void;
  sourceOf: (source: string) => string;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const put = (i: number, clock: Clock) =>
    set({ clocks: plan.clocks.map((one, at) => (at === i ? clock : one)) });
  const add = () =>
    set({
      clocks: [
        ...plan.clocks,
        {
          id: `clock-${Date.now().toString(36)}`,
          title: { en: "New clock", zh: "新计时" },
          minutes: 30,
          from: "start",
          stops: plan.steps.slice(0, 1).map(({ id }) => id),
          missed: { tell: ["manager"], starts: [] },
          source: "heuristic",
        },
      ],
    });
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("emergency.clocks")}</h2>
        {may && <Button onClick={add}>{t("emergency.add")}</Button>}
      </div>
      {plan.clocks.map((clock, i) => (
        <details key={clock.id} className="plan-step">
          <summary>
            <strong>{pick(clock.title, lang)}</strong>
            <span className="num">{exactLength(clock.minutes * 60_000, lang)}</span>
            <span className="faint">{sourceOf(clock.source)}</span>
          </summary>
          <fieldset disabled={!may} className="plan-form">
            <Bilingual
              label={t("emergency.name")}
              value={clock.title}
              set={(title) => put(i, { ...clock, title })}
            />
            <div className="plan-row">
              <Line
                label={t("emergency.minutes")}
                value={String(clock.minutes)}
                set={(value) => put(i, { ...clock, minutes: Number(value) })}
              />
              <Line
                label={t("emergency.planSources")}
                value={clock.source}
                set={(source) => put(i, { ...clock, source })}
                wide
              />
            </div>
            <div className="plan-row">
              <span className="plan-field is-wide">
                <span>{t("emergency.clockFrom")}</span>
                <Select
                  aria-label={t("emergency.clockFrom")}
                  disabled={!may}
                  value={clock.from === "start" ? "start" : `${clock.from.when} ${clock.from.step}`}
                  options={[
                    { value: "start", label: t("emergency.detected") },
                    ...plan.steps.flatMap((step) =>
                      (["began", "finished"] as const).map((when) => ({
                        value: `${when} ${step.id}`,
                        label: t(`emergency.clockWhen.${when}`, { step: pick(step.title, lang) }),
                      })),
                    ),
                  ]}
                  onChange={(value: string) => {
                    const [when, step] = value.split(" ");
                    put(i, {
                      ...clock,
                      from:
                        value === "start" || step === undefined
                          ? "start"
                          : { step, when: when === "began" ? "began" : "finished" },
                    });
                  }}
                />
              </span>
              <StepsField
                label={t("emergency.clockStops")}
                plan={plan}
                may={may}
                value={clock.stops}
                set={(stops) => stops.length > 0 && put(i, { ...clock, stops })}
              />
              <StepsField
                label={t("emergency.clockStarts")}
                plan={plan}
                may={may}
                value={clock.missed.starts}
                set={(starts) => put(i, { ...clock, missed: { ...clock.missed, starts } })}
              />
            </div>
            {may && (
              <Button
                danger
                size="small"
                onClick={() => set({ clocks: plan.clocks.filter((one) => one !== clock) })}
              >
                {t("emergency.removeStep")}
              </Button>
            )}
          </fieldset>
        </details>
      ))}
    </section>
  );
}
