import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { LifecycleScenarioView, PlanChanged, PlanView } from "../../../../../api/contract/index.ts";
import { call } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage } from "../../app/session.ts";
import { useTimeZone } from "../../app/site.ts";
import { pick, stampText } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { planQuery, scenariosQuery } from "./api.ts";
import { Board, type Move } from "./board.tsx";
import { Bars, Lines } from "./charts.tsx";
import { Reports, ScenarioSelect } from "./scenario-bar.tsx";
import { ScenarioForm } from "./scenario-form.tsx";
import { percentText, useAxisMoney, useMoney } from "./words.ts";

/** One scenario's plan: totals, curves, and the board on which years are moved. */
export function PlanTab({
  scenario: wanted,
  choose,
}: {
  scenario: string | undefined;
  choose: (id: string) => void;
}): ReactNode {
  const t = useWords();
  const may = useMayManage();
  const queries = useQueryClient();
  const { data: scenarios, error, refetch } = useQuery(scenariosQuery);
  const [editing, setEditing] = useState<"new" | "this" | undefined>(undefined);
  const chosen = scenarios?.find(({ id }) => id === wanted) ?? scenarios?.[0];
  const make = useMutation({
    mutationFn: (id: string) => call<PlanView>("POST", `/api/lifecycle/scenarios/${id}/plan`),
    onSuccess: (plan) => {
      queries.setQueryData(planQuery(plan.scenario).queryKey, plan);
      void queries.invalidateQueries({ queryKey: scenariosQuery.queryKey });
    },
  });
  if (error && !scenarios) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!scenarios) return <Waiting lines={10} />;
  const close = (made?: LifecycleScenarioView) => {
    setEditing(undefined);
    if (!made) return;
    void queries.invalidateQueries({ queryKey: scenariosQuery.queryKey });
    choose(made.id);
    make.mutate(made.id);
  };
  return (
    <>
      <div className="lc-bar">
        {chosen && <ScenarioSelect scenarios={scenarios} chosen={chosen.id} choose={choose} />}
        {may && chosen && <Button onClick={() => setEditing("this")}>{t("lifecycle.editScenario")}</Button>}
        {may && <Button onClick={() => setEditing("new")}>{t("lifecycle.newScenario")}</Button>}
        <span className="lc-gap" />
        {may && chosen && (
          <Button
            type={chosen.plan ? "default" : "primary"}
            loading={make.isPending}
            onClick={() => make.mutate(chosen.id)}
          >
            {t(
              make.isPending
                ? "lifecycle.making"
                : chosen.plan
                  ? "lifecycle.makeAgain"
                  : "lifecycle.makePlan",
            )}
          </Button>
        )}
        {chosen?.plan && (
          <Reports
            scenario={chosen}
            beside={scenarios.filter(({ id, plan }) => id !== chosen.id && plan).map(({ id }) => id)}
          />
        )}
      </div>
      {make.error && <TroubleNote error={make.error} />}
      {chosen ? <Plan scenario={chosen} may={may} /> : <Quiet>{t("lifecycle.noScenario")}</Quiet>}
      {editing && <ScenarioForm scenario={editing === "this" ? chosen : undefined} close={close} />}
    </>
  );
}

function Plan({ scenario, may }: { scenario: LifecycleScenarioView; may: boolean }): ReactNode {
  const t = useWords();
  // A scenario that has no plan yet is not asked for one.
  const planned = scenario.plan !== null;
  const { data: plan, error, refetch, isPending } = useQuery({ ...planQuery(scenario.id), enabled: planned });
  const queries = useQueryClient();
  const move = useMutation({
    mutationFn: async (asked: Move) => {
      // Undo comes from a notice that was made before the move: the newest version is what it takes back.
      const known = queries.getQueryData(scenariosQuery.queryKey)?.find(({ id }) => id === scenario.id);
      const expected = (known ?? scenario).version;
      const path = `/api/lifecycle/scenarios/${scenario.id}/moves`;
      return "takeBack" in asked
        ? call<PlanChanged>("DELETE", `${path}?asset=${encodeURIComponent(asked.asset)}&expected=${expected}`)
        : call<PlanChanged>("POST", path, { expected, why: "", ...asked });
    },
    onSuccess: ({ plan: next, scenario: changed }) => {
      queries.setQueryData(planQuery(scenario.id).queryKey, next);
      queries.setQueryData(scenariosQuery.queryKey, (before) =>
        before?.map((each) => (each.id === changed.id ? changed : each)),
      );
    },
    onError: () => void queries.invalidateQueries({ queryKey: ["lifecycle"] }),
  });
  if (error && plan === undefined) return <TroubleNote error={error} again={() => void refetch()} />;
  if (isPending && planned) return <Waiting lines={10} />;
  if (!plan) return <Quiet>{t("lifecycle.noPlan")}</Quiet>;
  return (
    <>
      {plan.scenarioVersion !== scenario.version && <p className="lc-note">{t("lifecycle.outdated")}</p>}
      {move.error && <TroubleNote error={move.error} />}
      <PlanFacts plan={plan} />
      <PlanCharts plan={plan} />
      <Board
        plan={plan}
        busy={move.isPending}
        {...(may ? { move: (asked: Move) => move.mutateAsync(asked) } : {})}
      />
    </>
  );
}

function PlanFacts({ plan }: { plan: PlanView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const money = useMoney();
  const last = plan.totals.at(-1);
  const sum = (of: (year: PlanView["totals"][number]) => number) =>
    plan.totals.reduce((total, year) => total + of(year), 0);
  // Proven is what the solver chose; with a year set by hand nobody has proven the rest.
  const moved = plan.lines.filter(({ reason }) => reason === "moved").length;
  const facts: [string, ReactNode][] = [
    [t("lifecycle.total"), money(sum(({ costCny }) => costCny))],
    [t("lifecycle.pieces"), sum(({ count }) => count)],
    [t("lifecycle.unfunded"), plan.lines.filter(({ reason }) => reason === "unfunded").length],
    [t("lifecycle.fciEnd"), last ? percentText(last.fci) : "—"],
    [t("lifecycle.boughtDown"), money(plan.lines.reduce((total, line) => total + line.boughtDownCny, 0))],
    [t("lifecycle.saves"), money(plan.solver.valueCny)],
  ];
  return (
    <>
      <dl className="lc-facts panel">
        {facts.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="faint lc-quality">
        {t(`lifecycle.quality.${moved > 0 ? "moved" : plan.solver.status}`, {
          n: moved,
          gap: percentText(Math.max(0, plan.solver.gap)),
          greedy: money(plan.solver.greedyCny),
        })}{" "}
        {t("lifecycle.madeAt", { at: stampText(plan.madeAt, lang, timeZone) })}
      </p>
    </>
  );
}

export function PlanCharts({ plan }: { plan: PlanView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const axis = useAxisMoney();
  const years = plan.totals.map(({ year }) => year);
  const caps = plan.totals.map((_, y) => {
    const all = plan.sources.map(({ capCny }) => capCny[y] ?? null);
    return all.some((cap) => cap === null) ? null : all.reduce<number>((sum, cap) => sum + (cap ?? 0), 0);
  });
  return (
    <div className="lc-charts">
      <section className="panel">
        <h2>{t("lifecycle.costChart")}</h2>
        <Bars
          title={t("lifecycle.costChart")}
          labels={years}
          series={plan.sources.map(({ id, name }) => ({
            name: pick(name, lang),
            values: plan.totals.map(({ bySource }) => bySource[id] ?? 0),
          }))}
          caps={caps}
          capName={t("lifecycle.cap")}
          over={plan.totals.flatMap(({ over }, i) => (Object.keys(over).length > 0 ? [i] : []))}
          write={axis}
        />
      </section>
      <section className="panel">
        <h2>{t("lifecycle.fciChart")}</h2>
        <Lines
          title={t("lifecycle.fciChart")}
          labels={years}
          series={[{ name: "FCI", values: plan.totals.map(({ fci }) => fci) }]}
          limits={[
            { at: 0.05, name: t("lifecycle.fciBand.fair") },
            { at: 0.1, name: t("lifecycle.fciBand.poor") },
            { at: 0.3, name: t("lifecycle.fciBand.critical") },
          ]}
          write={percentText}
        />
      </section>
      <section className="panel">
        <h2>{t("lifecycle.riskChart")}</h2>
        <Lines
          title={t("lifecycle.riskChart")}
          labels={years}
          series={[
            { name: t("lifecycle.tab.plan"), values: plan.totals.map(({ riskCny }) => riskCny) },
            {
              name: t("lifecycle.without"),
              values: plan.totals.map(({ riskWithoutCny }) => riskWithoutCny),
              dashed: true,
            },
          ]}
          write={axis}
        />
      </section>
    </div>
  );
}
