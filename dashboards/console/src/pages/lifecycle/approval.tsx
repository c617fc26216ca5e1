import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Checkbox, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { ApprovalView } from "../../../../../api/contract/index.ts";
import { call } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage } from "../../app/session.ts";
import { useTimeZone } from "../../app/site.ts";
import { datesSaid, dateText, pick, sortableText } from "../../laws/index.ts";
import { serverNow } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon, Quiet, ReadOnly, Shape, TroubleNote, Waiting } from "../../parts/index.ts";
import { approvalPath, approvalQuery, scenariosQuery } from "./api.ts";
import { NumberField, WordsField } from "./field.tsx";
import { ScenarioSelect } from "./scenario-bar.tsx";

type Ballot = NonNullable<ApprovalView["ballot"]>;

/** The way to the special maintenance fund: what has to be done by when, with which papers, and the count of the vote. */
export function ApprovalTab({
  scenario: wanted,
  choose,
}: {
  scenario: string | undefined;
  choose: (id: string) => void;
}): ReactNode {
  const t = useWords();
  const { data: scenarios, error, refetch } = useQuery(scenariosQuery);
  if (error && !scenarios) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!scenarios) return <Waiting lines={8} />;
  const chosen = scenarios.find(({ id }) => id === wanted) ?? scenarios[0];
  if (!chosen) return <Quiet>{t("lifecycle.noScenario")}</Quiet>;
  return (
    <>
      <div className="lc-bar">
        <ScenarioSelect scenarios={scenarios} chosen={chosen.id} choose={choose} />
      </div>
      <Path key={chosen.id} id={chosen.id} />
    </>
  );
}

function Path({ id }: { id: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const timeZone = useTimeZone();
  const may = useMayManage();
  const queries = useQueryClient();
  const { data: approval, error, refetch } = useQuery(approvalQuery(id));
  const put = useMutation({
    mutationFn: (
      change: Partial<Pick<ApprovalView, "route" | "startOn" | "ballot">> & {
        done?: Record<string, { on: string; note: string }>;
      },
    ) =>
      call<ApprovalView>("PUT", approvalPath(id), {
        expected: approval?.version ?? 0,
        route: approval?.route ?? "vote",
        startOn: approval?.startOn ?? "",
        ballot: approval?.ballot ?? null,
        done: doneOf(approval),
        ...change,
      }),
    onSuccess: (next) => queries.setQueryData(approvalQuery(id).queryKey, next),
  });
  if (error && !approval) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!approval) return <Waiting lines={8} />;
  const colon = lang === "zh" ? "：" : ": ";
  const today = sortableText(serverNow(), timeZone).slice(0, 10);
  return (
    <>
      {put.error && <TroubleNote error={put.error} again={() => void refetch()} />}
      <section className="panel lc-path">
        <ReadOnly may={may} needs="manager" />
        <div className="lc-bar">
          <Segmented
            aria-label={t("lifecycle.approval.route")}
            disabled={!may}
            value={approval.route}
            options={(["vote", "emergency"] as const).map((value) => ({
              value,
              label: t(`lifecycle.approval.${value}`),
            }))}
            onChange={(route) => put.mutate({ route })}
          />
          <WordsField
            type="date"
            label={t("lifecycle.approval.start")}
            value={approval.startOn}
            set={(startOn) => {
              if (may && /^\d{4}-\d\d-\d\d$/.test(startOn)) put.mutate({ startOn });
            }}
          />
        </div>
        <ol className="lc-steps">
          {approval.steps.map((step) => {
            const late = !step.done && step.dueOn < today;
            return (
              <li key={step.id} className={step.done ? "is-done" : ""}>
                <Checkbox
                  disabled={!may || put.isPending}
                  checked={step.done !== null}
                  aria-label={pick(step.title, lang)}
                  onChange={(event) => {
                    const { [step.id]: _, ...others } = doneOf(approval);
                    put.mutate({
                      done: event.target.checked ? { ...others, [step.id]: { on: today, note: "" } } : others,
                    });
                  }}
                />
                <div>
                  <strong>{pick(step.title, lang)}</strong>
                  <div className="soft">
                    {t("lifecycle.approval.papers")}
                    {colon}
                    {step.papers.map((paper) => pick(paper, lang)).join(lang === "zh" ? "、" : ", ")}
                  </div>
                  <div className="faint">
                    {t("lifecycle.approval.basis")}
                    {colon}
                    {pick(step.basis, lang)}
                  </div>
                </div>
                <span className={`num${late ? " lc-late" : " faint"}`}>
                  {step.done ? (
                    <>
                      <Icon name="check" size={14} />{" "}
                      {t("lifecycle.approval.doneOn", {
                        day: dateText(step.done.on, lang),
                        by: nameOf(step.done.by),
                      })}
                    </>
                  ) : (
                    <>
                      {late && <Shape priority="high" size={10} />}{" "}
                      {t("lifecycle.approval.due", { day: dateText(step.dueOn, lang) })}
                    </>
                  )}
                </span>
              </li>
            );
          })}
        </ol>
      </section>
      {approval.route === "vote" && (
        <BallotForm
          approval={approval}
          may={may}
          busy={put.isPending}
          count={(ballot) => put.mutate({ ballot })}
        />
      )}
    </>
  );
}

const doneOf = (approval: ApprovalView | undefined): Record<string, { on: string; note: string }> =>
  Object.fromEntries(
    (approval?.steps ?? []).flatMap(({ id, done }) => (done ? [[id, { on: done.on, note: done.note }]] : [])),
  );

const empty: Ballot = { heads: 0, areaM2: 0, headsVoting: 0, areaVotingM2: 0, headsFor: 0, areaForM2: 0 };

function BallotForm({
  approval,
  may,
  busy,
  count,
}: {
  approval: ApprovalView;
  may: boolean;
  busy: boolean;
  count: (ballot: Ballot) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [ballot, setBallot] = useState<Ballot>(approval.ballot ?? empty);
  const field = (key: keyof Ballot, side: "heads" | "area", which: "all" | "voting" | "agreed") => (
    <NumberField
      label={
        lang === "zh"
          ? `${t(`lifecycle.approval.${side}`)}：${t(`lifecycle.approval.${which}`)}`
          : `${t(`lifecycle.approval.${side}`)}, ${t(`lifecycle.approval.${which}`)}`
      }
      value={ballot[key]}
      set={(value) => setBallot({ ...ballot, [key]: value ?? 0 })}
    />
  );
  return (
    <section className="panel lc-path" aria-labelledby="lc-ballot">
      <h2 id="lc-ballot">{t("lifecycle.approval.ballot")}</h2>
      <div className="lc-three">
        {field("heads", "heads", "all")}
        {field("headsVoting", "heads", "voting")}
        {field("headsFor", "heads", "agreed")}
        {field("areaM2", "area", "all")}
        {field("areaVotingM2", "area", "voting")}
        {field("areaForM2", "area", "agreed")}
      </div>
      {approval.result && (
        <p className="lc-result">
          {approval.result.passed ? <Icon name="check" size={16} /> : <Shape priority="high" size={12} />}{" "}
          {datesSaid(pick(approval.result.says, lang), lang)}
        </p>
      )}
      {may && (
        <div>
          <Button type="primary" loading={busy} onClick={() => count(ballot)}>
            {t("lifecycle.approval.count")}
          </Button>
        </div>
      )}
    </section>
  );
}
