import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { costsQuery } from "../../../app/work-api.ts";
import { colon } from "../../../laws/index.ts";
import { Quiet, TroubleNote, Waiting } from "../../../parts/index.ts";
import { useMoney } from "../../lifecycle/words.ts";
import { Card } from "./card.tsx";

/** What of the year's budget is spent, accrued and committed. */
export function Budget({ site }: { site: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
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
            {t("home.used")}
            {colon(lang)}
            <strong className="num">{money(used)}</strong>{" "}
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
