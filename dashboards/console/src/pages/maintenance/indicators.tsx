import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { MaintenanceKpiView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { complianceQuery, maintenanceKpiQuery } from "../../app/work-api.ts";
import { colon, dateText, monthText, pick } from "../../laws/index.ts";
import { AssetLink, Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { Figure, percent } from "./contracts.tsx";

const spans = { d90: 90, d365: 365, d1095: 1_095 } as const;
type SpanId = keyof typeof spans;
const daysOf = (hours: number): number => Math.round(hours / 24);

/** Never 100 % while one is missed. */
const keptText = (inTime: number, due: number): string => `${Math.floor((inTime / due) * 1_000) / 10} %`;

/** How maintenance does: failures, repairs, planned share, backlog, cost by equipment. */
export function Indicators({ site }: { site: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [span, setSpan] = useState<SpanId>("d365");
  const { data: kpi, error, refetch } = useQuery(maintenanceKpiQuery(site, spans[span]));
  const { data: kept } = useQuery(complianceQuery(site, spans[span]));
  const statutory = kept?.plans.filter(({ basis }) => basis === "law") ?? [];
  const due = statutory.reduce((sum, plan) => sum + plan.due, 0);
  const misses = statutory.flatMap((plan) => plan.misses);
  const backlogDays = Math.round(kpi?.backlog.medianAgeDays ?? 0);
  if (error && !kpi) return <TroubleNote error={error} again={() => void refetch()} />;
  return (
    <div className="mnt-scroll">
      <div className="mnt-bar">
        <Segmented
          value={span}
          options={(Object.keys(spans) as SpanId[]).map((value) => ({
            value,
            label: t(`mnt.spanDays.${value}`),
          }))}
          onChange={setSpan}
        />
      </div>
      {!kpi ? (
        <Waiting lines={8} />
      ) : (
        <>
          <dl className="scorecard is-wide">
            <Figure
              name={t("mnt.mtbf")}
              value={
                kpi.mtbfHours === null ? t("mnt.noFailure") : t("mnt.days", { n: daysOf(kpi.mtbfHours) })
              }
              more={t("mnt.failuresN", { n: kpi.failures })}
            />
            <Figure
              name={t("mnt.mttr")}
              value={
                kpi.mttrHours === null ? "–" : t("mnt.hoursShort", { n: Math.round(kpi.mttrHours * 10) / 10 })
              }
              more=""
            />
            <Figure name={t("mnt.availability")} value={`${(kpi.availability * 100).toFixed(2)} %`} more="" />
            <Figure
              name={t("mnt.plannedShare")}
              value={percent(kpi.plannedShare)}
              more={
                kpi.plannedHoursShare === null
                  ? ""
                  : t("mnt.ofHours", { share: percent(kpi.plannedHoursShare) })
              }
            />
            <Figure
              name={t("mnt.statutory")}
              value={due === 0 ? "–" : keptText(due - misses.length, due)}
              more={due === 0 ? "" : t("mnt.kept", { n: due - misses.length, of: due })}
            />
            <Figure name={t("mnt.firstTimeFix")} value={percent(kpi.firstTimeFix)} more="" />
            <Figure name={t("work.cost")} value={`¥${Math.round(kpi.cost).toLocaleString()}`} more="" />
          </dl>
          {misses.length > 0 && (
            <section className="mnt-part">
              <h2>{t("mnt.missedOnes")}</h2>
              <ul className="order-lines">
                {misses.map((visit) => (
                  <li key={visit.id} className="mnt-miss">
                    <span>
                      {pick(visit.assetName, lang)} · {pick(visit.title, lang)} ·{" "}
                      <span className="num nowrap">{dateText(visit.due, lang)}</span>
                    </span>
                    <span className={visit.reason ? "soft" : "order-late"}>
                      {visit.reason ? pick(visit.reason, lang) : t("mnt.noReason")}
                    </span>
                  </li>
                ))}
              </ul>
              <Link to="/maintenance" search={{ tab: "compliance" }} className="link">
                {t("mnt.compliance")}
              </Link>
            </section>
          )}
          <section className="mnt-part">
            <h2>{t("mnt.backlog")}</h2>
            <p className="soft">
              {t(backlogDays === 0 && kpi.backlog.orders > 0 ? "mnt.backlogFresh" : "mnt.backlogSays", {
                n: kpi.backlog.orders,
                overdue: kpi.backlog.overdue,
                days: backlogDays,
              })}
            </p>
            <p className="mnt-oldest">
              {kpi.backlog.oldest.slice(0, 5).map(({ id, ageDays }) => (
                <span key={id} className="num">
                  <Link to="/orders/$id" params={{ id }} className="link">
                    {id}
                  </Link>{" "}
                  <span className="faint">{t("mnt.days", { n: Math.round(ageDays) })}</span>
                </span>
              ))}
            </p>
          </section>
          <section className="mnt-part">
            <h2>{t("mnt.workByMonth")}</h2>
            <MonthBars months={kpi.months} />
          </section>
          <h2 className="mnt-part">{t("mnt.costPerAsset")}</h2>
          <div className="table-scroll">
            <table className="rows stacks">
              <thead>
                <tr>
                  <th scope="col">{t("work.where")}</th>
                  <th scope="col" className="right">
                    {t("mnt.failures")}
                  </th>
                  <th scope="col" className="right">
                    {t("mnt.mtbf")}
                  </th>
                  <th scope="col" className="right">
                    {t("mnt.mttr")}
                  </th>
                  <th scope="col" className="right">
                    {t("mnt.availability")}
                  </th>
                  <th scope="col" className="right">
                    {t("work.cost")} ¥
                  </th>
                </tr>
              </thead>
              <tbody>
                {kpi.assets.map((one) => (
                  <tr key={one.asset}>
                    <td>
                      <AssetLink id={one.asset} placed />
                    </td>
                    <td className="num right" data-name={t("mnt.failures")}>
                      {one.failures}
                    </td>
                    <td className="num right" data-name={t("mnt.mtbf")}>
                      {one.mtbfHours === null ? (
                        <span className="faint">{t("mnt.noFailure")}</span>
                      ) : (
                        t("mnt.days", { n: daysOf(one.mtbfHours) })
                      )}
                    </td>
                    <td className="num right" data-name={one.mttrHours === null ? undefined : t("mnt.mttr")}>
                      {one.mttrHours === null
                        ? ""
                        : t("mnt.hoursShort", { n: Math.round(one.mttrHours * 10) / 10 })}
                    </td>
                    <td className="num right" data-name={t("mnt.availability")}>
                      {(one.availability * 100).toFixed(2)} %
                    </td>
                    <td className="num right" data-name={`${t("work.cost")} ¥`}>
                      {Math.round(one.cost).toLocaleString()}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </div>
  );
}

function MonthBars({ months }: { months: MaintenanceKpiView["months"] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const most = Math.max(1, ...months.map(({ planned, unplanned }) => planned + unplanned));
  const monthOf = (month: string | undefined) =>
    month && monthText(Date.parse(`${month}-01T00:00:00Z`), lang, "UTC");
  if (months.every(({ planned, unplanned }) => planned + unplanned === 0))
    return <Quiet>{t("mnt.noWorkDone")}</Quiet>;
  return (
    <figure className="month-bars">
      <div className="month-plot">
        {months.map(({ month, planned, unplanned }) => (
          <span
            key={month}
            className="month-bar"
            title={`${monthOf(month)}${colon(lang)}${t("mnt.plannedWork")} ${planned} · ${t("mnt.unplannedWork")} ${unplanned}`}
          >
            <span className="month-sum num">{planned + unplanned}</span>
            <span className="is-unplanned" style={{ height: `${(unplanned / most) * 100}%` }} />
            <span className="is-planned" style={{ height: `${(planned / most) * 100}%` }} />
          </span>
        ))}
      </div>
      <figcaption className="faint num">
        <span>{monthOf(months[0]?.month)}</span>
        <span>
          <span className="key is-planned" /> {t("mnt.plannedWork")} <span className="key is-unplanned" />{" "}
          {t("mnt.unplannedWork")}
        </span>
        <span>{monthOf(months.at(-1)?.month)}</span>
      </figcaption>
    </figure>
  );
}
