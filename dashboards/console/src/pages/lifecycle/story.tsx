import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { AssetStoryView } from "../../../../../api/contract/index.ts";
import { Trouble } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct, useMayManage, useMaySteer } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { Quiet, Shape, TroubleNote, Waiting } from "../../parts/index.ts";
import { storyQuery } from "./api.ts";
import { Bars, Lines } from "./charts.tsx";
import { EvidenceTable } from "./evidence.tsx";
import { EvidenceForm } from "./evidence-form.tsx";
import { Grade } from "./grade.tsx";
import { LedgerForm } from "./ledger-form.tsx";
import { RegisterForm } from "./register-form.tsx";
import { Timeline } from "./timeline.tsx";
import { RepairOrReplace, WhatIf } from "./what-if.tsx";
import { percentText, useAxisMoney, useMoney, yearsText } from "./words.ts";
import "./lifecycle.css";

const route = getRouteApi("/inside/lifecycle/assets/$id");

/** One asset's life: how it is, how long it may go on, what it costs, what happened to it. */
export function StoryPage(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { id } = route.useParams();
  const mayAct = useMayAct();
  const maySteer = useMaySteer();
  const mayManage = useMayManage();
  const { data: story, error, refetch } = useQuery(storyQuery(id));
  const [open, setOpen] = useState<"ledger" | "register" | "evidence" | undefined>(undefined);
  if (error && !story)
    return error instanceof Trouble && error.status === 404 ? (
      <Quiet>
        {t("trouble.missingAsset")}{" "}
        <Link to="/lifecycle" className="link">
          {t("lifecycle.story.back")}
        </Link>
      </Quiet>
    ) : (
      <TroubleNote error={error} again={() => void refetch()} />
    );
  if (!story) return <Waiting lines={10} />;
  const { forecast } = story;
  return (
    <div className="lc">
      <div className="lc-head">
        <div>
          <Link to="/lifecycle" className="link faint">
            {t("lifecycle.story.back")}
          </Link>
          <h1>{pick(story.name, lang)}</h1>
          <p className="soft">
            {pick(story.typeLabel, lang)}
            {story.building ? ` · ${pick(story.building, lang)}` : ""} ·{" "}
            {story.ageYears === null
              ? t("lifecycle.story.ageUnknown")
              : t("lifecycle.story.ageOf", {
                  age: yearsText(story.ageYears),
                  life: yearsText(story.life.value),
                })}{" "}
            ·{" "}
            <Link to="/assets/$id" params={{ id }} className="link">
              {t("lifecycle.story.live")}
            </Link>
          </p>
        </div>
        <div className="lc-buttons">
          {mayAct && <Button onClick={() => setOpen("evidence")}>{t("lifecycle.story.addEvidence")}</Button>}
          {maySteer && (
            <Button onClick={() => setOpen("register")}>{t("lifecycle.story.editRegister")}</Button>
          )}
          {mayManage && <Button onClick={() => setOpen("ledger")}>{t("lifecycle.story.editLedger")}</Button>}
        </div>
      </div>
      {forecast?.must && (
        <p className="lc-note">
          <Shape priority="high" size={12} />{" "}
          {t("lifecycle.story.must", { day: forecast.must.day, basis: pick(forecast.must.basis, lang) })}
        </p>
      )}
      {!forecast && <p className="lc-note">{t("lifecycle.story.noPrice")}</p>}
      <div className="lc-storygrid">
        <div className="lc-column">
          {forecast && (
            <section className="panel lc-path" aria-labelledby="lc-cond">
              <h2 id="lc-cond">{t("lifecycle.condition")}</h2>
              <EvidenceTable condition={forecast.condition} />
            </section>
          )}
          <Gauges story={story} />
          <Facts story={story} />
          {story.plans.length > 0 && (
            <section className="panel lc-path" aria-labelledby="lc-plans">
              <h2 id="lc-plans">{t("lifecycle.story.plans")}</h2>
              <ul className="lc-list">
                {story.plans.map((plan) => (
                  <li key={plan.scenario}>
                    <Link to="/lifecycle" search={{ tab: "plan", scenario: plan.scenario }} className="link">
                      <strong>{pick(plan.name, lang)}</strong>
                    </Link>{" "}
                    <span className="num">{plan.year ?? t("lifecycle.notPlanned")}</span>
                    <div className="soft">{pick(plan.says, lang)}</div>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <div className="lc-column">
          {forecast && <Remaining forecast={forecast} />}
          {forecast && <Costs story={story} forecast={forecast} />}
          <Spent story={story} />
          {forecast && <RepairOrReplace asset={story.asset} />}
          {forecast && <WhatIf asset={story.asset} price={forecast.replacement.value} />}
        </div>
      </div>
      <Timeline story={story} />
      {open === "ledger" && <LedgerForm story={story} close={() => setOpen(undefined)} />}
      {open === "register" && <RegisterForm story={story} close={() => setOpen(undefined)} />}
      {open === "evidence" && <EvidenceForm story={story} close={() => setOpen(undefined)} />}
    </div>
  );
}

type Forecast = NonNullable<AssetStoryView["forecast"]>;

/** The years that are left as a falling curve, never as one date. */
function Remaining({ forecast }: { forecast: Forecast }): ReactNode {
  const t = useWords();
  return (
    <section className="panel lc-path" aria-labelledby="lc-left">
      <h2 id="lc-left">{t("lifecycle.story.remaining")}</h2>
      <p>
        <strong className="num">{t("lifecycle.story.halfBy", { n: yearsText(forecast.p50) })}</strong>{" "}
        <span className="soft">
          {t("lifecycle.leftBand", { low: yearsText(forecast.p10), high: yearsText(forecast.p90) })}
        </span>
      </p>
      <Lines
        title={t("lifecycle.story.survivors")}
        across={t("lifecycle.story.yearsFromNow")}
        labels={forecast.survivors.map((_, k) => k)}
        series={[{ name: t("lifecycle.story.survivors"), values: forecast.survivors }]}
        limits={[{ at: 0.5, name: "50 %" }]}
        top={1}
        write={percentText}
      />
      <p className="faint">
        {t("lifecycle.story.shiftHint", {
          hazard: forecast.hazard.toFixed(2),
          pace: forecast.pace.toFixed(2),
        })}{" "}
        Weibull η {forecast.fit.eta.toFixed(1)}, β {forecast.fit.beta.toFixed(1)},{" "}
        {t(`lifecycle.from.${forecast.fit.from}`)}
      </p>
    </section>
  );
}

/** What keeping it costs, of what, against a new one: where the curves cross, it is time. */
function Costs({ story, forecast }: { story: AssetStoryView; forecast: Forecast }): ReactNode {
  const t = useWords();
  const money = useMoney();
  const axis = useAxisMoney();
  const years = forecast.keep.map((_, k) => story.firstYear + k);
  return (
    <section className="panel lc-path" aria-labelledby="lc-costs">
      <h2 id="lc-costs">{t("lifecycle.story.costs")}</h2>
      <Bars
        title={t("lifecycle.story.costs")}
        labels={years}
        series={[
          { name: t("lifecycle.story.repair"), values: forecast.repair },
          { name: t("lifecycle.story.riskPart"), values: forecast.risk },
          { name: t("lifecycle.story.renewal"), values: forecast.renewal },
          ...(forecast.obsolescence.some((cny) => cny > 0)
            ? [{ name: t("lifecycle.story.obsolescence"), values: forecast.obsolescence }]
            : []),
        ]}
        caps={forecast.newPerYear}
        capName={t("lifecycle.story.fresh")}
        write={axis}
      />
      <p className="soft">
        {t("lifecycle.story.costsHint", { cny: money(forecast.newPerYear[0]), years: forecast.newLifeYears })}{" "}
        {t("lifecycle.best")}: <strong className="num">{forecast.bestYear ?? t("lifecycle.never")}</strong>
      </p>
    </section>
  );
}

function Spent({ story }: { story: AssetStoryView }): ReactNode {
  const t = useWords();
  const money = useMoney();
  const axis = useAxisMoney();
  if (story.costByYear.length === 0) return null;
  return (
    <section className="panel lc-path" aria-labelledby="lc-spent">
      <h2 id="lc-spent">{t("lifecycle.story.spent")}</h2>
      <Bars
        title={t("lifecycle.story.spent")}
        labels={story.costByYear.map(({ year, failures }) =>
          failures > 0 ? `${year} (${failures})` : String(year),
        )}
        series={[{ name: t("lifecycle.cost"), values: story.costByYear.map(({ cny }) => cny) }]}
        write={axis}
      />
      <p className="faint">
        (n): {t("lifecycle.story.failures")}
        {story.runningCnyPerYear > 0
          ? ` · ${t("lifecycle.story.running", { cny: money(story.runningCnyPerYear) })}`
          : ""}
      </p>
    </section>
  );
}

/** What was measured, with the line that must not be crossed. */
function Gauges({ story }: { story: AssetStoryView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const shown = story.gauges
    .map((gauge) => ({ gauge, values: story.measured.filter((each) => each.gauge === gauge.id).slice(-30) }))
    .filter(({ values }) => values.length >= 2);
  if (shown.length === 0) return null;
  return (
    <section className="panel lc-path" aria-labelledby="lc-gauges">
      <h2 id="lc-gauges">{t("lifecycle.story.measured")}</h2>
      {shown.map(({ gauge, values }) => (
        <div key={gauge.id}>
          <Lines
            title={pick(gauge.label, lang)}
            across={t("lifecycle.story.day")}
            labels={values.map(({ at }) => new Date(at).toISOString().slice(0, 10))}
            series={[
              {
                name: `${pick(gauge.label, lang)} (${gauge.unit})`,
                values: values.map(({ value }) => value),
              },
            ]}
            limits={[{ at: gauge.limits[2] ?? 0, name: t("lifecycle.story.limit") }]}
            write={(value) => String(Math.round(value * 10) / 10)}
          />
          <p className="faint">
            {values.some(({ points }) => points.length > 0) && (
              <>
                <Link
                  to="/trends"
                  search={{
                    points: (values.at(-1)?.points ?? []).join(","),
                    from: (values[0]?.at ?? 0) - 86_400_000,
                    to: (values.at(-1)?.at ?? 0) + 86_400_000,
                  }}
                  className="link"
                  aria-label={t("lifecycle.trendOf", { name: pick(gauge.label, lang) })}
                >
                  {t("lifecycle.trend")}
                </Link>{" "}
                ·{" "}
              </>
            )}
            {gauge.source}
          </p>
        </div>
      ))}
    </section>
  );
}

function Facts({ story }: { story: AssetStoryView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  const { register, ledger, forecast, criticality } = story;
  const facts: [string, ReactNode][] = [
    [t("lifecycle.story.facts.make"), register.make],
    [t("lifecycle.story.facts.model"), register.model],
    [t("lifecycle.story.facts.serial"), register.serial],
    [t("lifecycle.story.facts.installed"), register.installed],
    [t("lifecycle.story.facts.warranty"), register.warrantyUntil],
    [t("lifecycle.story.facts.purchase"), register.purchaseCny === null ? null : money(register.purchaseCny)],
    [
      t("lifecycle.story.facts.replacement"),
      forecast ? (
        <>
          {money(forecast.replacement.value)}{" "}
          <span className="faint">{pick(forecast.replacement.source, lang)}</span>
        </>
      ) : null,
    ],
    [
      t("lifecycle.story.facts.life"),
      <>
        {t("lifecycle.years", { n: yearsText(story.life.value) })}{" "}
        <span className="faint">{pick(story.life.source, lang)}</span>
      </>,
    ],
    [t("lifecycle.story.facts.consequence"), forecast ? money(forecast.consequenceCny) : null],
    [
      t("lifecycle.story.facts.criticality"),
      criticality
        ? t("lifecycle.story.facts.grades", {
            people: criticality.people,
            service: criticality.service,
            law: criticality.law,
            money: criticality.money,
          })
        : null,
    ],
    [t("lifecycle.story.field.note"), ledger.note ?? null],
  ];
  const files = [...ledger.documents, ...ledger.photos];
  return (
    <section className="panel lc-path" aria-labelledby="lc-ledger">
      <h2 id="lc-ledger">{t("lifecycle.story.ledger")}</h2>
      <dl className="lc-ledger">
        {facts
          .filter(([, value]) => value !== null && value !== undefined)
          .map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {forecast && (
        <p className="soft">
          <Grade grade={forecast.condition.index} /> ×{" "}
          {criticality
            ? Math.max(criticality.people, criticality.service, criticality.law, criticality.money)
            : 2}{" "}
          → {t(`lifecycle.band.${forecast.riskBand}`)}
        </p>
      )}
      {files.length > 0 && (
        <ul className="lc-files">
          {files.map((file) => (
            <li key={file.id}>
              <a className="link" href={`/api/files/${file.id}`} target="_blank" rel="noreferrer">
                {file.name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
