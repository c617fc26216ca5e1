import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ConnectionsView, SpoolView } from "../../../../../api/contract/index.ts";
import { connectionsQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { bytesText, numberText } from "../../laws/index.ts";
import { Since, When } from "../../parts/index.ts";

/** What the server says itself, in its own words, and since when. */
function Trouble({ words, since }: { words: string; since: number | null }): ReactNode {
  return (
    <p className="connection-trouble" role="status">
      {words}
      {since !== null && (
        <span className="faint num">
          {" "}
          (<Since at={since} />)
        </span>
      )}
    </p>
  );
}

function Spool({ spool }: { spool: SpoolView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const size = bytesText(spool.waitingBytes, lang);
  const budget = bytesText(spool.budgetBytes, lang);
  return (
    <>
      <dt>{t("connections.waiting")}</dt>
      <dd>
        {spool.waiting === 0 ? (
          <span className="soft">{t("connections.nothing")}</span>
        ) : (
          <>
            <span className="num">
              {t("connections.some", { n: numberText(spool.waiting, 0, lang), size, budget })}
            </span>
            {spool.oldestAt !== null && (
              <span className="faint">
                {" · "}
                {t("connections.oldest")} <When at={spool.oldestAt} />
              </span>
            )}
            <span className="connection-meter" aria-hidden="true">
              <span style={{ width: `${Math.min(100, (spool.waitingBytes / spool.budgetBytes) * 100)}%` }} />
            </span>
          </>
        )}
        {spool.trouble !== null && (
          <span className="soft connection-hint">{t("connections.safe", { budget })}</span>
        )}
      </dd>
      {spool.refused > 0 && (
        <>
          <dt>{t("connections.refused")}</dt>
          <dd>{t("connections.refusedKept", { n: numberText(spool.refused, 0, lang) })}</dd>
        </>
      )}
    </>
  );
}

function Facts({ readings, broker }: ConnectionsView): ReactNode {
  const t = useWords();
  const { spool } = readings;
  return (
    <dl className="settings-facts connections">
      <dt>{t("connections.readings")}</dt>
      <dd>
        {spool === null ? (
          t("connections.here")
        ) : (
          <>
            <span className={spool.trouble === null ? "presence" : "presence is-off"}>
              {t(spool.trouble === null ? "connections.takes" : "connections.takesNothing")}
            </span>{" "}
            <code className="connection-address">{readings.address}</code>
            {spool.trouble !== null && <Trouble words={spool.trouble} since={spool.troubleSince} />}
          </>
        )}
      </dd>
      {spool && <Spool spool={spool} />}
      <dt>{t("connections.broker")}</dt>
      <dd>
        {broker.kind === "built-in" ? (
          t("connections.builtIn")
        ) : (
          <>
            <span className={broker.connected ? "presence" : "presence is-off"}>
              {t(broker.connected ? "connections.connected" : "connections.notConnected")}
            </span>{" "}
            <code className="connection-address">{broker.address}</code>
            {broker.trouble !== null && <Trouble words={broker.trouble} since={broker.since} />}
          </>
        )}
      </dd>
    </dl>
  );
}

/** Where readings are kept, what still waits to get there, and the broker; for engineers and those above. */
export function Connections(): ReactNode {
  const t = useWords();
  const mayLook = useMaySteer();
  const { data } = useQuery({ ...connectionsQuery, enabled: mayLook });
  if (!data) return null;
  return (
    <section className="panel" aria-labelledby="connections">
      <div className="panel-head">
        <h2 id="connections">{t("connections.title")}</h2>
      </div>
      <Facts {...data} />
    </section>
  );
}
