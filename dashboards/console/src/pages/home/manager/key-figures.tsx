import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { kpiQuery } from "../../../app/api.ts";
import { useWords } from "../../../app/i18n.ts";
import { maintenanceKpiQuery } from "../../../app/work-api.ts";
import { TroubleNote, Waiting } from "../../../parts/index.ts";
import { percentText } from "../../lifecycle/words.ts";
import { Card } from "./card.tsx";

/** How the plant and its upkeep did in the last 90 days. */
export function KeyFigures({ site }: { site: string }): ReactNode {
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
