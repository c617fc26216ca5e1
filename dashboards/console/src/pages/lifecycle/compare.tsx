import { useQuery } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import type { LifecycleScenarioView, PlanSummary } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { assumptionsQuery, scenariosQuery } from "./api.ts";
import { Lines } from "./charts.tsx";
import { percentText, useAxisMoney, useMoney } from "./words.ts";

type Asked = LifecycleScenarioView["scenario"];

/** What each scenario was asked with, above what came of it. */
function Asked({
  word,
  planned,
  children,
}: {
  word: string;
  planned: readonly { readonly id: string; readonly scenario: Asked }[];
  children: (asked: Asked) => string;
}): ReactNode {
  return (
    <tr>
      <th scope="row">{word}</th>
      {planned.map(({ id, scenario }) => (
        <td key={id} className="soft">
          {children(scenario)}
        </td>
      ))}
    </tr>
  );
}

/** Scenarios side by side: figures with their difference to the first, and their curves over each other. */
export function CompareTab({ open }: { open: (id: string) => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  const axis = useAxisMoney();
  const { data: scenarios, error, refetch } = useQuery(scenariosQuery);
  const { data: assumed } = useQuery(assumptionsQuery);
  if (error && !scenarios) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!scenarios) return <Waiting lines={8} />;
  const planned = scenarios.flatMap(({ id, scenario, plan }) =>
    plan ? [{ id, name: pick(scenario.name, lang), scenario, plan }] : [],
  );
  const first = planned[0];
  if (!first || planned.length < 2)
    return <Quiet>{t(first ? "lifecycle.compareNone" : "lifecycle.noScenario")}</Quiet>;
  const rows: [string, (plan: PlanSummary) => number, (value: number) => string][] = [
    [t("lifecycle.total"), ({ costCny }) => costCny, money],
    [t("lifecycle.pieces"), ({ count }) => count, String],
    [t("lifecycle.unfunded"), ({ unfunded }) => unfunded, String],
    [t("lifecycle.fciEnd"), ({ totals }) => totals.at(-1)?.fci ?? 0, percentText],
    [t("lifecycle.boughtDown"), ({ boughtDownCny }) => boughtDownCny, money],
    [t("lifecycle.saves"), ({ solver }) => solver.valueCny, money],
  ];
  const signed = (value: number, write: (value: number) => string) =>
    value === 0 ? "" : `${value > 0 ? "+" : "−"}${write(Math.abs(value))}`;
  const from = Math.min(...planned.map(({ plan }) => plan.totals[0]?.year ?? 9999));
  const to = Math.max(...planned.map(({ plan }) => plan.totals.at(-1)?.year ?? 0));
  const years = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const curves = (of: (year: PlanSummary["totals"][number]) => number) =>
    planned.map(({ name, plan }) => ({
      name,
      // A scenario that begins later has a gap before it.
      values: years.map((year) => {
        const found = plan.totals.find((each) => each.year === year);
        return found ? of(found) : null;
      }),
    }));
  const sources = [...new Map(assumed?.assumptions.funding.map((source) => [source.id, source])).values()];
  const budgetText = (budget: Asked["budgets"][string] | undefined) =>
    budget === undefined
      ? t("lifecycle.form.noCap")
      : [
          budget.yearlyCapCny === null
            ? t("lifecycle.form.noCap")
            : t("lifecycle.asked.cap", { cny: money(budget.yearlyCapCny) }),
          ...(budget.openingCny === null
            ? []
            : [
                t("lifecycle.asked.fund", {
                  opening: money(budget.openingCny),
                  income: money(budget.incomeCny),
                }),
              ]),
        ].join(lang === "zh" ? "；" : "; ");
  return (
    <>
      <p className="faint">{t("lifecycle.compareHint")}</p>
      <section className="panel lc-scroll">
        <table className="rows lc-compare">
          <thead>
            <tr>
              <th scope="col">{t("lifecycle.scenario")}</th>
              {planned.map(({ id, name }) => (
                <th key={id} scope="col">
                  <button type="button" className="lc-sort link" onClick={() => open(id)}>
                    {name}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Asked word={t("lifecycle.asked.years")} planned={planned}>
              {({ firstYear, years: length }) => `${firstYear}–${firstYear + length - 1}`}
            </Asked>
            {sources.map(({ id: source, name }) => (
              <Asked key={source} word={pick(name, lang)} planned={planned}>
                {({ budgets }) => budgetText(budgets[source])}
              </Asked>
            ))}
            <Asked word={t("lifecycle.asked.defer")} planned={planned}>
              {({ deferYears }) =>
                deferYears > 0 ? t("lifecycle.years", { n: deferYears }) : t("lifecycle.asked.no")
              }
            </Asked>
            <Asked word={t("lifecycle.asked.rise")} planned={planned}>
              {({ priceRise }) =>
                priceRise === undefined ? t("lifecycle.asked.assumed") : percentText(priceRise)
              }
            </Asked>
            {rows.map(([word, of, write]) => (
              <tr key={word}>
                <th scope="row">{word}</th>
                {planned.map(({ id, plan }, i) => (
                  <td key={id} className="num">
                    {write(of(plan))}
                    {i > 0 && (
                      <span className="faint lc-difference" title={t("lifecycle.difference")}>
                        {signed(of(plan) - of(first.plan), write)}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="lc-charts">
        {(
          [
            [t("lifecycle.costChart"), curves(({ costCny }) => costCny), axis],
            [t("lifecycle.fciChart"), curves(({ fci }) => fci), percentText],
            [t("lifecycle.riskChart"), curves(({ riskCny }) => riskCny), axis],
          ] as const
        ).map(([title, series, write]) => (
          <Fragment key={title}>
            <section className="panel">
              <h2>{title}</h2>
              <Lines title={title} labels={years} series={series} write={write} />
            </section>
          </Fragment>
        ))}
      </div>
    </>
  );
}
