import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import type { PlanVersionView } from "../../../../../api/contract/index.ts";
import { Trouble } from "../../app/api.ts";
import { savePlan, versionsQuery } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage } from "../../app/session.ts";
import { useSite } from "../../app/site.ts";
import { pick } from "../../laws/index.ts";
import { TroubleNote, useAdvice, Waiting, When } from "../../parts/index.ts";
import { DutyEditor, PhoneEditor } from "./plan-lists.tsx";
import { Bilingual, StepEditor } from "./step-editor.tsx";
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
  const [draft, setDraft] = useState<PlanDraft>(newest.plan);
  const [comment, setComment] = useState("");
  const changed = JSON.stringify(draft) !== JSON.stringify(newest.plan);
  const save = useMutation({
    mutationFn: () => savePlan(site, draft.id, { plan: { ...draft }, over: newest.version, comment }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["plans"] }),
  });
  const set = (change: Partial<PlanDraft>) => setDraft((before) => ({ ...before, ...change }));
  const setStep = (i: number, step: PlanDraft["steps"][number]) =>
    set({ steps: draft.steps.map((one, at) => (at === i ? step : one)) });
  const removeStep = (id: string) => set({ steps: withoutStep(draft.steps, id) });
  const addStep = () => {
    const id = `step-${draft.steps.length + 1}-${Date.now().toString(36).slice(-4)}`;
    const step = {
      ...{ id, does: "task" as const, title: { en: "New task", zh: "新任务" }, duty: draft.commander },
      ...{ next: [], join: "each" as const, until: [], evidence: [], checklist: [] },
    };
    set({ steps: [...draft.steps, step], start: [...draft.start, id] });
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
          <fieldset disabled={!may}>
            <Bilingual label={t("emergency.name")} value={draft.title} set={(title) => set({ title })} />
            <Bilingual
              label={t("emergency.about")}
              value={draft.about}
              set={(about) => set({ about })}
              long
            />
          </fieldset>
          {!may && <p className="faint">{t("emergency.planMayNot")}</p>}
          <p className="faint">{t("emergency.planRunsKeep")}</p>
        </div>
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2>{t("emergency.steps")}</h2>
          {may && <Button onClick={addStep}>{t("emergency.addStep")}</Button>}
        </div>
        <ol className="plan-steps">
          {draft.steps.map((step, i) => (
            <li key={step.id}>
              <StepEditor
                plan={draft}
                step={step}
                may={may}
                set={(next) => setStep(i, next)}
                remove={() => removeStep(step.id)}
              />
            </li>
          ))}
        </ol>
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2>{t("emergency.clocks")}</h2>
        </div>
        <ul className="plan-clocks">
          {draft.clocks.map((clock, i) => (
            <li key={clock.id}>
              <span>{pick(clock.title, lang)}</span>
              <input
                className="filter-text roll-count"
                type="number"
                min={1}
                disabled={!may}
                aria-label={`${pick(clock.title, lang)}: ${t("emergency.minutes")}`}
                value={clock.minutes}
                onChange={(event) =>
                  set({
                    clocks: draft.clocks.map((one, at) =>
                      at === i ? { ...one, minutes: Number(event.target.value) } : one,
                    ),
                  })
                }
              />
              <span className="faint">
                {t("emergency.minutes")} · {clock.source}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <DutyEditor plan={draft} may={may} set={set} />
      <PhoneEditor plan={draft} may={may} set={set} />
      <Json draft={draft} may={may} take={setDraft} />
      {may && (
        <section className="panel plan-save">
          <input
            className="filter-text"
            placeholder={t("emergency.planComment")}
            aria-label={t("emergency.planComment")}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
          <Button
            type="primary"
            disabled={!changed || comment.trim() === ""}
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
                      <code>{path}</code>: {message}
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
                    {version.by} · <When at={version.at} />
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
              <li key={source}>{source}</li>
            ))}
          </ul>
        </div>
      </section>
    </>
  );
}

/** A step that goes takes the arrows to it with it. */
function withoutStep(steps: PlanDraft["steps"], id: string): PlanDraft["steps"] {
  const drop = (ids: string[]) => ids.filter((one) => one !== id);
  return steps
    .filter((step) => step.id !== id)
    .map((step) => {
      const next = { ...step, next: drop(step.next), until: drop(step.until) };
      if (next.does === "ask")
        return { ...next, answers: next.answers.map((answer) => ({ ...answer, next: drop(answer.next) })) };
      return next.does === "wait" || next.does === "command"
        ? { ...next, onTimeout: drop(next.onTimeout) }
        : next;
    });
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
