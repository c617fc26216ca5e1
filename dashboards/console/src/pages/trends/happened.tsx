import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { age, colon, type View } from "../../laws/index.ts";
import { AssetLink, Icon, Shape, When } from "../../parts/index.ts";
import type { Around } from "./around.ts";

const SHOWN = 40;

/** The shaded stretches and upright lines in words, newest first. */
export function Happened({ around, view, now }: { around: Around; view: View; now: number }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { spans, moments, titles } = around;
  const list = useMemo(
    () =>
      [
        ...spans
          .filter(({ from, to }) => (to ?? now) > view.from && from < view.to)
          .map((span) => ({ is: "alarm" as const, at: span.from, span })),
        ...moments
          .filter(({ at }) => at >= view.from && at <= view.to)
          .map((moment) => ({ is: "event" as const, at: moment.at, moment })),
      ].sort((a, b) => b.at - a.at),
    [spans, moments, view.from, view.to, now],
  );
  return (
    <section className="panel" aria-labelledby="happened">
      <div className="panel-head">
        <h2 id="happened">{t("trends.happened")}</h2>
        <span className="faint num">{list.length}</span>
      </div>
      {list.length === 0 ? (
        <div className="quiet">{t("trends.calm")}</div>
      ) : (
        <ul className="trends-happened">
          {list.slice(0, SHOWN).map((one) => (
            <li key={one.is === "alarm" ? `${one.span.alarm} ${one.at}` : `${one.moment.name} ${one.at}`}>
              {one.is === "alarm" ? (
                <Shape
                  priority={one.span.priority}
                  state={one.span.to === null ? "unacknowledged" : "returned"}
                />
              ) : (
                <Icon name="chevron" size={14} />
              )}
              <span className="trends-when faint">
                {Number.isFinite(one.at) ? <When at={one.at} /> : t("trends.earlier")}
              </span>
              {one.is === "alarm" ? (
                <span>
                  <AssetLink id={one.span.alarm.split(".").slice(0, 2).join(".")} />
                  {colon(lang)}
                  <Link to="." search={(before) => ({ ...before, alarm: one.span.alarm })} className="link">
                    {titles.get(one.span.alarm) ?? one.span.alarm}
                  </Link>
                </span>
              ) : (
                <span>
                  <AssetLink id={one.moment.asset} />
                  {colon(lang)}
                  {one.moment.name}
                </span>
              )}
              <span className="faint num">
                {one.is === "alarm" &&
                  (one.span.to === null
                    ? t("trends.still")
                    : Number.isFinite(one.span.from)
                      ? age(one.span.to - one.span.from, lang)
                      : "")}
              </span>
            </li>
          ))}
        </ul>
      )}
      {list.length > SHOWN && <p className="quiet">{t("trends.more", { n: list.length - SHOWN })}</p>}
    </section>
  );
}
