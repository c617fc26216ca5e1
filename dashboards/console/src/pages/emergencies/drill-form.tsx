import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Modal, Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { CalendarLineView } from "../../../../../api/contract/index.ts";
import { calendarQuery, planDrill, plansQuery } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets, useTimeZone } from "../../app/site.ts";
import { fromTimeField, pick } from "../../laws/index.ts";
import { useAdvice } from "../../parts/index.ts";
import "../../parts/desk-forms.css";

/** Plans a drill: which plan, when, what is played; it is announced beforehand by itself. */
export function DrillForm({
  site,
  line,
  close,
}: {
  site: string;
  line: CalendarLineView | undefined;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const assets = useAssets();
  const timeZone = useTimeZone();
  const id = useId();
  const { data } = useQuery(plansQuery(site));
  const [plan, setPlan] = useState(line?.plan ?? "fire");
  const [at, setAt] = useState("");
  const [asset, setAsset] = useState("");
  const [scenario, setScenario] = useState("");
  const [notice, setNotice] = useState("");
  const [allow, setAllow] = useState<string[]>([]);
  const chosen = data?.plans.find((each) => each.plan.id === plan)?.plan;
  const outside =
    chosen?.steps.filter((step) => step.does === "command" || (step.does === "tell" && step.outside)) ?? [];
  const save = useMutation({
    mutationFn: () =>
      planDrill({
        ...{ site, plan, scenario, notice, allow },
        rule: line?.rule ?? null,
        at: fromTimeField(at, timeZone),
        asset: asset === "" ? null : asset,
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: calendarQuery(site).queryKey });
      close();
    },
  });
  return (
    <Modal
      open
      title={line ? pick(line.title, lang) : t("emergency.planDrill")}
      okText={t("emergency.planDrill")}
      cancelText={t("emergency.keep")}
      onCancel={close}
      okButtonProps={{ disabled: at === "" || scenario.trim() === "" }}
      confirmLoading={save.isPending}
      onOk={() => save.mutate()}
    >
      <div className="desk-form">
        <label htmlFor={`${id}-plan`}>{t("emergency.startPlan")}</label>
        <Select
          id={`${id}-plan`}
          value={plan}
          onChange={setPlan}
          options={(data?.plans ?? []).map((each) => ({
            value: each.plan.id,
            label: pick(each.plan.title, lang),
          }))}
        />
        <label htmlFor={`${id}-at`}>{t("emergency.drillAt")}</label>
        <input
          id={`${id}-at`}
          className="filter-text"
          type="datetime-local"
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
        <label htmlFor={`${id}-asset`}>{t("emergency.startAsset")}</label>
        <Select
          id={`${id}-asset`}
          showSearch={{ optionFilterProp: "label" }}
          value={asset}
          onChange={setAsset}
          options={[
            { value: "", label: t("emergency.startSite") },
            ...[...assets.values()].map((each) => ({
              value: each.id,
              label: [...each.places.map(({ name }) => pick(name, lang)), pick(each.name, lang)].join(" · "),
            })),
          ]}
        />
        <label htmlFor={`${id}-scenario`}>{t("emergency.startScenario")}</label>
        <textarea
          id={`${id}-scenario`}
          className="text-area"
          rows={2}
          value={scenario}
          onChange={(event) => setScenario(event.target.value)}
        />
        <label htmlFor={`${id}-notice`}>{t("emergency.drillNotice")}</label>
        <textarea
          id={`${id}-notice`}
          className="text-area"
          rows={2}
          value={notice}
          onChange={(event) => setNotice(event.target.value)}
        />
        {outside.length > 0 && (
          <>
            <label htmlFor={`${id}-allow`}>{t("emergency.allow")}</label>
            <Select
              id={`${id}-allow`}
              mode="multiple"
              value={allow}
              onChange={setAllow}
              options={outside.map((step) => ({ value: step.id, label: pick(step.title, lang) }))}
            />
          </>
        )}
        <p className="desk-says">{t("emergency.drillSays")}</p>
        {save.error && (
          <span className="beside-error" role="alert">
            {advice(save.error)}
          </span>
        )}
      </div>
    </Modal>
  );
}
