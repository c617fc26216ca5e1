import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Drawer, InputNumber, Segmented, Select, Switch } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { MaintenancePlanView } from "../../../../../api/contract/index.ts";
import type { PlanInput, Trigger } from "../../../../../facility/maintenance/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { previewPlan, putPlan, removePlan } from "../../app/work-api.ts";
import { pick } from "../../laws/index.ts";
import { useAdvice, usePhone } from "../../parts/index.ts";

const today = (): string => new Date().toISOString().slice(0, 10);
const fresh: Readonly<Record<Trigger["by"], () => PlanInput["trigger"]>> = {
  calendar: () => ({
    by: "calendar",
    rrule: "FREQ=MONTHLY;INTERVAL=1",
    start: today(),
    from: "completed",
    holidays: "before",
  }),
  use: () => ({ by: "use", point: "run_hours", every: 2_000 }),
  condition: () => ({ by: "condition", rule: "" }),
  forecast: () => ({ by: "forecast", point: "motor_temp_C", limit: 80 }),
  event: () => ({ by: "event", scheme: "", code: "" }),
  idle: () => ({ by: "idle", days: 30 }),
};
const kinds = Object.keys(fresh) as Trigger["by"][];

/** A plan's trigger and rules on the left, its next 24 months on the right, anew with every change. */
export function PlanEditor({
  site,
  plan,
  close,
}: {
  site: string;
  plan: MaintenancePlanView["plan"] | undefined;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const phone = usePhone();
  const advice = useAdvice();
  const queries = useQueryClient();
  const assets = useAssets();
  const ids = { en: useId(), zh: useId(), asset: useId(), rule: useId(), start: useId(), point: useId() };
  const [draft, setDraft] = useState<PlanInput>(
    () =>
      plan ?? {
        id: `own-${crypto.randomUUID().slice(0, 8)}`,
        site,
        asset: [...assets.keys()][0] ?? "",
        title: { en: "", zh: "" },
        basis: "practice",
        trigger: fresh.calendar(),
      },
  );
  const set = (more: Partial<PlanInput>) => setDraft((before) => ({ ...before, ...more }));
  const { trigger } = draft;
  const setTrigger = (more: object) => set({ trigger: { ...trigger, ...more } as PlanInput["trigger"] });
  const named = draft.title.en.trim() !== "" && draft.title.zh.trim() !== "";
  const asset = assets.get(draft.asset);
  const points =
    asset?.points.map(({ name, type }) => ({ value: name, label: pick(type.label, lang) })) ?? [];
  const preview = useQuery({
    queryKey: ["maintenance", "preview", draft],
    queryFn: () => previewPlan(draft),
    enabled: named,
    retry: false,
    staleTime: 60_000,
  });
  const done = () => {
    void queries.invalidateQueries({ queryKey: ["maintenance"] });
    close();
  };
  const save = useMutation({ mutationFn: () => putPlan(draft), onSuccess: done });
  const remove = useMutation({ mutationFn: () => removePlan(draft.id), onSuccess: done });
  const error = save.error ?? preview.error;
  return (
    <Drawer
      open
      onClose={close}
      size={phone ? "100%" : 820}
      title={plan ? t("mnt.edit") : t("mnt.newPlan")}
      footer={
        <div className="order-acts">
          <Button
            type="primary"
            loading={save.isPending}
            disabled={!named || preview.isError}
            onClick={() => save.mutate()}
          >
            {t("work.act.save")}
          </Button>
          {plan && (
            <Button loading={remove.isPending} onClick={() => remove.mutate()}>
              {t("mnt.backToCatalogue")}
            </Button>
          )}
        </div>
      }
    >
      <div className="plan-editor">
        <div className="desk-form">
          <label htmlFor={ids.zh}>{t("mnt.titleZh")}</label>
          <input
            id={ids.zh}
            className="filter-text"
            value={draft.title.zh}
            onChange={(event) => set({ title: { ...draft.title, zh: event.target.value } })}
          />
          <label htmlFor={ids.en}>{t("mnt.titleEn")}</label>
          <input
            id={ids.en}
            className="filter-text"
            value={draft.title.en}
            onChange={(event) => set({ title: { ...draft.title, en: event.target.value } })}
          />
          <label htmlFor={ids.asset}>{t("work.where")}</label>
          <Select
            id={ids.asset}
            disabled={plan !== undefined}
            showSearch={{ optionFilterProp: "label" }}
            value={draft.asset}
            onChange={(value: string) => set({ asset: value })}
            options={[...assets.values()].map((one) => ({ value: one.id, label: pick(one.name, lang) }))}
          />
          <span>{t("mnt.every")}</span>
          <Segmented
            value={trigger.by}
            options={kinds.map((value) => ({ value, label: t(`mnt.trigger.${value}`) }))}
            onChange={(by) => set({ trigger: fresh[by]() })}
          />
          {trigger.by === "calendar" && (
            <>
              <label htmlFor={ids.rule}>{t("mnt.rrule")}</label>
              <input
                id={ids.rule}
                className="filter-text num"
                value={trigger.rrule}
                onChange={(event) => setTrigger({ rrule: event.target.value.toUpperCase() })}
              />
              <label htmlFor={ids.start}>{t("mnt.start")}</label>
              <input
                id={ids.start}
                type="date"
                className="filter-text"
                value={trigger.start}
                onChange={(event) => event.target.value && setTrigger({ start: event.target.value })}
              />
              <span>{t("mnt.from")}</span>
              <Segmented
                value={trigger.from}
                options={[
                  { value: "completed", label: t("mnt.fromCompleted") },
                  { value: "scheduled", label: t("mnt.fromScheduled") },
                ]}
                onChange={(from) => setTrigger({ from })}
              />
              <span>{t("mnt.holidays")}</span>
              <Segmented
                value={trigger.holidays ?? "before"}
                options={[
                  { value: "before", label: t("mnt.holidayBefore") },
                  { value: "after", label: t("mnt.holidayAfter") },
                  { value: "keep", label: t("mnt.holidayKeep") },
                ]}
                onChange={(holidays) => setTrigger({ holidays })}
              />
              <span>{t("mnt.atMost")}</span>
              <InputNumber
                aria-label={t("mnt.atMost")}
                min={1}
                value={trigger.atMostDaysApart ?? null}
                onChange={(value) => setTrigger({ atMostDaysApart: value ?? undefined })}
              />
            </>
          )}
          {(trigger.by === "use" || trigger.by === "forecast") && (
            <>
              <label htmlFor={ids.point}>{t("mnt.point")}</label>
              <Select
                id={ids.point}
                value={trigger.point}
                options={points}
                onChange={(point: string) => setTrigger({ point })}
              />
            </>
          )}
          {trigger.by === "use" && (
            <>
              <span>{t("mnt.everyUse")}</span>
              <InputNumber
                aria-label={t("mnt.everyUse")}
                min={0}
                value={trigger.every}
                onChange={(value) => value && setTrigger({ every: value })}
              />
            </>
          )}
          {trigger.by === "forecast" && (
            <>
              <span>{t("mnt.limit")}</span>
              <InputNumber
                aria-label={t("mnt.limit")}
                value={trigger.limit}
                onChange={(value) => typeof value === "number" && setTrigger({ limit: value })}
              />
              <span>{t("mnt.lead")}</span>
              <InputNumber
                aria-label={t("mnt.lead")}
                min={0}
                value={trigger.leadDays ?? 3}
                onChange={(value) => setTrigger({ leadDays: value ?? 3 })}
              />
            </>
          )}
          {trigger.by === "condition" && (
            <>
              <span>{t("mnt.rule")}</span>
              <input
                className="filter-text"
                aria-label={t("mnt.rule")}
                value={trigger.rule}
                onChange={(event) => setTrigger({ rule: event.target.value })}
              />
            </>
          )}
          {trigger.by === "event" && (
            <span className="order-form is-row">
              <input
                className="filter-text"
                aria-label="scheme"
                placeholder="gb26875"
                value={trigger.scheme}
                onChange={(event) => setTrigger({ scheme: event.target.value })}
              />
              <input
                className="filter-text"
                aria-label="code"
                placeholder="fault"
                value={trigger.code}
                onChange={(event) => setTrigger({ code: event.target.value })}
              />
            </span>
          )}
          {trigger.by === "idle" && (
            <>
              <span>{t("mnt.idleDays")}</span>
              <InputNumber
                aria-label={t("mnt.idleDays")}
                min={1}
                value={trigger.days}
                onChange={(value) => value && setTrigger({ days: value })}
              />
            </>
          )}
          <span>{t("mnt.hours")}</span>
          <InputNumber
            aria-label={t("mnt.hours")}
            min={0.25}
            step={0.25}
            value={draft.hours ?? 1}
            onChange={(value) => set({ hours: value ?? 1 })}
          />
          <span>{t("mnt.openBefore")}</span>
          <InputNumber
            aria-label={t("mnt.openBefore")}
            min={0}
            max={120}
            value={draft.openDaysBefore ?? 7}
            onChange={(value) => set({ openDaysBefore: value ?? 7 })}
          />
          <span className="plan-switch">
            <Switch
              aria-label={t("mnt.enabled")}
              checked={draft.enabled ?? true}
              onChange={(enabled) => set({ enabled })}
            />{" "}
            {t("mnt.enabled")}
          </span>
          {error && (
            <span className="beside-error" role="alert">
              {advice(error)}
            </span>
          )}
        </div>
        <div className="plan-next">
          <h3>
            {t("mnt.next24")}{" "}
            {preview.data && (
              <span className="faint">{t("mnt.visits", { n: preview.data.visits.length })}</span>
            )}
          </h3>
          <ol>
            {preview.data?.visits.map((visit) => (
              <li
                key={`${visit.plan}${visit.day}`}
                title={visit.why.map((reason) => pick(reason, lang)).join("\n")}
              >
                <span className="num">{visit.day}</span>{" "}
                <span className="faint">
                  {visit.plan === draft.id
                    ? pick(visit.why.at(-1) ?? visit.title, lang)
                    : `${t("mnt.covers")}: ${pick(visit.title, lang)}`}
                </span>
              </li>
            ))}
          </ol>
        </div>
      </div>
    </Drawer>
  );
}
