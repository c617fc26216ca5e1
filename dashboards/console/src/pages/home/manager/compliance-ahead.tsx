import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useTimeZone } from "../../../app/site.ts";
import { calendarQuery, complianceQuery } from "../../../app/work-api.ts";
import { dayText, pick } from "../../../laws/index.ts";
import { serverNow } from "../../../live/index.ts";
import { Quiet, TroubleNote, Waiting } from "../../../parts/index.ts";
import { usePapers } from "../use-needs.ts";
import { Card } from "./card.tsx";
import { YEAR_DAYS } from "./year.ts";

const AHEAD_MS = 14 * 86_400_000;

/** What the law asks in the next two weeks, how it was kept, and papers that end. */
export function ComplianceAhead({ site }: { site: string }): ReactNode {
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
          <strong>
            {sum("due") === 0 ? t("home.keptNone") : t("home.kept", { n: sum("inTime"), of: sum("due") })}
          </strong>
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
