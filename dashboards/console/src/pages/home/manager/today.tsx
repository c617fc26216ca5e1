import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../../app/i18n.ts";
import { complianceQuery, openOrdersQuery } from "../../../app/work-api.ts";
import { useAlarmBoard, useRuns } from "../../../live/index.ts";
import { Icon, Quiet, Shape, Waiting } from "../../../parts/index.ts";
import { fleetQuery } from "../../lifecycle/api.ts";
import { usePapers } from "../use-needs.ts";
import { Card } from "./card.tsx";
import { YEAR_DAYS } from "./year.ts";

/** Only what presses, each a way to where it is mended; a calm day says so. */
export function Today({ site }: { site: string }): ReactNode {
  const t = useWords();
  const { open, known } = useAlarmBoard();
  const runs = useRuns().filter(({ drill }) => !drill).length;
  const orders = useQuery(openOrdersQuery).data?.orders;
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
