import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { byDeadline, pick } from "../../laws/index.ts";
import { useAlarmBoard } from "../../live/index.ts";
import {
  AcknowledgeButton,
  AlarmChip,
  Deadline,
  Icon,
  Places,
  Quiet,
  Response,
  Waiting,
  When,
} from "../../parts/index.ts";

const SHOWN = 6;

/** What needs a person now, sorted by when it hurts; each with what to do. */
export function Needs(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { open, known } = useAlarmBoard();
  const needs = useMemo(() => [...open].sort(byDeadline), [open]);
  return (
    <section className="panel needs" aria-labelledby="needs">
      <div className="panel-head">
        <h2 id="needs">{t("estate.needs")}</h2>
        {needs.length > 0 && <span className="num faint">{needs.length}</span>}
      </div>
      {!known ? (
        <Waiting />
      ) : needs.length === 0 ? (
        <Quiet>
          <Icon name="check" /> {t("estate.needsNothing")}
        </Quiet>
      ) : (
        <ul>
          {needs.slice(0, SHOWN).map((alarm) => (
            <li key={alarm.id} className={`need is-${alarm.state}`}>
              <Link to="." search={(before) => ({ ...before, alarm: alarm.id })} className="need-body">
                <span className="need-head">
                  <AlarmChip alarm={alarm} />
                  <span className="need-when">
                    <When at={alarm.raisedAt ?? alarm.changedAt} />
                  </span>
                </span>
                <strong>
                  {pick(alarm.assetName, lang)}: {pick(alarm.title, lang)}
                </strong>
                <span className="faint">
                  <Places places={alarm.places} />
                </span>
                {alarm.active && (
                  <span className="need-do">
                    <Response alarm={alarm} />
                  </span>
                )}
              </Link>
              <span className="need-foot">
                {alarm.state === "acknowledged" || alarm.state === "latched-acknowledged" ? (
                  <span className="soft">
                    {t("alarm.acknowledgedBy", { who: alarm.acknowledgedBy ?? "" })}
                  </span>
                ) : alarm.state !== "unacknowledged" ? (
                  <span className="soft">{t("alarm.cleared")}</span>
                ) : (
                  <Deadline alarm={alarm} />
                )}
                <AcknowledgeButton alarm={alarm} size="small" primary={alarm.state === "unacknowledged"} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {needs.length > SHOWN && (
        <Link to="/alarms" className="link needs-more">
          {t("estate.more", { n: needs.length })}
        </Link>
      )}
    </section>
  );
}
