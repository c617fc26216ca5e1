import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { RunClock } from "../../app/emergency-bar.tsx";
import { useWords } from "../../app/i18n.ts";
import { LinkState } from "../../app/link-state.tsx";
import { nowQuery } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useSite, useTimeZone } from "../../app/site.ts";
import { clockText, colon, comma, pick, priorities } from "../../laws/index.ts";
import { useAlarmBoard, useRuns, useTicking } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { DueIn, Places, Shape, Since } from "../../parts/index.ts";

/** So many lines fit a landscape screen, whatever its size: their height is a share of it. */
const SHOWN = 6;

/** The desk's big screen, read at five metres: counts, emergencies with their next step, what rings, who is on duty. */
export function WallScreen(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const site = useSite();
  const navigate = useNavigate();
  const { open, known } = useAlarmBoard();
  const runs = useRuns();
  const duty = useQuery(nowQuery).data;
  const clock = useTicking((now) => clockText(now, lang, timeZone));
  const box = useRef<HTMLDivElement>(null);
  const shown = SHOWN - Math.min(2, runs.length);
  const leave = () => void navigate({ to: "/", search: { home: "desk" } });

  useEffect(() => {
    const element = box.current;
    // A browser grants it only right after a click; a bookmarked wall stays as large as its window.
    void element?.requestFullscreen?.().catch(() => undefined);
    element?.focus();
    return () => {
      if (document.fullscreenElement === element) void document.exitFullscreen().catch(() => undefined);
    };
  }, []);

  const nameOf = (id: string) => {
    const person = duty?.people.find((one) => one.id === id);
    return person ? pick(person.name, lang) : id;
  };
  return createPortal(
    <div
      ref={box}
      className="wall-screen"
      role="dialog"
      aria-modal="true"
      aria-label={t("home.wall")}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") leave();
      }}
    >
      <div className="wall-head">
        <strong>{site ? pick(site.name, lang) : t("product")}</strong>
        <LinkState />
        <span className="num">{clock}</span>
      </div>
      <div className="wall-counts">
        {priorities.map((priority) => {
          const of = open.filter((alarm) => alarm.priority === priority);
          const ringing = of.some(({ state }) => state === "unacknowledged");
          return (
            <span key={priority} className={`wall-count${of.length > 0 ? ` has-some mark-${priority}` : ""}`}>
              <Shape
                priority={priority}
                state={of.length === 0 ? "normal" : ringing ? "unacknowledged" : "acknowledged"}
                size={32}
              />
              {t(`priority.${priority}`)}
              <strong>{of.length}</strong>
            </span>
          );
        })}
      </div>
      <div className="wall-lines">
        {runs.slice(0, 2).map((run) => (
          <div key={run.id} className={`wall-line ${run.drill ? "" : "mark-critical"}`}>
            <RunClock run={run} />
            <span>
              {run.drill && <span className="wall-drill">{t("emergency.drill")}</span>}
              <strong>{pick(run.title, lang)}</strong> · {pick(run.where, lang)}
              {run.due[0] && <small>{pick(run.due[0].title, lang)}</small>}
            </span>
            <span>
              {run.due[0]?.at !== null && run.due[0]?.at !== undefined && <DueIn at={run.due[0].at} />}
            </span>
          </div>
        ))}
        {open.slice(0, shown).map((alarm) => (
          <div key={alarm.id} className={`wall-line mark-${alarm.priority}`}>
            <Shape priority={alarm.priority} state={alarm.state} size={32} />
            <span>
              <strong>{pick(alarm.title, lang)}</strong> · {pick(alarm.assetName, lang)}
              <small>
                <Places places={alarm.places} of={alarm.asset} /> · {t(`state.${alarm.state}`)}
              </small>
            </span>
            <span className="num">
              <Since at={alarm.raisedAt ?? alarm.changedAt} />
            </span>
          </div>
        ))}
        {open.length > shown && <p className="soft">{t("home.wallMore", { n: open.length - shown })}</p>}
        {known && open.length === 0 && runs.length === 0 && <p className="wall-calm">{t("home.wallCalm")}</p>}
      </div>
      <div className="wall-foot">
        {duty?.rotas.map((rota) => (
          <span key={rota.id}>
            {pick(rota.name, lang)}
            {colon(lang)}
            <strong>
              {rota.now.people.length === 0
                ? t("oncall.nobody")
                : rota.now.people.map(nameOf).join(comma(lang))}
            </strong>
          </span>
        ))}
        <Button onClick={leave}>{t("home.wallEnd")}</Button>
      </div>
    </div>,
    document.body,
  );
}
