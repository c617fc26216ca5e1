import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ContractView } from "../../../../../api/contract/index.ts";
import { nameInBoth } from "../../../../../facility/units/shown/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { contractsQuery } from "../../app/work-api.ts";
import { datesSaid, dateText, pick, priorities } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon, Quiet, Shape, TroubleNote, Waiting } from "../../parts/index.ts";
import { ContractForm } from "./forms/contract-form.tsx";

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
export function Contracts({ site, may }: { site: string; may: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const [edited, setEdited] = useState<ContractView["contract"] | "new">();
  const inTime = (share: number | null) => (share === null ? "" : `${percent(share)} ${t("mnt.inTime")}`);
  const { data, error, refetch } = useQuery(contractsQuery(site));
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={6} />;
  return (
    <>
      {may && (
        <div className="mnt-bar">
          <Button onClick={() => setEdited("new")}>{t("keep.newContract")}</Button>
        </div>
      )}
      {data.contracts.length === 0 && <Quiet>{t("mnt.noContract")}</Quiet>}
      <div className="papers">
        {data.contracts.map(({ contract, expiry, notice, assets, scorecard }) => (
          <section key={contract.id} className="paper">
            <div className="paper-head">
              <h2>{pick(contract.title, lang)}</h2>
              <ExpiryMark expiry={expiry} />
            </div>
            <p className="soft">
              {pick(nameInBoth(contract.vendor), lang)} {contract.phone && `· ${contract.phone}`} ·{" "}
              {t("mnt.coversAssets", { n: assets })} ·{" "}
              <span className="num">
                {dateText(contract.from, lang)} – {dateText(contract.until, lang)}
              </span>
            </p>
            <Clocks contract={contract} />
            {notice && <p className="order-note">{datesSaid(pick(notice, lang), lang)}</p>}
            <dl className="scorecard">
              <Figure
                name={t("mnt.arrival")}
                value={
                  scorecard.meanArrivalMinutes === null ? "–" : minutesText(scorecard.meanArrivalMinutes, t)
                }
                more={inTime(scorecard.arrivedInTime)}
              />
              <Figure
                name={t("mnt.repair")}
                value={
                  scorecard.meanRepairHours === null
                    ? "–"
                    : t("mnt.hoursShort", { n: Math.round(scorecard.meanRepairHours * 10) / 10 })
                }
                more={inTime(scorecard.repairedInTime)}
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
              <Figure
                name={t("mnt.penalties")}
                value={`¥${scorecard.penaltiesCny.toLocaleString()}`}
                more=""
              />
            </dl>
            {contract.files.length > 0 && (
              <span className="paper-files">
                {contract.files.map(({ id, name }) => (
                  <a key={id} className="link" href={`/api/files/${id}`} target="_blank" rel="noreferrer">
                    {name}
                  </a>
                ))}
              </span>
            )}
            {may && (
              <Button size="small" className="paper-edit" onClick={() => setEdited(contract)}>
                {t("keep.change")}
              </Button>
            )}
          </section>
        ))}
      </div>
      {edited && (
        <ContractForm
          site={site}
          contract={edited === "new" ? undefined : edited}
          today={new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date())}
          close={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

/** A mean as people say it: minutes up to two hours, then hours. */
const minutesText = (minutes: number, t: ReturnType<typeof useWords>): string =>
  minutes < 120
    ? t("mnt.arriveIn", { n: Math.round(minutes) })
    : t("mnt.hoursShort", { n: Math.round(minutes / 6) / 10 });

/** The clocks of the contract as it promises them, the most urgent first. */
function Clocks({ contract }: { contract: ContractView["contract"] }): ReactNode {
  const t = useWords();
  const promised = priorities.filter(
    (priority) =>
      contract.arriveMinutes[priority] !== undefined || contract.repairHours[priority] !== undefined,
  );
  if (promised.length === 0) return null;
  return (
    <table className="clocks num">
      <thead>
        <tr>
          <th scope="col">{t("mnt.promised")}</th>
          {promised.map((priority) => (
            <th key={priority} scope="col">
              {t(`priority.${priority}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t("mnt.arrival")}</th>
          {promised.map((priority) => {
            const minutes = contract.arriveMinutes[priority];
            return <td key={priority}>{minutes === undefined ? "–" : minutesText(minutes, t)}</td>;
          })}
        </tr>
        <tr>
          <th scope="row">{t("mnt.repair")}</th>
          {promised.map((priority) => {
            const n = contract.repairHours[priority];
            return <td key={priority}>{n === undefined ? "–" : t("mnt.hoursShort", { n })}</td>;
          })}
        </tr>
      </tbody>
    </table>
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
