import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { ReportKind } from "../../../../../api/contract/index.ts";
import { runsQuery } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useSite, useTimeZone } from "../../app/site.ts";
import { pick, stampText } from "../../laws/index.ts";
import { serverNow } from "../../live/index.ts";
import { Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { scenariosQuery } from "../lifecycle/api.ts";
import { type Chosen, monthsUpTo, reportsQuery } from "./api.ts";
import { ReportCard } from "./report-card.tsx";
import "./reports.css";

const groups = [
  "management",
  "alarms",
  "maintenance",
  "money",
  "lifecycle",
  "emergencies",
  "register",
] as const satisfies readonly ReportKind["group"][];
const MONTHS = 24;
const lengths = [30, 90, 180, 365] as const;

/** Every report that the house can make, in one place: choose of what and when, in which language, and how. */
export function ReportsPage(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const site = useSite();
  const timeZone = useTimeZone();
  const now = serverNow();
  const months = monthsUpTo(now, timeZone, MONTHS);
  const thisYear = Number(months[0]?.slice(0, 4));
  const { data: reports, error, refetch } = useQuery(reportsQuery);
  const { data: scenarios } = useQuery(scenariosQuery);
  const { data: runs } = useQuery(runsQuery);
  const planned = scenarios?.filter(({ plan }) => plan !== null) ?? [];
  const [month, setMonth] = useState(months[0] ?? "");
  const [year, setYear] = useState(thisYear);
  const [days, setDays] = useState<number>(365);
  const [scenario, setScenario] = useState<string>();
  const [run, setRun] = useState<string>();
  const [language, setLanguage] = useState<"en" | "zh">(lang);
  if (error && !reports) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!reports || !site) return <Waiting lines={10} />;
  const chosen: Chosen = {
    site: site.id,
    month,
    year,
    days,
    scenario: scenario ?? planned[0]?.id,
    run: run ?? runs?.runs[0]?.id,
  };
  const needs = (period: ReportKind["period"]) => reports.some((report) => report.period === period);
  const monthText = (value: string) =>
    new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", {
      year: "numeric",
      month: "long",
      timeZone: "UTC",
    }).format(Date.parse(`${value}-01`));
  return (
    <div className="reports">
      <h1>{t("reports.title")}</h1>
      <section className="panel reports-choose" aria-label={t("reports.choose")}>
        <Choice
          label={t("reports.language")}
          value={language}
          set={setLanguage}
          options={[
            { value: "zh" as const, label: t("reports.zh") },
            { value: "en" as const, label: t("reports.en") },
          ]}
        />
        {needs("month") && (
          <Choice
            label={t("reports.month")}
            value={month}
            set={setMonth}
            options={months.map((value) => ({ value, label: monthText(value) }))}
          />
        )}
        {needs("year") && (
          <Choice
            label={t("reports.year")}
            value={year}
            set={setYear}
            options={[0, 1, 2, 3].map((back) => ({
              value: thisYear - back,
              label: String(thisYear - back),
            }))}
          />
        )}
        {needs("days") && (
          <Choice
            label={t("reports.days")}
            value={days}
            set={setDays}
            options={lengths.map((value) => ({ value, label: t("reports.lastDays", { n: value }) }))}
          />
        )}
        {needs("scenario") && planned.length > 0 && (
          <Choice
            label={t("lifecycle.scenario")}
            value={chosen.scenario ?? ""}
            set={setScenario}
            options={planned.map(({ id, scenario: asked }) => ({
              value: id,
              label: pick(asked.name, lang),
            }))}
          />
        )}
        {needs("run") && (runs?.runs.length ?? 0) > 0 && (
          <Choice
            label={t("reports.run")}
            value={chosen.run ?? ""}
            set={setRun}
            options={(runs?.runs ?? []).map(({ id, title, where, startedAt, drill }) => ({
              value: id,
              label: `${stampText(startedAt, lang, timeZone)} ${pick(title, lang)}, ${pick(where, lang)}${drill ? ` (${t("reports.drill")})` : ""}`,
            }))}
          />
        )}
      </section>
      {reports.length === 0 && <Quiet>{t("reports.none")}</Quiet>}
      {groups.map((group) => {
        const own = reports.filter((report) => report.group === group);
        return own.length === 0 ? null : (
          <section key={group} className="reports-group" aria-labelledby={`reports-${group}`}>
            <h2 id={`reports-${group}`}>{t(`reports.group.${group}`)}</h2>
            <div className="reports-cards">
              {own.map((report) => (
                <ReportCard
                  key={report.id}
                  report={report}
                  chosen={chosen}
                  language={language}
                  period={periodText(report, chosen, { monthText, t })}
                />
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

/** Of what a report is now: its month, year, days; empty where it is of the present. */
function periodText(
  { period }: ReportKind,
  { month, year, days }: Chosen,
  { monthText, t }: { monthText: (month: string) => string; t: ReturnType<typeof useWords> },
): string {
  switch (period) {
    case "month":
      return monthText(month);
    case "year":
      return String(year);
    case "days":
      return t("reports.lastDays", { n: days });
    case "scenario":
    case "run":
    case "none":
      return "";
    default:
      return period satisfies never;
  }
}

function Choice<T extends string | number>({
  label,
  value,
  set,
  options,
}: {
  label: string;
  value: T;
  set: (value: T) => void;
  options: { value: T; label: string }[];
}): ReactNode {
  const id = useId();
  return (
    <div className="reports-choice">
      <label htmlFor={id}>{label}</label>
      <Select id={id} aria-label={label} value={value} onChange={set} options={options} />
    </div>
  );
}
