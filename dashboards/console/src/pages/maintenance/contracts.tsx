import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ContractView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { contractsQuery } from "../../app/work-api.ts";
import { pick } from "../../laws/index.ts";
import { Icon, Quiet, Shape, TroubleNote, Waiting } from "../../parts/index.ts";

export const percent = (share: number | null): string =>
  share === null ? "–" : `${Math.round(share * 100)} %`;

/** How long a paper still holds, as colour, shape and word. */
export function ExpiryMark({ expiry }: { expiry: ContractView["expiry"] }): ReactNode {
  const t = useWords();
  return (
    <span className={`expiry is-${expiry.is}`}>
      {expiry.is === "valid" ? (
        <Icon name="check" size={16} />
      ) : (
        <Shape priority={expiry.is === "expired" ? "high" : "medium"} size={12} />
      )}
      {expiry.is === "valid"
        ? t("mnt.valid")
        : expiry.is === "soon"
          ? t("mnt.soon", { n: expiry.days })
          : t("mnt.expired", { n: -expiry.days })}
    </span>
  );
}

/** Contracts: scope, clocks, end; and what their people really did. */
export function Contracts({ site }: { site: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { data, error, refetch } = useQuery(contractsQuery(site));
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={6} />;
  if (data.contracts.length === 0) return <Quiet>{t("mnt.noContract")}</Quiet>;
  return (
    <div className="papers">
      {data.contracts.map(({ contract, expiry, notice, assets, scorecard }) => (
        <section key={contract.id} className="paper">
          <div className="paper-head">
            <h2>{pick(contract.title, lang)}</h2>
            <ExpiryMark expiry={expiry} />
          </div>
          <p className="soft">
            {contract.vendor} {contract.phone && `· ${contract.phone}`} ·{" "}
            {t("mnt.coversAssets", { n: assets })} ·{" "}
            <span className="num">
              {contract.from} – {contract.until}
            </span>
          </p>
          {notice && <p className="order-note">{pick(notice, lang)}</p>}
          <dl className="scorecard">
            <Figure
              name={t("mnt.arrival")}
              value={
                scorecard.meanArrivalMinutes === null
                  ? "–"
                  : t("mnt.arriveIn", { n: Math.round(scorecard.meanArrivalMinutes) })
              }
              more={`${percent(scorecard.arrivedInTime)} ${t("mnt.inTime")}`}
            />
            <Figure
              name={t("mnt.repair")}
              value={
                scorecard.meanRepairHours === null
                  ? "–"
                  : t("mnt.hoursShort", { n: Math.round(scorecard.meanRepairHours * 10) / 10 })
              }
              more={`${percent(scorecard.repairedInTime)} ${t("mnt.inTime")}`}
            />
            <Figure
              name={t("mnt.firstTime")}
              value={percent(scorecard.firstTimeFix)}
              more={`${t("mnt.repeats")} ${scorecard.repeats}`}
            />
            <Figure
              name={t("mnt.visitsKept")}
              value={`${scorecard.visitsInTime}/${scorecard.visitsDue}`}
              more={t("mnt.inTime")}
            />
            {scorecard.rescues > 0 && (
              <Figure
                name={t("mnt.rescues")}
                value={
                  scorecard.meanRescueMinutes === null
                    ? "–"
                    : t("mnt.arriveIn", { n: Math.round(scorecard.meanRescueMinutes) })
                }
                more={`${percent(scorecard.rescuesInTime)} ${t("mnt.inTime")} · ${t("mnt.rescueCalls", { n: scorecard.rescues })}`}
              />
            )}
            <Figure name={t("mnt.penalties")} value={`¥${scorecard.penaltiesCny.toLocaleString()}`} more="" />
          </dl>
        </section>
      ))}
    </div>
  );
}

export function Figure({ name, value, more }: { name: string; value: string; more: string }): ReactNode {
  return (
    <div className="figure">
      <dt className="soft">{name}</dt>
      <dd className="num">
        <strong>{value}</strong> <span className="faint">{more}</span>
      </dd>
    </div>
  );
}
