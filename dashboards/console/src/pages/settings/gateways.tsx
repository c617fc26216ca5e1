import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import { gatewaysQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { comma, pick } from "../../laws/index.ts";
import { AssetLink, Quiet, Since, TroubleNote, Waiting } from "../../parts/index.ts";

/** Which gateways are connected, since when, and what each of them reads. */
export function Gateways(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { data, error, refetch } = useQuery(gatewaysQuery);
  return (
    <section className="panel settings-wide" aria-labelledby="gateways">
      <div className="panel-head">
        <h2 id="gateways">{t("settings.gateways")}</h2>
        {data && (
          <span className="faint num">
            {data.gateways.filter((gateway) => gateway.online).length}/{data.gateways.length}
          </span>
        )}
      </div>
      {error && !data ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !data ? (
        <Waiting />
      ) : data.gateways.length === 0 ? (
        <FirstGateway />
      ) : (
        <table className="rows gateways">
          <thead>
            <tr>
              <th scope="col">{t("settings.gateway")}</th>
              <th scope="col">{t("alarm.state")}</th>
              <th scope="col">{t("settings.since")}</th>
              <th scope="col">{t("settings.credential")}</th>
              <th scope="col">{t("settings.reads")}</th>
            </tr>
          </thead>
          <tbody>
            {data.gateways.map((gateway) => (
              <tr key={gateway.id}>
                <td>
                  <Link to="/settings/gateways/$id" params={{ id: gateway.id }} className="link">
                    {pick(gateway.name, lang)}
                  </Link>
                </td>
                <td>
                  <span className={gateway.online ? "presence" : "presence is-off"}>
                    {t(gateway.online ? "settings.online" : "settings.offline")}
                  </span>
                </td>
                <td className="num soft">{gateway.since !== null && <Since at={gateway.since} />}</td>
                <td className={gateway.hasCredential ? "soft" : ""}>
                  {t(gateway.hasCredential ? "settings.hasCredential" : "settings.noCredential")}
                </td>
                <td className="gateway-assets">
                  {gateway.assets
                    .filter((id) => id !== gateway.id)
                    .map((id, i) => (
                      <Fragment key={id}>
                        {i > 0 && comma(lang)}
                        <AssetLink id={id} />
                      </Fragment>
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** An estate that nobody has connected yet: the first step. */
function FirstGateway(): ReactNode {
  const t = useWords();
  const mayEdit = useMaySteer();
  return (
    <Quiet>
      {t("field.next.first")}{" "}
      {mayEdit ? (
        <Link to="/settings/site" className="link">
          {t("field.next.firstOpen")}
        </Link>
      ) : (
        t("site.mayNot")
      )}
    </Quiet>
  );
}
