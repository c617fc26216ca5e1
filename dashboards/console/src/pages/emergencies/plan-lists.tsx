import { Select } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Bilingual } from "./bilingual.tsx";
import { LinesEditor } from "./lines-editor.tsx";
import { PhotoButton, Thumbs } from "./photos.tsx";
import type { PlanDraft } from "./plan.tsx";

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
  type Duty = (typeof plan.duties)[number];
  const setDuty = (at: number, change: Partial<Duty>) =>
    set({ duties: plan.duties.map((one, i) => (i === at ? { ...one, ...change } : one)) });
  const setShift = (duty: number, at: number, shift: Duty["shifts"][number]) =>
    setDuty(duty, { shifts: plan.duties[duty]!.shifts.map((one, i) => (i === at ? shift : one)) });
  // Whoever has something to do in it, or leads, stays.
  const used = new Set([
    plan.commander,
    ...plan.steps.flatMap((step) =>
      "duty" in step
        ? [step.duty]
        : step.does === "tell"
          ? step.whom.flatMap((whom) => ("duty" in whom ? [whom.duty] : []))
          : [],
    ),
  ]);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("emergency.duties")}</h2>
        <span className="faint">{t("emergency.dutyRoles")}</span>
        {may && (
          <Button
            onClick={() =>
              set({
                duties: [
                  ...plan.duties,
                  {
                    id: `duty-${Date.now().toString(36)}`,
                    title: { en: "New duty", zh: "新职责" },
                    shifts: [{ roles: ["engineer"] }],
                  },
                ],
              })
            }
          >
            {t("emergency.add")}
          </Button>
        )}
      </div>
      <ul className="plan-clocks">
        {plan.duties.map((duty, i) => (
          <li key={duty.id}>
            <Bilingual
              label={t("emergency.name")}
              value={duty.title}
              set={(title) => setDuty(i, { title })}
            />
            <span className="plan-shifts">
              {duty.shifts.map((shift, at) => (
                <span key={`${duty.id}-${at.toString()}`} className="plan-shift">
                  {duty.shifts.length > 1 &&
                    (["from", "to"] as const).map((end) => (
                      <input
                        key={end}
                        type="time"
                        className="filter-text"
                        disabled={!may}
                        aria-label={`${pick(duty.title, lang)}: ${t(`emergency.shift.${end}`)}`}
                        value={shift[end] ?? ""}
                        onChange={(event) => {
                          const { [end]: _, ...rest } = shift;
                          const time = event.target.value;
                          setShift(i, at, time === "" ? rest : { ...rest, [end]: time });
                        }}
                      />
                    ))}
                  <Select
                    mode="multiple"
                    disabled={!may}
                    aria-label={`${pick(duty.title, lang)}: ${t("emergency.dutyRoles")}`}
                    value={shift.roles}
                    options={roles.map((value) => ({ value, label: t(`emergency.role.${value}`) }))}
                    onChange={(next: Role[]) => next.length > 0 && setShift(i, at, { ...shift, roles: next })}
                  />
                  {may && duty.shifts.length > 1 && (
                    <Button
                      size="small"
                      onClick={() => setDuty(i, { shifts: duty.shifts.filter((_, one) => one !== at) })}
                    >
                      {t("emergency.removeStep")}
                    </Button>
                  )}
                </span>
              ))}
              {may && (
                <span className="plan-add">
                  <Button
                    size="small"
                    onClick={() =>
                      setDuty(i, {
                        shifts: [...duty.shifts, { from: "20:00", to: "08:00", roles: ["technician"] }],
                      })
                    }
                  >
                    {t("emergency.addTo", { what: t("emergency.shift.one") })}
                  </Button>
                  {!used.has(duty.id) && (
                    <Button
                      size="small"
                      onClick={() => set({ duties: plan.duties.filter((_, at) => at !== i) })}
                    >
                      {t("emergency.removeDuty")}
                    </Button>
                  )}
                </span>
              )}
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
        <LinesEditor
          label={t("emergency.assembly")}
          lines={plan.assembly}
          may={may}
          set={(assembly) => set({ assembly })}
        />
      </fieldset>
    </section>
  );
}

/** Drawings and papers that stand beside a run; a picture or a PDF with each. */
export function DocumentEditor({ plan, may, set }: Editing): ReactNode {
  const t = useWords();
  const put = (i: number, change: Partial<(typeof plan.documents)[number]>) =>
    set({ documents: plan.documents.map((one, at) => (at === i ? { ...one, ...change } : one)) });
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("emergency.documents")}</h2>
        {may && (
          <Button
            onClick={() => set({ documents: [...plan.documents, { title: { en: "New", zh: "新增" } }] })}
          >
            {t("emergency.add")}
          </Button>
        )}
      </div>
      <fieldset disabled={!may} className="plan-form">
        {plan.documents
          .map((document, i) => ({ document, i, key: `document-${i}` }))
          .map(({ document, i, key }) => (
            <div key={key} className="phone">
              <Bilingual
                label={t("emergency.name")}
                value={document.title}
                set={(title) => put(i, { title })}
              />
              <span className="plan-row">
                {document.file && <Thumbs files={[document.file]} />}
                {may && <PhotoButton papers add={(file) => put(i, { file })} />}
                {may && (
                  <Button
                    size="small"
                    onClick={() => set({ documents: plan.documents.filter((_, at) => at !== i) })}
                  >
                    {t("emergency.removeStep")}
                  </Button>
                )}
              </span>
            </div>
          ))}
      </fieldset>
    </section>
  );
}
