import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { AlarmKpiView, BadActor } from "../../../../../api/contract/index.ts";
import { assetsQuery, kpiQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { colon, pick, priorities, stampText } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import {
  AssetLink,
  Icon,
  PriorityMark,
  Quiet,
  Shape,
  TroubleNote,
  Waiting,
  When,
} from "../../parts/index.ts";
import { Calm } from "./calm.tsx";
import { FigureTrend } from "./figure-trend.tsx";
import { ProposalText } from "./proposal-text.tsx";
import "./performance.css";

const SPANS = { day: 24, week: 168, month: 720, quarter: 2_160 } as const;
/** Occurrences that the server asks for before it proposes anything. */
const ENOUGH = 5;
const isSpan = (word: string): word is keyof typeof SPANS => word in SPANS;

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
const isShare = (id: AlarmKpiView["rows"][number]["id"]): boolean =>
  id === "floodShare" || id === "top10Share" || id === "highShare";
const figure = (id: AlarmKpiView["rows"][number]["id"], value: number): string =>
  isShare(id) ? percent(value) : Number.isInteger(value) ? String(value) : value.toFixed(2);

/** How many alarms came in each slice; a dashed line is what a person can follow. */
function Bars({ kpi }: { kpi: AlarmKpiView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const sliceMs = (kpi.to - kpi.from) / kpi.trend.length;
  // One in ten minutes is acceptable to one person (EEMUA 191).
  const acceptable = sliceMs / 600_000;
  const most = Math.max(acceptable * 1.5, ...kpi.trend, 1);
  return (
    <figure className="kpi-bars">
      <div className="kpi-plot" aria-hidden="true">
        {kpi.trend.map((n, i) => {
          const at = kpi.from + i * sliceMs;
          return (
            <span
              key={at}
              className={n > acceptable ? "kpi-bar is-over" : "kpi-bar"}
              style={{ height: `${(n / most) * 100}%` }}
              title={`${stampText(at, lang, timeZone)}${colon(lang)}${n}`}
            />
          );
        })}
        <span className="kpi-limit" style={{ bottom: `${(acceptable / most) * 100}%` }} />
      </div>
      <figcaption className="faint num">
        <span>{stampText(kpi.from, lang, timeZone)}</span>
        <span>{t("kpi.trend", { n: kpi.alarms })}</span>
        <span>{stampText(kpi.to, lang, timeZone)}</span>
      </figcaption>
    </figure>
  );
}

function Rows({ kpi }: { kpi: AlarmKpiView }): ReactNode {
  const t = useWords();
  return (
    <table className="rows kpi-rows">
      <thead>
        <tr>
          <th scope="col">{t("kpi.figure")}</th>
          <th scope="col" className="right">
            {t("alarm.value")}
          </th>
          <th scope="col" className="right">
            {t("kpi.target")}
          </th>
          <th scope="col" className="kpi-course">
            {t("kpi.course")}
          </th>
          <th scope="col">{t("kpi.verdict")}</th>
        </tr>
      </thead>
      <tbody>
        {kpi.rows.map((row) => (
          <tr key={row.id} className={`verdict-${row.verdict}`}>
            <th scope="row">{t(`kpi.row.${row.id}`)}</th>
            <td className="num right">{figure(row.id, row.value)}</td>
            <td className="num right faint">≤ {figure(row.id, row.target)}</td>
            <td className="kpi-course">
              <FigureTrend row={row} />
            </td>
            <td>
              <span className="kpi-verdict">
                {row.verdict === "good" ? (
                  <Icon name="check" size={16} />
                ) : (
                  <Shape priority={row.verdict === "poor" ? "high" : "medium"} size={12} />
                )}
                {t(`kpi.${row.verdict}`)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the standards ask of four levels. */
const asked = { critical: "< 1 %", high: "≈ 5 %", medium: "≈ 15 %", low: "≈ 80 %" } as const;

function Mix({ kpi }: { kpi: AlarmKpiView }): ReactNode {
  return (
    <div className="kpi-mix">
      <div className="kpi-mix-bar" aria-hidden="true">
        {priorities.map((priority) => (
          <span key={priority} className={`mix-${priority}`} style={{ flexGrow: kpi.mix[priority] }} />
        ))}
      </div>
      <ul>
        {priorities.map((priority) => (
          <li key={priority}>
            <PriorityMark priority={priority} /> <span className="num">{percent(kpi.mix[priority])}</span>{" "}
            <span className="faint num">{asked[priority]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Actor({ actor, calm }: { actor: BadActor; calm: () => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <li className="kpi-actor">
      <span className="kpi-count num">
        {actor.count}
        <span className="faint"> {percent(actor.share)}</span>
      </span>
      <div>
        <span className="kpi-name">
          <Shape priority={actor.priority} size={12} />
          <Link to="." search={(before) => ({ ...before, alarm: actor.alarm })} className="link">
            <strong>{pick(actor.title, lang)}</strong>
          </Link>
          <AssetLink id={actor.asset} placed />
          {actor.chattering && <span className="row-first">{t("kpi.chatters")}</span>}
          {actor.fleeting > 0 && (
            <span className="row-first">{t("kpi.fleetingTimes", { n: actor.fleeting })}</span>
          )}
          {actor.stale > 0 && <span className="row-first">{t("kpi.stays")}</span>}
        </span>
        {actor.changedAt !== null && (
          <p>
            {t("kpi.changed")} <When at={actor.changedAt} />
            {t("kpi.sinceThen", { n: actor.sinceChange })}
          </p>
        )}
        {actor.proposals.length === 0 ? (
          <p className="faint">
            {t(
              actor.stale > 0
                ? "kpi.mendOrShelve"
                : actor.sinceChange < ENOUGH
                  ? actor.changedAt === null
                    ? "kpi.tooFew"
                    : "kpi.waitAndSee"
                  : "kpi.noProposal",
            )}
          </p>
        ) : (
          <>
            {actor.proposals.map((proposal) => (
              <p key={proposal.change}>
                <ProposalText proposal={proposal} />
              </p>
            ))}
            <Button size="small" onClick={calm}>
              {t("calm.open")}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

/** How the desk does against ISA-18.2 and EEMUA 191, and which alarms make it worse. */
export function Performance(): ReactNode {
  const t = useWords();
  const [span, setSpan] = useState<keyof typeof SPANS>("day");
  const [calmed, setCalmed] = useState<BadActor>();
  const [site, setSite] = useState("");
  const lang = useLang();
  const sites = useQuery(assetsQuery).data?.sites ?? [];
  const { data: kpi, error, refetch } = useQuery(kpiQuery(SPANS[span], site || undefined));
  if (error && !kpi) return <TroubleNote error={error} again={() => void refetch()} />;
  return (
    <div className="journal-scroll kpi">
      <div className="kpi-head">
        <h2>{t("kpi.title")}</h2>
        {sites.length > 1 && (
          <Select
            aria-label={t("kpi.site")}
            value={site}
            options={[
              { value: "", label: t("kpi.wholeDesk") },
              ...sites.map(({ id, name }) => ({ value: id, label: pick(name, lang) })),
            ]}
            onChange={setSite}
          />
        )}
        <Segmented
          aria-label={t("trend.range")}
          value={span}
          options={Object.keys(SPANS)
            .filter(isSpan)
            .map((value) => ({ value, label: t(`kpi.span.${value}`) }))}
          onChange={setSpan}
        />
      </div>
      {!kpi ? (
        <Waiting lines={8} />
      ) : kpi.alarms === 0 && kpi.rows.every(({ verdict }) => verdict === "good") ? (
        <Quiet>{t("kpi.none")}</Quiet>
      ) : (
        <>
          {!kpi.complete && <p className="faint">{t("kpi.cut")}</p>}
          <div className="kpi-two">
            <Rows kpi={kpi} />
            <div className="kpi-side">
              <Bars kpi={kpi} />
              <Mix kpi={kpi} />
            </div>
          </div>
          <h2>{t("kpi.actors")}</h2>
          <ol className="kpi-actors">
            {kpi.actors.map((actor) => (
              <Actor key={actor.alarm} actor={actor} calm={() => setCalmed(actor)} />
            ))}
          </ol>
          <p className="faint">{t("kpi.source")}</p>
          {calmed && (
            <Calm
              key={calmed.alarm}
              actor={calmed}
              from={kpi.from}
              to={kpi.to}
              close={() => setCalmed(undefined)}
            />
          )}
        </>
      )}
    </div>
  );
}
