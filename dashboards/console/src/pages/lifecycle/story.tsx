import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Trouble } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct, useMayManage, useMaySteer } from "../../app/session.ts";
import { datesSaid, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, Shape, TroubleNote, Waiting } from "../../parts/index.ts";
import { storyQuery } from "./api.ts";
import { EvidenceTable } from "./evidence.tsx";
import { EvidenceForm } from "./evidence-form.tsx";
import { LedgerForm } from "./ledger-form.tsx";
import { RegisterForm } from "./register-form.tsx";
import { ConditionCurve, Costs, Gauges, Remaining, Spent } from "./story-charts.tsx";
import { LedgerFacts } from "./story-ledger.tsx";
import { Timeline } from "./timeline.tsx";
import { RepairOrReplace, WhatIf } from "./what-if.tsx";
import { yearsText } from "./words.ts";
import "./lifecycle.css";

const route = getRouteApi("/inside/lifecycle/assets/$id");

/** One asset's life: how it is, how long it may go on, what it costs, what happened to it. */
export function StoryPage(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { id } = route.useParams();
  const { quoted, order } = route.useSearch();
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
          <LedgerFacts story={story} />
          {forecast && (
            <RepairOrReplace asset={story.asset} quoted={quoted} order={order} key={`${quoted} ${order}`} />
          )}
          {forecast && <WhatIf asset={story.asset} price={forecast.replacement.value} />}
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
                    <div className="soft">{datesSaid(pick(plan.says, lang), lang)}</div>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <div className="lc-column">
          {forecast && <Remaining forecast={forecast} />}
          {forecast && <Costs story={story} forecast={forecast} />}
          <ConditionCurve story={story} />
          <Spent story={story} />
          <Gauges story={story} />
        </div>
      </div>
      <Timeline story={story} />
      {open === "ledger" && <LedgerForm story={story} close={() => setOpen(undefined)} />}
      {open === "register" && <RegisterForm story={story} close={() => setOpen(undefined)} />}
      {open === "evidence" && <EvidenceForm story={story} close={() => setOpen(undefined)} />}
    </div>
  );
}
