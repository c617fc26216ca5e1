import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { RunSummary } from "../../../../api/contract/index.ts";
import { pick, priorities, stopwatch } from "../laws/index.ts";
import { useAlarmBoard, useRuns, useTicking } from "../live/index.ts";
import { DueIn, Icon, Shape } from "../parts/index.ts";
import { useWords } from "./i18n.ts";
import { useLang } from "./preferences.ts";
import "./emergency-bar.css";

/** More stand on the Emergencies page. */
const SHOWN = 2;

/** Over every page but its own while a run is on: plan, clock, next step, Open; the alarms' counts beside it. */
export function EmergencyBar({ otherwise }: { otherwise: ReactNode }): ReactNode {
  const t = useWords();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const runs = useRuns().filter(({ id }) => path !== `/emergencies/${id}`);
  if (runs.length === 0) return otherwise;
  return (
    <section className="ebar" aria-label={t("emergency.bar")}>
      <ul className="ebar-runs">
        {runs.slice(0, SHOWN).map((run) => (
          <li key={run.id}>
            <RunLine run={run} />
          </li>
        ))}
      </ul>
      {runs.length > SHOWN && (
        <Link to="/emergencies" className="ebar-more">
          {t("emergency.more", { n: runs.length - SHOWN })}
        </Link>
      )}
      <Counts />
    </section>
  );
}

function RunLine({ run }: { run: RunSummary }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const due = run.due[0];
  return (
    <div className={`ebar-run is-${run.drill ? "drill" : "real"} grade-${run.grade} is-${run.state}`}>
      <span className="ebar-kind">
        {run.drill ? t("emergency.drill") : <Icon name="emergencies" />}
        {run.state === "suspended" && <span>{t("emergency.state.suspended")}</span>}
      </span>
      <span className="ebar-what">
        <strong>{pick(run.title, lang)}</strong>
        <span className="ebar-where">{pick(run.where, lang)}</span>
      </span>
      <RunClock run={run} />
      {due && (
        <span className="ebar-next">
          <span className="ebar-label">{t("emergency.next")}</span>
          <span className="ebar-step">{pick(due.title, lang)}</span>
          {due.at !== null && <DueIn at={due.at} />}
        </span>
      )}
      <Link to="/emergencies/$id" params={{ id: run.id }} className="ebar-open">
        {t("emergency.open")}
      </Link>
    </div>
  );
}

/** Time since it was detected; it stops when the run is over. */
export function RunClock({ run }: { run: Pick<RunSummary, "detectedAt" | "endedAt"> }): ReactNode {
  const text = useTicking((now) => stopwatch((run.endedAt ?? now) - run.detectedAt));
  return (
    <span className="run-clock" role="timer">
      {text}
    </span>
  );
}

/** How many alarms of each priority, in short. */
function Counts(): ReactNode {
  const t = useWords();
  const { open } = useAlarmBoard();
  return (
    <ul className="ebar-counts" aria-label={t("alarm.strip")}>
      {priorities.map((priority) => {
        const of = open.filter((alarm) => alarm.priority === priority);
        const ringing = of.some(({ state }) => state === "unacknowledged");
        return (
          <li key={priority}>
            <Link
              to="/alarms"
              search={{ priority }}
              className={`strip-count mark-${priority}${of.length === 0 ? " is-none" : ""}`}
              aria-label={`${t(`priority.${priority}`)}: ${of.length}`}
            >
              <Shape
                priority={priority}
                state={of.length === 0 ? "normal" : ringing ? "unacknowledged" : "acknowledged"}
              />
              <span className="strip-n">{of.length}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
