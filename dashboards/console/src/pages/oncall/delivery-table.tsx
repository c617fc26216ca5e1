import type { ReactNode } from "react";
import type { DeliveryView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useChannels, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { pick } from "../../laws/index.ts";
import { When } from "../../parts/index.ts";
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

/** Messages, one a line: when, to whom, by which way, and what is known of it. */
export function DeliveryTable({ deliveries }: { deliveries: readonly DeliveryView[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const nameOf = useNames();
  const channelOf = useChannels();
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
                <td className="num soft deliveries-at">
                  <When at={one.sentAt ?? one.queuedAt} />
                </td>
                <td>{one.person === null ? t("oncall.desk") : nameOf(one.person)}</td>
                <td className="soft deliveries-by">
                  {channelOf(one.channel)} {one.address}
                </td>
                <td className="deliveries-what">
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
                      {one.person === null ? t("oncall.noConsoleAlone") : one.detail}
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
