import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import type { RunSummary } from "../../../../../api/contract/index.ts";
import { runsQuery } from "../../app/emergencies-api.ts";
import { RunClock } from "../../app/emergency-bar.tsx";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import type { EmergencyTab } from "../../app/router.tsx";
import { useMaySteer } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { useRuns } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { DueIn, Quiet, TabBar, TroubleNote, Waiting, When } from "../../parts/index.ts";
import { Drills } from "./drills.tsx";
import { Plans } from "./plans.tsx";
import { StartForm } from "./start-form.tsx";
import "../alarms/alarms.css";
import "./emergencies.css";

/** What is under way, what was; the plan library; the drills. */
export function EmergenciesPage(): ReactNode {
  const t = useWords();
  const { tab } = useSearch({ from: "/inside/emergencies" });
  const maySteer = useMaySteer();
  const [starting, setStarting] = useState(false);
  const tabs: [EmergencyTab | undefined, string][] = [
    [undefined, t("emergency.tabRuns")],
    ["plans", t("emergency.tabPlans")],
    ["drills", t("emergency.tabDrills")],
  ];
  return (
    <div className="panel emergencies">
      <div className="panel-head">
        <h1>{t("emergency.title")}</h1>
        <TabBar label={t("emergency.title")}>
          {tabs.map(([to, name]) => (
            <Link
              key={to ?? "runs"}
              to="/emergencies"
              search={to ? { tab: to } : {}}
              className={tab === to ? "tab is-here" : "tab"}
              aria-current={tab === to ? "page" : undefined}
            >
              {name}
            </Link>
          ))}
        </TabBar>
        <Button
          type="primary"
          whyNot={maySteer ? undefined : t("emergency.mayNotStart")}
          onClick={() => setStarting(true)}
        >
          {t("emergency.start")}
        </Button>
      </div>
      {tab === "plans" ? <Plans /> : tab === "drills" ? <Drills /> : <Runs />}
      {starting && <StartForm close={() => setStarting(false)} />}
    </div>
  );
}

function Runs(): ReactNode {
  const t = useWords();
  const live = useRuns();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(runsQuery);
  const known = live.map(({ id }) => id).join();
  // One more or one fewer under way: the list of the past is another.
  useEffect(() => {
    void known;
    void queries.invalidateQueries({ queryKey: runsQuery.queryKey });
  }, [known, queries]);
  const past = data?.runs.filter(({ state }) => state === "stood-down") ?? [];
  return (
    <>
      {live.length === 0 ? (
        <Quiet>{t("emergency.none")}</Quiet>
      ) : (
        <ul className="run-list">
          {live.map((run) => (
            <li key={run.id}>
              <RunCard run={run} />
            </li>
          ))}
        </ul>
      )}
      <h2 className="sub-head">{t("emergency.past")}</h2>
      {error ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !data ? (
        <Waiting />
      ) : past.length === 0 ? (
        <Quiet>{t("emergency.noPast")}</Quiet>
      ) : (
        <Past runs={past} />
      )}
    </>
  );
}

function RunCard({ run }: { run: RunSummary }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <Link
      to="/emergencies/$id"
      params={{ id: run.id }}
      className={`run-card grade-${run.grade} is-${run.drill ? "drill" : "real"}`}
    >
      <span className="run-card-head">
        {run.drill && <span className="drill-mark">{t("emergency.drill")}</span>}
        <strong>{pick(run.title, lang)}</strong>
        <span className="faint">{t("emergency.grade", { grade: run.grade })}</span>
        <RunClock run={run} />
      </span>
      <span className="soft">{pick(run.where, lang)}</span>
      {run.triggers > 1 && <span className="faint">{t("emergency.merged", { n: run.triggers - 1 })}</span>}
      <span className="run-card-due">
        {run.state === "suspended" && <span>{t("emergency.state.suspended")}</span>}
        {run.due.slice(0, 3).map((due) => (
          <span key={due.step ?? "end"} className="run-card-step">
            <span>{pick(due.title, lang)}</span>
            {due.duty && <span className="faint">{pick(due.duty, lang)}</span>}
            {due.at !== null && <DueIn at={due.at} />}
          </span>
        ))}
      </span>
    </Link>
  );
}

function Past({ runs }: { runs: readonly RunSummary[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <div className="scrolls">
      <table className="rows runs-past">
        <thead>
          <tr>
            <th>{t("emergency.startPlan")}</th>
            <th>{t("emergency.where")}</th>
            <th>{t("emergency.since")}</th>
            <th>{t("emergency.length")}</th>
            <th>{t("emergency.score")}</th>
            <th>{t("emergency.report")}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td>
                {run.drill && <span className="drill-mark">{t("emergency.drill")}</span>}{" "}
                <Link to="/emergencies/$id" params={{ id: run.id }} className="link">
                  {pick(run.title, lang)}
                </Link>
              </td>
              <td>{pick(run.where, lang)}</td>
              <td>
                <When at={run.detectedAt} />
              </td>
              <td>
                <RunClock run={run} />
              </td>
              <td className="num">{run.score.percent === null ? "–" : `${run.score.percent} %`}</td>
              <td>
                <Link to="/emergencies/$id/report" params={{ id: run.id }} className="link">
                  {t("emergency.report")}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
