import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { colon, pick } from "../../../laws/index.ts";
import { Quiet, TroubleNote, Waiting } from "../../../parts/index.ts";
import { fleetQuery, planQuery, scenariosQuery } from "../../lifecycle/api.ts";
import { percentText, useMoney } from "../../lifecycle/words.ts";
import { Card } from "./card.tsx";

/** The years of the plan, and what comes first. */
export function Replacement(): ReactNode {
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
          {t("home.fci")}
          {colon(lang)}
          <strong className="num">{percentText(fleet.fci)}</strong>
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
