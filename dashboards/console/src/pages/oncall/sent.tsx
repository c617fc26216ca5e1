import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { DeliveryView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { deliveriesQuery, pastCallsQuery, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { pick } from "../../laws/index.ts";
import { Quiet, TroubleNote, Waiting, When } from "../../parts/index.ts";
import { shortTime } from "./times.ts";

const kinds = [
  "page",
  "more",
  "reminder",
  "escalated",
  "unanswered",
  "contractor",
  "contractor-late",
  "over",
  "test",
] as const;

/** Past calls, and every message with what became of it. */
export function SentTab(): ReactNode {
  const t = useWords();
  const { data, error } = useQuery(deliveriesQuery);
  return (
    <div className="oncall-stack">
      <PastCalls />
      <section className="panel" aria-labelledby="sent">
        <div className="panel-head">
          <h2 id="sent">{t("oncall.sent")}</h2>
          <span className="soft">{t("oncall.sentHint")}</span>
        </div>
        {error && <TroubleNote error={error} />}
        {!data && !error && <Waiting lines={6} />}
        {data && data.deliveries.length === 0 && <Quiet>{t("oncall.noMessages")}</Quiet>}
        {data && data.deliveries.length > 0 && <DeliveryTable deliveries={data.deliveries} />}
      </section>
    </div>
  );
}

function PastCalls(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const { data } = useQuery(pastCallsQuery);
  if (!data || data.calls.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="past-calls">
      <div className="panel-head">
        <h2 id="past-calls">{t("oncall.calls")}</h2>
      </div>
      <ul className="past-calls">
        {data.calls.map((call) => (
          <li key={call.id}>
            <span className="soft">
              <When at={call.openedAt} />
            </span>
            <Link to="/oncall" search={{ tab: "sent", call: call.id }} className="link">
              {call.members[0] ? `${pick(call.members[0].where, lang)} · ` : ""}
              {pick(call.title, lang)}
              {call.count > 1 ? ` ${t("oncall.more", { n: call.count - 1 })}` : ""}
            </Link>
            <span className="faint">
              {call.answeredBy
                ? t("oncall.heldBy", { who: nameOf(call.answeredBy) })
                : t(`oncall.state.${call.state}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function DeliveryTable({ deliveries }: { deliveries: readonly DeliveryView[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const nameOf = useNames();
  return (
    <div className="deliveries-scroll">
      <table className="rows deliveries">
        <thead>
          <tr>
            <th scope="col">{t("oncall.at")}</th>
            <th scope="col">{t("oncall.who")}</th>
            <th scope="col">{t("oncall.channel")}</th>
            <th scope="col">{t("oncall.what")}</th>
            <th scope="col">{t("oncall.result")}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((one) => {
            const kind = kinds.find((known) => known === one.kind);
            return (
              <tr key={one.id} className={one.state === "failed" ? "is-failed" : ""}>
                <td className="num soft">
                  <When at={one.sentAt ?? one.queuedAt} />
                </td>
                <td>{one.person === null ? t("oncall.desk") : nameOf(one.person)}</td>
                <td className="soft">
                  {one.channel} {one.address}
                </td>
                <td>
                  {kind ? t(`oncall.kind.${kind}`) : one.kind}
                  {one.merged > 1 ? ` · ${t("oncall.merged", { n: one.merged })}` : ""}
                  <span className="deliveries-title faint">{pick(one.title, lang)}</span>
                </td>
                <td>
                  <span className={`delivery is-${one.state}`}>{t(`oncall.delivery.${one.state}`)}</span>
                  {one.seenAt !== null && (
                    <span className="soft">
                      {" "}
                      · {t("oncall.seen", { at: shortTime(one.seenAt, lang, timeZone) })}
                    </span>
                  )}
                  {one.tries > 1 && (
                    <span className="soft num">
                      {" "}
                      · {t("oncall.tries")} {one.tries}
                    </span>
                  )}
                  {(one.state === "failed" || (one.state === "queued" && one.tries > 0)) && (
                    <span className="deliveries-title faint">
                      {one.person === null ? t("oncall.noConsole") : one.detail}
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
