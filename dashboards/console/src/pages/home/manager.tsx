import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { kpiQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useSite, useTimeZone } from "../../app/site.ts";
import {
  calendarQuery,
  complianceQuery,
  costsQuery,
  maintenanceKpiQuery,
  ordersQuery,
} from "../../app/work-api.ts";
import { dayText, pick } from "../../laws/index.ts";
import { serverNow, useAlarmBoard, useRuns } from "../../live/index.ts";
import { Icon, type IconName, Quiet, Shape, TroubleNote, Waiting } from "../../parts/index.ts";
import { fleetQuery, planQuery, reportPath, scenariosQuery } from "../lifecycle/api.ts";
import { percentText, useMoney } from "../lifecycle/words.ts";
import { usePapers } from "./use-needs.ts";
import "./manager.css";

const YEAR_DAYS = 365;
const AHEAD_MS = 14 * 86_400_000;

/** The manager's home: what could go wrong today, what the law asks next, how it went, and the money. */
export function Manager(): ReactNode {
  const site = useSite()?.id;
  if (site === undefined) return <Waiting lines={8} />;
  return (
    <div className="manager">
      <Today site={site} />
      <ComplianceAhead site={site} />
      <KeyFigures site={site} />
      <Budget site={site} />
      <Replacement />
      <ReportLinks site={site} />
    </div>
  );
}

function Card({
  id,
  title,
  more,
  children,
}: {
  id: string;
  title: string;
  more?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className="panel" aria-labelledby={`manager-${id}`}>
      <div className="panel-head">
        <h2 id={`manager-${id}`}>{title}</h2>
        {more}
      </div>
      {children}
    </section>
  );
}

/** Only what presses, each a way to where it is mended; a calm day says so. */
function Today({ site }: { site: string }): ReactNode {
  const t = useWords();
  const { open, known } = useAlarmBoard();
  const runs = useRuns().filter(({ drill }) => !drill).length;
  const orders = useQuery(ordersQuery({ state: "open", limit: 500 })).data?.orders;
  const compliance = useQuery(complianceQuery(site, YEAR_DAYS)).data;
  const fleet = useQuery(fleetQuery).data;
  const papers = usePapers();
  const grave = open.filter(({ priority }) => priority === "critical" || priority === "high");
  const missed = (compliance?.plans ?? [])
    .filter(({ basis }) => basis !== "practice")
    .flatMap(({ misses }) => misses)
    .filter(({ reason }) => reason === null);
  const lines = [
    { id: "runs", n: runs, mark: "critical", link: { to: "/emergencies" } },
    {
      id: "alarms",
      n: grave.length,
      mark: grave.some(({ priority }) => priority === "critical") ? "critical" : "high",
      link: { to: "/alarms", search: { priority: "critical,high" } },
    },
    {
      id: "late",
      n: (orders ?? []).filter(({ overdue }) => overdue).length,
      mark: "medium",
      link: { to: "/work", search: { tab: "board" } },
    },
    {
      id: "missed",
      n: missed.length,
      mark: "high",
      link: { to: "/maintenance", search: { tab: "compliance" } },
    },
    {
      id: "expired",
      n: (papers ?? []).filter(({ expired }) => expired).length,
      mark: "medium",
      link: { to: "/maintenance", search: { tab: "certificates" } },
    },
    {
      id: "act",
      n: fleet?.assets.filter(({ riskBand }) => riskBand === "act").length ?? 0,
      mark: "medium",
      link: { to: "/lifecycle", search: {} },
    },
  ] as const;
  // A calm day is said only when all has been looked at.
  const isKnown = known && orders && compliance && fleet && papers;
  const pressing = lines.filter(({ n }) => n > 0);
  return (
    <Card id="today" title={t("home.today")}>
      {pressing.length === 0 && isKnown ? (
        <Quiet>
          <Icon name="check" /> {t("home.todayCalm")}
        </Quiet>
      ) : pressing.length === 0 ? (
        <Waiting />
      ) : (
        <ul className="manager-lines">
          {pressing.map(({ id, n, mark, link }) => (
            <li key={id}>
              <span className={`mark-${mark}`}>
                <Shape priority={mark} state="unacknowledged" size={14} />
              </span>
              <Link {...link} className="link">
                {t(`home.risk.${id}`, { n })}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function ComplianceAhead({ site }: { site: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const dayOf = (at: number) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(at);
  const [today, until] = [dayOf(serverNow()), dayOf(serverNow() + AHEAD_MS)];
  const calendar = useQuery(calendarQuery(site, today, until));
  const compliance = useQuery(complianceQuery(site, YEAR_DAYS)).data;
  const papers = usePapers();
  const binding = (compliance?.plans ?? []).filter(({ basis }) => basis !== "practice");
  const sum = (of: "due" | "inTime") => binding.reduce((all, plan) => all + plan[of], 0);
  const ahead = (calendar.data?.ahead ?? []).filter(({ day }) => day >= today && day <= until);
  return (
    <Card
      id="calendar"
      title={t("home.calendar")}
      more={
        <Link to="/maintenance" search={{ tab: "calendar" }} className="link">
          {t("home.allCalendar")}
        </Link>
      }
    >
      {compliance && (
        <p className="manager-kept">
          <strong>{t("home.kept", { n: sum("inTime"), of: sum("due") })}</strong>
        </p>
      )}
      {calendar.error && !calendar.data ? (
        <TroubleNote error={calendar.error} again={() => void calendar.refetch()} />
      ) : !calendar.data ? (
        <Waiting />
      ) : ahead.length === 0 ? (
        <Quiet>{t("home.calendarQuiet")}</Quiet>
      ) : (
        <ul className="manager-visits">
          {ahead.slice(0, 8).map((visit) => (
            <li key={`${visit.plan} ${visit.day}`}>
              <span className="num faint">{dayText(Date.parse(`${visit.day}T12:00:00Z`), lang, "UTC")}</span>
              <span>
                {pick(visit.title, lang)} <span className="faint">{pick(visit.assetName, lang)}</span>
              </span>
              <span className={`basis is-${visit.basis}`}>{t(`mnt.basis.${visit.basis}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <h3 className="manager-sub">{t("home.papers")}</h3>
      {!papers ? (
        <Waiting lines={2} />
      ) : papers.length === 0 ? (
        <p className="soft manager-pad">{t("home.papersQuiet")}</p>
      ) : (
        <ul className="manager-visits">
          {papers.slice(0, 5).map((paper) => (
            <li key={paper.id}>
              <span className="faint">{t(`home.need.${paper.kind}`)}</span>
              <span>
                {pick(paper.title, lang)} <span className="faint">{pick(paper.holder, lang)}</span>
              </span>
              {paper.expired ? (
                <strong>{t("home.need.expired", { n: Math.abs(paper.days) })}</strong>
              ) : (
                <span className="soft">{t("home.need.ends", { n: paper.days })}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function KeyFigures({ site }: { site: string }): ReactNode {
  const t = useWords();
  const { data: kpi, error, refetch } = useQuery(maintenanceKpiQuery(site, 90));
  const alarms = useQuery(kpiQuery(24)).data;
  const figures: readonly (readonly [string, string, string?])[] = kpi
    ? [
        [t("mnt.availability"), `${(kpi.availability * 100).toFixed(2)} %`],
        [
          t("mnt.mtbf"),
          kpi.mtbfHours === null ? t("mnt.noFailure") : t("mnt.days", { n: Math.round(kpi.mtbfHours / 24) }),
        ],
        [
          t("mnt.mttr"),
          kpi.mttrHours === null ? "–" : t("mnt.hoursShort", { n: Math.round(kpi.mttrHours * 10) / 10 }),
        ],
        [t("mnt.plannedShare"), kpi.plannedShare === null ? "–" : percentText(kpi.plannedShare)],
        [
          t("home.backlog"),
          String(kpi.backlog.orders),
          kpi.backlog.overdue > 0 ? t("home.ofThemLate", { n: kpi.backlog.overdue }) : "",
        ],
        [t("home.alarmLoad"), alarms ? String(alarms.alarms) : "–"],
      ]
    : [];
  return (
    <Card
      id="kpis"
      title={t("home.kpis")}
      more={
        <Link to="/maintenance" search={{ tab: "kpi" }} className="link">
          {t("home.open")}
        </Link>
      }
    >
      {error && !kpi ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !kpi ? (
        <Waiting />
      ) : (
        <dl className="manager-figures">
          {figures.map(([name, value, more]) => (
            <div key={name}>
              <dt className="soft">{name}</dt>
              <dd className="num">
                <strong>{value}</strong> <span className="faint">{more}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

function Budget({ site }: { site: string }): ReactNode {
  const t = useWords();
  const money = useMoney();
  const { data, error, refetch } = useQuery(costsQuery(site, undefined));
  const sum = (of: "budget" | "spent" | "accrued" | "committed") =>
    (data?.lines ?? []).reduce((all, line) => all + line[of], 0);
  const [budget, used] = [sum("budget"), sum("spent") + sum("accrued") + sum("committed")];
  const most = Math.max(budget, used, 1);
  return (
    <Card
      id="budget"
      title={t("home.budget", { year: data?.year ?? "" })}
      more={
        <Link to="/maintenance" search={{ tab: "costs" }} className="link">
          {t("home.open")}
        </Link>
      }
    >
      {error && !data ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !data ? (
        <Waiting />
      ) : budget === 0 && used === 0 ? (
        <Quiet>{t("home.budgetNone")}</Quiet>
      ) : (
        <div className="manager-budget">
          <p>
            {t("home.used")}: <strong className="num">{money(used)}</strong>{" "}
            <span className="faint num">/ {money(budget)}</span>
          </p>
          <div className="manager-bar" aria-hidden="true">
            <span style={{ width: `${(sum("spent") / most) * 100}%` }} className="is-spent" />
            <span style={{ width: `${(sum("accrued") / most) * 100}%` }} className="is-accrued" />
            <span style={{ width: `${(sum("committed") / most) * 100}%` }} className="is-committed" />
            {budget > 0 && <i style={{ left: `${(budget / most) * 100}%` }} />}
          </div>
          <dl className="manager-figures">
            {(["spent", "accrued", "committed"] as const).map((part) => (
              <div key={part}>
                <dt className="soft">
                  <span className={`manager-key is-${part}`} aria-hidden="true" /> {t(`mnt.${part}`)}
                </dt>
                <dd className="num">
                  <strong>{money(sum(part))}</strong>
                </dd>
              </div>
            ))}
          </dl>
          {budget > 0 &&
            (used > budget ? (
              <strong>{t("home.budgetOver", { n: money(used - budget) })}</strong>
            ) : (
              <span className="soft">{t("home.budgetLeft", { n: money(budget - used) })}</span>
            ))}
        </div>
      )}
    </Card>
  );
}

function Replacement(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  const fleet = useQuery(fleetQuery).data;
  const { data: scenarios, error, refetch } = useQuery(scenariosQuery);
  const chosen = scenarios?.find(({ plan }) => plan);
  const plan = useQuery({ ...planQuery(chosen?.id ?? ""), enabled: chosen !== undefined }).data;
  const years = plan?.totals.slice(0, 6) ?? [];
  const most = Math.max(1, ...years.map(({ costCny }) => costCny));
  const first = (plan?.lines ?? [])
    .flatMap((line) => (line.year === null ? [] : [{ ...line, year: line.year }]))
    .sort((a, b) => a.year - b.year || b.costCny - a.costCny)
    .slice(0, 5);
  return (
    <Card
      id="plan"
      title={t("home.plan")}
      more={
        <Link to="/lifecycle" search={{ tab: "plan" }} className="link">
          {t("home.open")}
        </Link>
      }
    >
      {fleet && (
        <p className="manager-kept">
          {t("home.fci")}: <strong className="num">{percentText(fleet.fci)}</strong>
        </p>
      )}
      {error && !scenarios ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !scenarios ? (
        <Waiting />
      ) : !plan ? (
        <Quiet>{t("home.planNone")}</Quiet>
      ) : (
        <>
          <ol className="manager-years" aria-label={t("home.planYears")}>
            {years.map(({ year, costCny }) => (
              <li key={year}>
                <span className="num faint">{money(costCny)}</span>
                <span className="manager-year-bar" style={{ height: `${(costCny / most) * 56}px` }} />
                <span className="num">{year}</span>
              </li>
            ))}
          </ol>
          <h3 className="manager-sub">{t("home.planFirst")}</h3>
          <ul className="manager-visits">
            {first.map((line) => (
              <li key={line.asset}>
                <span className="num faint">{t("home.planIn", { year: line.year })}</span>
                <Link to="/lifecycle/assets/$id" params={{ id: line.asset }} className="link">
                  {pick(line.name, lang)}
                </Link>
                <span className="num">{money(line.costCny)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

/** What is taken out of the house on paper or as a table, each where it is made. */
function ReportLinks({ site }: { site: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const scenario = useQuery(scenariosQuery).data?.find(({ plan }) => plan);
  const year = useQuery(costsQuery(site, undefined)).data?.year;
  const files = {
    pack: `/api/maintenance/pack?${new URLSearchParams({ site, lang, days: String(YEAR_DAYS) })}`,
    costs:
      year === undefined
        ? undefined
        : `/api/maintenance/costs/export?${new URLSearchParams({ site, year: String(year), format: "xlsx", lang })}`,
    lifecycle: scenario && reportPath(scenario.id, "pdf", lang, []),
  };
  const lines: readonly { id: "pack" | "costs" | "lifecycle"; icon: IconName }[] = [
    { id: "pack", icon: "print" },
    { id: "costs", icon: "download" },
    { id: "lifecycle", icon: "print" },
  ];
  return (
    <Card id="reports" title={t("home.reports")}>
      <ul className="manager-reports">
        {lines.map(({ id, icon }) => {
          const href = files[id];
          return (
            href && (
              <li key={id}>
                <Icon name={icon} size={18} />
                <a className="link" href={href} target="_blank" rel="noreferrer">
                  {t(`home.report.${id}`)}
                </a>
                <span className="faint">{t(`home.report.${id}Says`)}</span>
              </li>
            )
          );
        })}
        <li>
          <Icon name="alarms" size={18} />
          <Link to="/alarms" search={{ tab: "kpi" }} className="link">
            {t("home.report.alarms")}
          </Link>
          <span className="faint">{t("home.report.alarmsSays")}</span>
        </li>
        <li>
          <Icon name="emergencies" size={18} />
          <Link to="/emergencies" className="link">
            {t("home.report.emergencies")}
          </Link>
          <span className="faint">{t("home.report.emergenciesSays")}</span>
        </li>
      </ul>
    </Card>
  );
}
