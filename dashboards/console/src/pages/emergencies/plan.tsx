import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Select } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import type { PlanVersionView } from "../../../../../api/contract/index.ts";
import { Trouble } from "../../app/api.ts";
import { savePlan, versionsQuery } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage } from "../../app/session.ts";
import { useSite } from "../../app/site.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { ReadOnly, TroubleNote, useAdvice, Waiting, When } from "../../parts/index.ts";
import { Bilingual } from "./bilingual.tsx";
import { ClockEditor } from "./clock-editor.tsx";
import type { Step } from "./fields.tsx";
import { kinds, newStep, withoutStep } from "./new-step.ts";
import { DocumentEditor, DutyEditor, PhoneEditor } from "./plan-lists.tsx";
import { PlanTerms } from "./plan-terms.tsx";
import { StepEditor } from "./step-editor.tsx";
import "../alarms/alarms.css";
import "./emergencies.css";
import "./plan.css";

export type PlanDraft = PlanVersionView["plan"];

/** One plan, read and changed; every save is a version of its own, and runs keep theirs. */
export function PlanPage(): ReactNode {
  const t = useWords();
  const { plan: id } = useParams({ from: "/inside/emergencies/plans/$plan" });
  const site = useSite();
  const { data, error, refetch } = useQuery({
    ...versionsQuery(site?.id ?? "", id),
    enabled: site !== undefined,
  });
  if (error) return <TroubleNote error={error} again={() => void refetch()} />;
  const newest = data?.plans[0];
  if (!site || !data || !newest) return <Waiting lines={8} />;
  return (
    <div className="plan-page">
      <Link to="/emergencies" search={{ tab: "plans" }} className="link">
        ← {t("emergency.tabPlans")}
      </Link>
      <Editor key={newest.version} site={site.id} newest={newest} versions={data.plans} />
    </div>
  );
}

function Editor({
  site,
  newest,
  versions,
}: {
  site: string;
  newest: PlanVersionView;
  versions: readonly PlanVersionView[];
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const may = useMayManage();
  const nameOf = useNames();
  const [draft, setDraft] = useState<PlanDraft>(newest.plan);
  const [comment, setComment] = useState("");
  const changed = JSON.stringify(draft) !== JSON.stringify(newest.plan);
  const save = useMutation({
    mutationFn: () => savePlan(site, draft.id, { plan: { ...draft }, over: newest.version, comment }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["plans"] }),
  });
  /** A mistake stands at its step's name, not at its number. */
  const nameOfPath = (path: string): ReactNode => {
    const [, at, rest = ""] = /^steps\.(\d+)\.?(.*)$/.exec(path) ?? [];
    const step = at === undefined ? undefined : draft.steps[Number(at)];
    return (
      <>
        {step && <strong>{pick(step.title, lang)} </strong>}
        <code>{step ? rest : path}</code>
      </>
    );
  };
  const set = (change: Partial<PlanDraft>) => setDraft((before) => ({ ...before, ...change }));
  const setStep = (i: number, step: PlanDraft["steps"][number]) =>
    set({ steps: draft.steps.map((one, at) => (at === i ? step : one)) });
  const removeStep = (id: string) =>
    set({
      steps: withoutStep(draft.steps, id),
      start: draft.start.filter((one) => one !== id),
    });
  const addStep = (does: Step["does"]) => {
    const step = newStep(does, draft);
    set({ steps: [...draft.steps, step], start: [...draft.start, step.id] });
  };
  const toggleStart = (id: string) =>
    set({
      start: draft.start.includes(id) ? draft.start.filter((one) => one !== id) : [...draft.start, id],
    });
  const sourceOf = (source: string) => {
    const said = newest.sourceWords.find((one) => one.source === source);
    return said ? pick(said.words, lang) : source;
  };
  return (
    <>
      <section className="panel">
        <div className="panel-head">
          <h1>{pick(draft.title, lang)}</h1>
          <span className="faint">
            {newest.version === 0
              ? t("emergency.planLibrary")
              : t("emergency.planVersion", { n: newest.version })}
          </span>
        </div>
        <div className="plan-form">
          <ReadOnly may={may} needs="manager" />
          <fieldset disabled={!may}>
            <Bilingual label={t("emergency.name")} value={draft.title} set={(title) => set({ title })} />
            <Bilingual
              label={t("emergency.about")}
              value={draft.about}
              set={(about) => set({ about })}
              long
            />
            <PlanTerms plan={draft} begunBy={newest.begunBy} may={may} set={set} />
          </fieldset>
          {!may && <p className="faint">{t("emergency.planMayNot")}</p>}
          <p className="faint">{t("emergency.planRunsKeep")}</p>
        </div>
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2>{t("emergency.steps")}</h2>
          {may && (
            <Select
              className="plan-add-step"
              aria-label={t("emergency.addStep")}
              placeholder={t("emergency.addStep")}
              value={null}
              options={kinds.map((value) => ({ value, label: t(`emergency.kind.${value}`) }))}
              onChange={(does: Step["does"] | null) => does && addStep(does)}
            />
          )}
        </div>
        <ol className="plan-steps">
          {draft.steps.map((step, i) => (
            <li key={step.id}>
              <StepEditor
                plan={draft}
                step={step}
                may={may}
                set={(next) => setStep(i, next)}
                starts={() => toggleStart(step.id)}
                remove={() => removeStep(step.id)}
              />
            </li>
          ))}
        </ol>
      </section>
      <ClockEditor plan={draft} may={may} set={set} sourceOf={sourceOf} />
      <DutyEditor plan={draft} may={may} set={set} />
      <PhoneEditor plan={draft} may={may} set={set} />
      <DocumentEditor plan={draft} may={may} set={set} />
      <Json draft={draft} may={may} take={setDraft} />
      {may && (
        <section className={changed ? "panel plan-save is-changed" : "panel plan-save"}>
          <input
            className="filter-text"
            placeholder={t("emergency.planComment")}
            aria-label={t("emergency.planComment")}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
          <Button
            type="primary"
            whyNot={
              !changed
                ? t("emergency.planUnchanged")
                : comment.trim() === ""
                  ? t("emergency.planComment")
                  : undefined
            }
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t("emergency.planSave", { n: newest.version + 1 })}
          </Button>
          {save.error && (
            <div className="beside-error" role="alert">
              {advice(save.error)}
              <ul>
                {save.error instanceof Trouble &&
                  save.error.errors.map(({ path, message }) => (
                    <li key={path + message}>
                      {nameOfPath(path)} {message}
                    </li>
                  ))}
              </ul>
            </div>
          )}
        </section>
      )}
      <section className="panel">
        <div className="panel-head">
          <h2>{t("emergency.planVersions")}</h2>
        </div>
        <ul className="plan-clocks">
          {versions.map((version) => (
            <li key={version.version}>
              <strong>
                {version.version === 0
                  ? t("emergency.planLibrary")
                  : t("emergency.planVersion", { n: version.version })}
              </strong>
              <span className="soft">
                {version.comment}
                {version.version > 0 && (
                  <span className="faint">
                    {" "}
                    {nameOf(version.by)} · <When at={version.at} />
                  </span>
                )}
              </span>
              {may && (
                <Button size="small" onClick={() => setDraft(version.plan)}>
                  {t("emergency.planRestore")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <div className="plan-form">
          <h3>{t("emergency.planSources")}</h3>
          <ul className="soft">
            {draft.sources.map((source) => (
              <li key={source}>{sourceOf(source)}</li>
            ))}
          </ul>
        </div>
      </section>
    </>
  );
}

/** Everything, for who knows it; checked by the server when it is saved. */
function Json({
  draft,
  may,
  take,
}: {
  draft: PlanDraft;
  may: boolean;
  take: (draft: PlanDraft) => void;
}): ReactNode {
  const t = useWords();
  const [words, setWords] = useState("");
  const [trouble, setTrouble] = useState("");
  useEffect(() => setWords(JSON.stringify(draft, null, 2)), [draft]);
  return (
    <details className="panel fold">
      <summary>
        <h2>{t("emergency.advanced")}</h2>
      </summary>
      <div className="plan-form">
        <p className="faint">{t("emergency.advancedHint")}</p>
        <textarea
          className="text-area plan-json"
          rows={18}
          spellCheck={false}
          readOnly={!may}
          aria-label={t("emergency.advanced")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {may && (
          <Button
            onClick={() => {
              try {
                take(JSON.parse(words) as PlanDraft);
                setTrouble("");
              } catch (error) {
                setTrouble(t("emergency.notJson", { why: error instanceof Error ? error.message : "" }));
              }
            }}
          >
            {t("emergency.useJson")}
          </Button>
        )}
        {trouble && (
          <span className="beside-error" role="alert">
            {trouble}
          </span>
        )}
      </div>
    </details>
  );
}
