import { Button, Select } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import type { PlanDraft } from "./plan.tsx";
import { Bilingual } from "./step-editor.tsx";

const roles = ["desk", "technician", "engineer", "manager", "guard", "contractor"] as const;
type Role = (typeof roles)[number];

interface Editing {
  plan: PlanDraft;
  may: boolean;
  set: (change: Partial<PlanDraft>) => void;
}

/** Who has each duty, by shift, and who stands in. */
export function DutyEditor({ plan, may, set }: Editing): ReactNode {
  const t = useWords();
  const lang = useLang();
  const setRoles = (duty: number, shift: number, next: Role[]) =>
    set({
      duties: plan.duties.map((one, i) =>
        i !== duty
          ? one
          : {
              ...one,
              shifts: one.shifts.map((each, at) => (at === shift ? { ...each, roles: next } : each)),
            },
      ),
    });
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("emergency.duties")}</h2>
        <span className="faint">{t("emergency.dutyRoles")}</span>
      </div>
      <ul className="plan-clocks">
        {plan.duties.map((duty, i) => (
          <li key={duty.id}>
            <strong>{pick(duty.title, lang)}</strong>
            <span className="plan-shifts">
              {duty.shifts.map((shift, at) => (
                <span key={`${shift.from ?? ""}-${shift.to ?? ""}`} className="plan-shift">
                  {shift.from && (
                    <span className="num faint">
                      {shift.from}–{shift.to}
                    </span>
                  )}
                  <Select
                    mode="multiple"
                    disabled={!may}
                    aria-label={`${pick(duty.title, lang)}: ${t("emergency.dutyRoles")}`}
                    value={shift.roles}
                    options={roles.map((value) => ({ value, label: t(`emergency.role.${value}`) }))}
                    onChange={(next: Role[]) => next.length > 0 && setRoles(i, at, next)}
                  />
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Phone list and assembly points. */
export function PhoneEditor({ plan, may, set }: Editing): ReactNode {
  const t = useWords();
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("emergency.phones")}</h2>
        {may && (
          <Button
            onClick={() =>
              set({ phones: [...plan.phones, { title: { en: "New", zh: "新增" }, number: "0" }] })
            }
          >
            {t("emergency.add")}
          </Button>
        )}
      </div>
      <fieldset disabled={!may} className="plan-form">
        {plan.phones
          .map((phone, i) => ({ phone, i, key: `phone-${i}` }))
          .map(({ phone, i, key }) => (
            <div key={key} className="phone">
              <Bilingual
                label={t("emergency.name")}
                value={phone.title}
                set={(title) =>
                  set({ phones: plan.phones.map((one, at) => (at === i ? { ...one, title } : one)) })
                }
              />
              <input
                className="filter-text"
                aria-label={t("emergency.number")}
                value={phone.number}
                onChange={(event) =>
                  set({
                    phones: plan.phones.map((one, at) =>
                      at === i ? { ...one, number: event.target.value } : one,
                    ),
                  })
                }
              />
              {may && (
                <Button size="small" onClick={() => set({ phones: plan.phones.filter((_, at) => at !== i) })}>
                  {t("emergency.removeStep")}
                </Button>
              )}
            </div>
          ))}
        {plan.assembly
          .map((place, i) => ({ place, i, key: `place-${i}` }))
          .map(({ place, i, key }) => (
            <Bilingual
              key={key}
              label={t("emergency.assembly")}
              value={place}
              set={(next) => set({ assembly: plan.assembly.map((one, at) => (at === i ? next : one)) })}
            />
          ))}
      </fieldset>
    </section>
  );
}
