import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { costsQuery } from "../../../app/work-api.ts";
import { Icon, type IconName } from "../../../parts/index.ts";
import { reportPath, scenariosQuery } from "../../lifecycle/api.ts";
import { Card } from "./card.tsx";
import { YEAR_DAYS } from "./year.ts";

/** What is taken out of the house on paper or as a table, each where it is made. */
export function ReportLinks({ site }: { site: string }): ReactNode {
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
