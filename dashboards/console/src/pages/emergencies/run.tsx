import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import type { RunView } from "../../../../../api/contract/index.ts";
import { runQuery } from "../../app/emergencies-api.ts";
import { RunClock } from "../../app/emergency-bar.tsx";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { useRuns } from "../../live/index.ts";
import { OnDuty, Quiet, TroubleNote, usePhone, Waiting } from "../../parts/index.ts";
import { Clocks } from "./clocks.tsx";
import { LivePlant } from "./live-plant.tsx";
import { PanelSays } from "./panel-says.tsx";
import { RunActs } from "./run-acts.tsx";
import { RunLog } from "./run-log.tsx";
import { RunTables } from "./run-tables.tsx";
import { StepCard } from "./step-card.tsx";
import "../alarms/alarms.css";
import "./emergencies.css";
import "./run.css";
import "./wall.css";

/** One emergency, or one drill, on a desk, a phone, or a wall that is read from five metres. */
export function RunPage(): ReactNode {
  const { id } = useParams({ from: "/inside/emergencies/$id" });
  const { wall } = useSearch({ from: "/inside/emergencies/$id" });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data: run, error, refetch } = useQuery(runQuery(id));
  const live = useRuns().find((each) => each.id === id);
  const sequence = live?.sequence;
  const under = live !== undefined;
  // The line told live counts the log: where it is another, the whole is asked for.
  useEffect(() => {
    void sequence;
    void under;
    void queries.invalidateQueries({ queryKey: runQuery(id).queryKey });
  }, [sequence, under, id, queries]);
  // A wall left on a drill shows what is real.
  const real = useRuns().find((each) => !each.drill && each.state === "running")?.id;
  const goes = wall && run?.state === "suspended" ? real : undefined;
  useEffect(() => {
    if (goes !== undefined)
      void navigate({ to: "/emergencies/$id", params: { id: goes }, search: { wall: true } });
  }, [goes, navigate]);
  if (error && !run) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!run) return <Waiting lines={8} />;
  return wall ? <Wall run={run} /> : <Desk run={run} />;
}

function Head({ run, children }: { run: RunView; children?: ReactNode }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  return (
    <header className={`run-head grade-${run.grade} is-${run.drill ? "drill" : "real"} is-${run.state}`}>
      {run.drill && <span className="drill-mark is-big">{t("emergency.drill")}</span>}
      <div className="run-what">
        <h1>{pick(run.title, lang)}</h1>
        <span className="soft">
          {pick(run.where, lang)} · {t("emergency.grade", { grade: run.grade })}
          {run.triggers > 1 && ` · ${t("emergency.merged", { n: run.triggers - 1 })}`}
        </span>
        <span className="faint">
          {t("emergency.leads")}
          {lang === "zh" ? "：" : ": "}
          {run.commander ? nameOf(run.commander) : pick(run.commandDuty, lang)}
          {run.scenario && ` · ${run.scenario}`}
        </span>
      </div>
      <div className="run-time">
        <RunClock run={run} />
        <span className="faint">{t("emergency.detected")}</span>
      </div>
      {children}
    </header>
  );
}

function Standing({ run }: { run: RunView }): ReactNode {
  const t = useWords();
  const real = useRuns().find((each) => !each.drill && each.state === "running");
  if (run.state === "suspended")
    return (
      <p className="run-says is-warn" role="alert">
        {t("emergency.suspended", {
          score:
            run.score.percent === null
              ? "–"
              : `${run.score.percent} % (${run.score.met}/${run.score.met + run.score.missed})`,
        })}{" "}
        {real && (
          <Link to="/emergencies/$id" params={{ id: real.id }} className="link">
            {t("emergency.toReal")}
          </Link>
        )}
      </p>
    );
  if (run.state === "stood-down")
    return (
      <p className="run-says">
        <strong>{t(`emergency.whyOver.${run.ended?.why ?? "over"}`)}</strong> ·{" "}
        {t("emergency.overSays", { words: run.ended?.words ?? "" })}{" "}
        <Link to="/emergencies/$id/report" params={{ id: run.id }} className="link">
          {t(run.review ? "emergency.report" : "emergency.writeReport")}
        </Link>
      </p>
    );
  return null;
}

/** What somebody must do, then what the plant must. */
const splitOpen = (run: RunView) => {
  const open = run.steps.filter((step) => step.is === "open" && step.waitingFor !== "time");
  const order = (due: number | null) => due ?? Number.MAX_SAFE_INTEGER;
  const sorted = open.toSorted((a, b) => Number(b.late) - Number(a.late) || order(a.due) - order(b.due));
  return {
    people: sorted.filter(({ waitingFor }) => waitingFor !== "plant" && waitingFor !== "effect"),
    plant: sorted.filter(({ waitingFor }) => waitingFor === "plant" || waitingFor === "effect"),
  };
};

function Desk({ run }: { run: RunView }): ReactNode {
  const t = useWords();
  const phone = usePhone();
  const { people, plant } = splitOpen(run);
  const running = run.state === "running";
  const lang = useLang();
  const maySteer = useMaySteer();
  const [next] = run.due;
  const due = (
    <section className="panel" aria-labelledby="due">
      <div className="panel-head">
        <h2 id="due">{t("emergency.dueNow")}</h2>
        <span className="num faint">{people.length}</span>
      </div>
      {people.length === 0 ? (
        <Quiet>
          {plant.length === 0 && next ? pick(next.title, lang) : t("emergency.nothingDue")}
          {plant.length === 0 && next && !maySteer && (
            <span className="soft"> · {t("emergency.standDownBy")}</span>
          )}
        </Quiet>
      ) : (
        <ul className="step-cards">
          {people.map((step) => (
            <li key={`${step.id}.${step.visit}`}>
              <StepCard run={run} step={step} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
  const waits = plant.length > 0 && (
    <section className="panel" aria-labelledby="waits">
      <div className="panel-head">
        <h2 id="waits">{t("emergency.waits")}</h2>
      </div>
      <ul className="step-cards">
        {plant.map((step) => (
          <li key={`${step.id}.${step.visit}`}>
            <StepCard run={run} step={step} />
          </li>
        ))}
      </ul>
    </section>
  );
  return (
    <div className={`run${run.drill ? " is-drill" : ""}`}>
      <Head run={run}>
        <RunActs run={run} />
      </Head>
      <Standing run={run} />
      {!phone && running && <OnDuty site={run.site} />}
      {!phone && <Clocks run={run} />}
      <div className="run-columns">
        <div className="run-column">
          {running && due}
          {/* On a phone what is to be done comes first. */}
          {phone && <Clocks run={run} />}
          {phone && running && <OnDuty site={run.site} />}
          {running && waits}
          {!phone && !running && <RunTables run={run} />}
        </div>
        <div className="run-column">
          <PanelSays run={run} />
          <LivePlant run={run} />
          {!phone && running && <RunTables run={run} />}
        </div>
        <div className="run-column">
          <RunLog run={run} />
          {phone && <RunTables run={run} />}
        </div>
      </div>
    </div>
  );
}

/** Few words, large: what, since when, who must do what by when, and the plant. */
function Wall({ run }: { run: RunView }): ReactNode {
  const t = useWords();
  const { people, plant } = splitOpen(run);
  return (
    <div className={`run is-wall${run.drill ? " is-drill" : ""}`}>
      <Head run={run}>
        <Link to="/emergencies/$id" params={{ id: run.id }} className="link">
          {t("emergency.desk")}
        </Link>
      </Head>
      <Standing run={run} />
      {run.state === "running" && <OnDuty site={run.site} />}
      <Clocks run={run} />
      <div className="wall-columns">
        <ul className="wall-steps">
          {(run.state === "running" ? [...people, ...plant] : []).slice(0, 7).map((step) => (
            <li key={`${step.id}.${step.visit}`}>
              <StepCard run={run} step={step} bare />
            </li>
          ))}
        </ul>
        <div className="run-column">
          <PanelSays run={run} short />
          <LivePlant run={run} />
          <RunLog run={run} short />
        </div>
      </div>
    </div>
  );
}
