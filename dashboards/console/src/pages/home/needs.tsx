import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AlarmView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { colon, type Need, needId, pick } from "../../laws/index.ts";
import {
  AcknowledgeButton,
  AlarmChip,
  Deadline,
  DueIn,
  Icon,
  Places,
  PriorityMark,
  Quiet,
  Response,
  Waiting,
  When,
} from "../../parts/index.ts";
import { useNeeds } from "./use-needs.ts";
import "./needs.css";

/** What needs a person now, sorted by when it hurts; each with what to do and where. */
export function Needs({ shown = 6 }: { shown?: number }): ReactNode {
  const t = useWords();
  const { needs, known } = useNeeds();
  const alarms = needs.filter(({ is }) => is === "alarm").length;
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
          {needs.slice(0, shown).map((need) => (
            <Line key={`${need.is} ${needId(need)}`} need={need} />
          ))}
        </ul>
      )}
      {needs.length > shown && (
        <p className="needs-more">
          {t("home.moreNeeds", { n: needs.length - shown })}{" "}
          <Link to="/alarms" className="link">
            {t("estate.more", { n: alarms })}
          </Link>
          {" · "}
          <Link to="/work" className="link">
            {t("nav.work")}
          </Link>
        </p>
      )}
    </section>
  );
}

function Line({ need }: { need: Need }): ReactNode {
  const t = useWords();
  const lang = useLang();
  switch (need.is) {
    case "alarm":
      return <AlarmLine alarm={need.alarm} />;
    case "step":
      return (
        <li className="need">
          <Link to="/emergencies/$id" params={{ id: need.run.id }} className="need-body">
            <span className="need-head">
              <span className="need-kind">
                <Icon name="emergencies" size={16} />{" "}
                {t(need.run.drill ? "emergency.drill" : "home.need.step")}
              </span>
              {need.due.at !== null && <DueIn at={need.due.at} />}
            </span>
            <strong>{pick(need.due.title, lang)}</strong>
            <span className="faint">
              {pick(need.run.title, lang)} · {pick(need.run.where, lang)}
            </span>
          </Link>
        </li>
      );
    case "order":
      return (
        <li className="need">
          <Link to="/orders/$id" params={{ id: need.order.id }} className="need-body">
            <span className="need-head">
              <span className="need-kind">
                <PriorityMark priority={need.order.priority} state="acknowledged" /> {t("home.need.order")}
              </span>
              <span className="need-when">
                {need.order.overdue ? (
                  <strong>{t("work.overdue")}</strong>
                ) : (
                  t(`work.state.${need.order.state}`)
                )}
              </span>
            </span>
            <strong>{pick(need.order.title, lang)}</strong>
            <span className="faint">
              {need.order.assetName ? pick(need.order.assetName, lang) : t("work.noPlace")}
              {need.order.place && ` · ${pick(need.order.place, lang)}`}
              {" · "}
              {need.order.assignedName ? pick(need.order.assignedName, lang) : t("work.nobody")}
            </span>
          </Link>
        </li>
      );
    case "paper":
      return (
        <li className="need">
          <Link
            to="/maintenance"
            search={{ tab: need.paper.kind === "contract" ? "contracts" : "certificates" }}
            className="need-body"
          >
            <span className="need-head">
              <span className="need-kind">
                <Icon name="work" size={16} /> {t(`home.need.${need.paper.kind}`)}
              </span>
              <span className="need-when">
                {need.paper.expired ? (
                  <strong>{t("home.need.expired", { n: Math.abs(need.paper.days) })}</strong>
                ) : (
                  t("home.need.ends", { n: need.paper.days })
                )}
              </span>
            </span>
            <strong>{pick(need.paper.title, lang)}</strong>
            <span className="faint">{pick(need.paper.holder, lang)}</span>
          </Link>
        </li>
      );
    default:
      return need satisfies never;
  }
}

function AlarmLine({ alarm }: { alarm: AlarmView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  return (
    <li className={`need is-${alarm.state}`}>
      <Link to="." search={(before) => ({ ...before, alarm: alarm.id })} className="need-body">
        <span className="need-head">
          <AlarmChip alarm={alarm} />
          <span className="need-when">
            <When at={alarm.raisedAt ?? alarm.changedAt} />
          </span>
        </span>
        <strong>
          {pick(alarm.assetName, lang)}
          {colon(lang)}
          {pick(alarm.title, lang)}
        </strong>
        <span className="faint">
          <Places places={alarm.places} of={alarm.asset} />
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
            {t("alarm.acknowledgedBy", { who: nameOf(alarm.acknowledgedBy ?? "") })}
          </span>
        ) : alarm.state !== "unacknowledged" ? (
          <span className="soft">{t("alarm.cleared")}</span>
        ) : (
          <Deadline alarm={alarm} />
        )}
        <AcknowledgeButton alarm={alarm} size="small" primary={alarm.state === "unacknowledged"} />
      </span>
    </li>
  );
}
