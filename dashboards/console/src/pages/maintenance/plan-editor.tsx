import { useQuery } from "@tanstack/react-query";
import { Segmented, Select, Switch } from "antd";
import { type ReactNode, useState } from "react";
import type { MaintenancePlanView, PlanPreview } from "../../../../../api/contract/index.ts";
import type { PlanInput, Trigger } from "../../../../../facility/maintenance/index.ts";
import { assetQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { contractsQuery, plansQuery, previewPlan, putPlan, removePlan } from "../../app/work-api.ts";
import { assetOptions, colon, datesSaid, dateText, pick, priorities } from "../../laws/index.ts";
import { useAdvice } from "../../parts/index.ts";
import { ChecklistEditor } from "./forms/checklist-editor.tsx";
import { EditDrawer } from "./forms/edit-drawer.tsx";
import { ChoiceField, Field, isNamed, NameFields, NumberField, TextField, whole } from "./forms/fields.tsx";
import { freshTrigger, TriggerFields } from "./forms/trigger-fields.tsx";

const kinds = Object.keys(freshTrigger) as Trigger["by"][];
const bases = ["law", "standard", "practice"] as const;

/** A plan's trigger and rules on the left, its next 24 months on the right, anew with every change. */
export function PlanEditor({
  site,
  plan,
  own,
  close,
}: {
  site: string;
  plan: MaintenancePlanView["plan"] | undefined;
  /** Changed here, or made here: there is something to take back. */
  own: boolean;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const [draft, setDraft] = useState<PlanInput>(
    () =>
      plan ?? {
        id: `own-${crypto.randomUUID().slice(0, 8)}`,
        site,
        asset: [...assets.keys()][0] ?? "",
        title: { en: "", zh: "" },
        basis: "practice",
        trigger: freshTrigger.calendar([]),
      },
  );
  const set = (more: Partial<PlanInput>) => setDraft((before) => ({ ...before, ...more }));
  const points = (assets.get(draft.asset)?.points ?? []).map(({ name, type }) => ({
    value: name as string,
    label: pick(type.label, lang),
    unit: type.kind === "number" ? type.unit : "1",
  }));
  const { data: asset } = useQuery({ ...assetQuery(draft.asset), enabled: draft.asset !== "" });
  const { data: contracts } = useQuery(contractsQuery(site));
  const { data: others } = useQuery(plansQuery(site));
  const complete: PlanInput = {
    ...draft,
    title: whole(draft.title),
    checklist: (draft.checklist ?? []).map((item) => ({
      ...item,
      title: whole(item.title),
      ...(item.kind === "choice" ? { choices: item.choices.map(whole) } : {}),
    })),
  };
  const fits = isNamed(draft.title) && (draft.checklist ?? []).every(({ title }) => isNamed(title));
  const preview = useQuery({
    queryKey: ["maintenance", "preview", complete],
    queryFn: () => previewPlan(complete),
    enabled: fits,
    retry: false,
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
  return (
    <EditDrawer
      title={plan ? t("mnt.edit") : t("mnt.newPlan")}
      close={close}
      width={980}
      fits={fits && !preview.isError}
      save={() => putPlan(complete)}
      remove={
        own && plan
          ? {
              ask: t(plan.task === undefined ? "keep.removePlan" : "mnt.backToCatalogue"),
              run: () => removePlan(plan.id),
            }
          : undefined
      }
    >
      <div className="plan-editor">
        <div className="edit-form">
          <NameFields value={draft.title} set={(title) => set({ title })} />
          <Field label={t("work.where")}>
            {(id) => (
              <Select
                id={id}
                disabled={plan !== undefined}
                showSearch={{ optionFilterProp: "label" }}
                value={draft.asset}
                onChange={(value: string) => set({ asset: value })}
                options={assetOptions(assets.values(), lang)}
              />
            )}
          </Field>
          <Field label={t("mnt.every")}>
            {(id) => (
              <Segmented
                id={id}
                value={draft.trigger.by}
                options={kinds.map((value) => ({ value, label: t(`mnt.trigger.${value}`) }))}
                onChange={(by) => set({ trigger: freshTrigger[by](points.map(({ value }) => value)) })}
              />
            )}
          </Field>
          <TriggerFields
            trigger={draft.trigger}
            set={(trigger) => set({ trigger })}
            points={points}
            rules={(asset?.rules ?? []).map(({ id, title }) => ({ value: id, label: pick(title, lang) }))}
          />
          <h3>{t("keep.work")}</h3>
          <div className="edit-row">
            <NumberField
              label={t("mnt.hours")}
              min={0.25}
              max={400}
              value={draft.hours ?? 1}
              set={(hours) => set({ hours: hours ?? 1 })}
            />
            <NumberField
              label={t("mnt.openBefore")}
              max={120}
              value={draft.openDaysBefore ?? 7}
              set={(days) => set({ openDaysBefore: days ?? 7 })}
            />
          </div>
          <div className="edit-pair">
            <ChoiceField
              label={t("work.priority")}
              value={draft.priority ?? "medium"}
              options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
              set={(priority) => set({ priority })}
            />
            <ChoiceField
              label={t("keep.basis")}
              value={draft.basis}
              options={bases.map((value) => ({ value, label: t(`mnt.basis.${value}`) }))}
              set={(basis) => set({ basis })}
            />
          </div>
          <TextField
            label={t("keep.source")}
            value={draft.source ?? ""}
            set={(source) => set({ source })}
            note={t("keep.sourceNote")}
          />
          <Field label={t("keep.includes")} note={t("keep.includesNote")}>
            {(id) => (
              <Select
                id={id}
                mode="multiple"
                value={draft.includes ?? []}
                onChange={(includes: string[]) => set({ includes })}
                options={(others?.plans ?? [])
                  .filter((one) => one.plan.asset === draft.asset && one.plan.id !== draft.id)
                  .map((one) => ({ value: one.plan.id, label: pick(one.plan.title, lang) }))}
              />
            )}
          </Field>
          <ChoiceField
            label={t("keep.contract")}
            value={draft.contract ?? ""}
            options={[
              { value: "", label: t("keep.ownPeople") },
              ...(contracts?.contracts ?? []).map(({ contract }) => ({
                value: contract.id,
                label: pick(contract.title, lang),
              })),
            ]}
            set={(id) => {
              const { contract: _, ...rest } = draft;
              setDraft(id === "" ? rest : { ...rest, contract: id });
            }}
          />
          <span className="plan-switch">
            <Switch
              aria-label={t("mnt.enabled")}
              checked={draft.enabled ?? true}
              onChange={(enabled) => set({ enabled })}
            />{" "}
            {t("mnt.enabled")}
          </span>
          <h3>{t("work.checklist")}</h3>
          <ChecklistEditor
            items={draft.checklist ?? []}
            set={(checklist) => set({ checklist })}
            points={points.filter(({ unit }) => unit !== "")}
          />
        </div>
        <Next24 plan={draft.id} found={preview.data} error={preview.error} named={fits} />
      </div>
    </EditDrawer>
  );
}

/** The visits of the next two years, month by month, each with the reasons for its day. */
function Next24({
  plan,
  found,
  error,
  named,
}: {
  plan: string;
  found: PlanPreview | undefined;
  error: unknown;
  named: boolean;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  return (
    <div className="plan-next" aria-live="polite">
      <h3>
        {t("mnt.next24")}{" "}
        {found && <span className="faint">{t("mnt.visits", { n: found.visits.length })}</span>}
      </h3>
      {error ? (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      ) : null}
      {!named && <p className="faint">{t("keep.nameFirst")}</p>}
      {found?.visits.length === 0 && <p className="faint">{t("keep.noVisit")}</p>}
      <ol>
        {found?.visits.map((visit, nth) => (
          <li key={`${visit.plan}${visit.day}`}>
            <details open={nth === 0}>
              <summary>
                <span className="num">{dateText(visit.day, lang)}</span>{" "}
                <span className="faint">
                  {visit.plan === plan
                    ? t("mnt.hoursShort", { n: visit.hours })
                    : `${t("mnt.covers")}${colon(lang)}${pick(visit.title, lang)}`}
                </span>
              </summary>
              {visit.why.map((reason) => (
                <p key={reason.en} className="soft">
                  {datesSaid(pick(reason, lang), lang)}
                </p>
              ))}
            </details>
          </li>
        ))}
      </ol>
    </div>
  );
}
