import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { gatewaysQuery } from "../../../app/api.ts";
import { fieldQuery } from "../../../app/field-api.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useMaySteer } from "../../../app/session.ts";
import { siteQuery } from "../../../app/sites-api.ts";
import { NOTHING, numberText, pick } from "../../../laws/index.ts";
import { Quiet, Since, TroubleNote, Waiting } from "../../../parts/index.ts";
import { Devices } from "./devices.tsx";
import { NextSteps } from "./next-steps.tsx";
import { Refused } from "./refused.tsx";
import { RunsWhere } from "./runs-where.tsx";
import "./gateway.css";
import "../settings.css";

const route = getRouteApi("/inside/settings/gateways/$id");
/** Beyond this a clock is wrong enough for its rule to say so. */
const RIGHT_WITHIN_S = 5;

/** One gateway: how it does, what to do next, and the devices it reads. */
export function GatewayPage(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { id } = route.useParams();
  const [site = "", slug = ""] = [id.slice(0, id.indexOf(".")), id.slice(id.indexOf(".") + 1)];
  const mayEdit = useMaySteer();
  const gateways = useQuery({ ...gatewaysQuery, refetchInterval: 5_000 });
  const field = useQuery(fieldQuery(id));
  const detail = useQuery({ ...siteQuery(site), enabled: mayEdit });
  const gateway = gateways.data?.gateways.find((each) => each.id === id);

  const error = gateways.error ?? field.error;
  if (!gateways.data || !field.data)
    return error ? <TroubleNote error={error} again={() => void field.refetch()} /> : <Waiting lines={8} />;
  if (!gateway)
    return (
      <Quiet>
        {t("field.gateway.missing")}{" "}
        <Link to="/settings" className="link">
          {t("field.gateway.back")}
        </Link>
      </Quiet>
    );
  const { clockOffsetMs, waitingMessages, droppedMessages, runsHere } = field.data;
  return (
    <div className="gateway-page">
      <section className="panel" aria-labelledby="gateway-name">
        <div className="panel-head">
          <h1 id="gateway-name">{pick(gateway.name, lang)}</h1>
          <span className="faint">{id}</span>
          <Link to="/assets/$id" params={{ id }} className="link">
            {t("field.gateway.asset")}
          </Link>
        </div>
        <dl className="gateway-facts">
          <div>
            <dt>{t("alarm.state")}</dt>
            <dd>
              <span className={gateway.online ? "presence" : "presence is-off"}>
                {t(gateway.online ? "settings.online" : "settings.offline")}
              </span>{" "}
              {gateway.since !== null && (
                <span className="soft num">
                  <Since at={gateway.since} />
                </span>
              )}
            </dd>
          </div>
          <div>
            <dt>{t("field.gateway.clock")}</dt>
            <dd className={Math.abs(clockOffsetMs ?? 0) > RIGHT_WITHIN_S * 1_000 ? "device-why" : "num"}>
              <Clock offsetMs={clockOffsetMs} />
            </dd>
          </div>
          <div>
            <dt>{t("field.gateway.waiting")}</dt>
            <dd className="num">
              {waitingMessages === null ? NOTHING : numberText(waitingMessages, 0, lang)}
              {droppedMessages !== null && droppedMessages > 0 && (
                <span className="device-why">
                  {" "}
                  {t("field.gateway.dropped", { n: numberText(droppedMessages, 0, lang) })}
                </span>
              )}
            </dd>
          </div>
        </dl>
        {detail.data && <RunsWhere site={detail.data} gateway={slug} />}
        {!runsHere && gateway.online && <p className="soft gateway-own">{t("field.gateway.own")}</p>}
      </section>
      <NextSteps gateway={gateway} hasDevices={runsHere} />
      <Devices field={field.data} detail={detail.data} gateway={slug} />
      {mayEdit && <Refused gateway={`${site}/${slug}`} />}
    </div>
  );
}

function Clock({ offsetMs }: { offsetMs: number | null }): ReactNode {
  const t = useWords();
  const lang = useLang();
  if (offsetMs === null) return <span className="soft">{t("field.gateway.clockUnknown")}</span>;
  const seconds = Math.abs(offsetMs) / 1_000;
  if (seconds <= 1) return t("field.gateway.clockRight", { n: 1 });
  const n = numberText(seconds, 1, lang);
  return t(offsetMs > 0 ? "field.gateway.clockAhead" : "field.gateway.clockBehind", { n });
}
