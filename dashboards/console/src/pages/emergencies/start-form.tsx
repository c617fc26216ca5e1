import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Modal, Segmented, Select } from "antd";
import { type ReactNode, useId, useMemo, useState } from "react";
import { plansQuery, startRun } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets, useSite } from "../../app/site.ts";
import { pick } from "../../laws/index.ts";
import { useAdvice } from "../../parts/index.ts";
import "../../parts/desk-forms.css";

/** Starts a plan by hand, for real or as a drill; says first who will be told. */
export function StartForm({
  close,
  plan: first,
  asset: firstAsset,
}: {
  close: () => void;
  plan?: string;
  asset?: string;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const navigate = useNavigate();
  const site = useSite();
  const assets = useAssets();
  const { data } = useQuery({ ...plansQuery(site?.id ?? ""), enabled: site !== undefined });
  const [drill, setDrill] = useState(false);
  const [plan, setPlan] = useState<string | undefined>(first);
  const [asset, setAsset] = useState(firstAsset ?? "");
  const [words, setWords] = useState("");
  const [allow, setAllow] = useState<string[]>([]);
  const wordsId = useId();
  const chosen = data?.plans.find((each) => each.plan.id === plan)?.plan;
  const outside = useMemo(
    () =>
      chosen?.steps.filter((step) => step.does === "command" || (step.does === "tell" && step.outside)) ?? [],
    [chosen],
  );
  const start = useMutation({
    mutationFn: () =>
      startRun({
        site: site?.id ?? "",
        plan: plan ?? "",
        words,
        ...(asset === "" ? {} : { asset }),
        ...(drill ? { drill: { scenario: words, allow } } : {}),
      }),
    onSuccess: (run) => {
      close();
      void navigate({ to: "/emergencies/$id", params: { id: run.id } });
    },
  });
  return (
    <Modal
      open
      title={t("emergency.startTitle")}
      onCancel={close}
      cancelText={t("emergency.keep")}
      okText={t(drill ? "emergency.startDrillDo" : "emergency.startDo")}
      okButtonProps={{ disabled: !plan || words.trim() === "", danger: !drill }}
      confirmLoading={start.isPending}
      onOk={() => start.mutate()}
    >
      <div className="desk-form">
        <Segmented
          block
          value={drill ? "drill" : "real"}
          onChange={(value) => setDrill(value === "drill")}
          options={[
            { value: "real", label: t("emergency.startReal") },
            { value: "drill", label: t("emergency.startDrill") },
          ]}
        />
        <label htmlFor={`${wordsId}-plan`}>{t("emergency.startPlan")}</label>
        <Select
          id={`${wordsId}-plan`}
          value={plan ?? null}
          onChange={(value: string | null) => setPlan(value ?? undefined)}
          options={(data?.plans ?? []).map((each) => ({
            value: each.plan.id,
            label: pick(each.plan.title, lang),
          }))}
        />
        {chosen && <p className="soft">{pick(chosen.about, lang)}</p>}
        <label htmlFor={`${wordsId}-asset`}>{t("emergency.startAsset")}</label>
        <Select
          id={`${wordsId}-asset`}
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
        <label htmlFor={wordsId}>{t(drill ? "emergency.startScenario" : "emergency.startWords")}</label>
        <textarea
          id={wordsId}
          className="text-area"
          rows={3}
          maxLength={2_000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {drill && outside.length > 0 && (
          <>
            <label htmlFor={`${wordsId}-allow`}>{t("emergency.allow")}</label>
            <Select
              id={`${wordsId}-allow`}
              mode="multiple"
              value={allow}
              onChange={setAllow}
              options={outside.map((step) => ({ value: step.id, label: pick(step.title, lang) }))}
            />
          </>
        )}
        <p className="desk-says">{t(drill ? "emergency.drillSays" : "emergency.startSays")}</p>
        {start.error && (
          <span className="beside-error" role="alert">
            {advice(start.error)}
          </span>
        )}
      </div>
    </Modal>
  );
}
