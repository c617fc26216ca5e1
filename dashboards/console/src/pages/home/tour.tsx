import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { OfferList } from "../../../../../api/contract/index.ts";
import { call, gatewaysQuery, Trouble } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { staffQuery } from "../../app/oncall-api.ts";
import { prefer } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { sitesQuery } from "../../app/sites-api.ts";
import { useAlarmBoard } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/index.ts";

/** How many points wait to be adopted; none for people who may not see them. */
const offersQuery = {
  queryKey: ["offers", "tour"],
  queryFn: async (): Promise<number> => {
    try {
      return (await call<OfferList>("GET", "/api/offers")).offers.length;
    } catch (trouble) {
      if (trouble instanceof Trouble && (trouble.status === 403 || trouble.status === 404)) return 0;
      throw trouble;
    }
  },
  refetchInterval: 10_000,
};

const stepIds = ["place", "gateway", "connect", "adopt", "alarm", "people"] as const;
type StepId = (typeof stepIds)[number];

/** From an empty site to the first alarm. Steps tick themselves by what the house holds; nothing is remembered. */
export function Tour({ may }: { may: boolean }): ReactNode {
  const t = useWords();
  const assets = useAssets();
  const { open, hidden } = useAlarmBoard();
  const sites = useQuery({ ...sitesQuery, refetchInterval: 10_000 }).data;
  const gateways = useQuery(gatewaysQuery).data?.gateways ?? [];
  const offers = useQuery(offersQuery).data ?? 0;
  const staff = useQuery({ ...staffQuery, enabled: may }).data;
  const online = gateways.find((gateway) => gateway.online);
  const first = online ?? gateways[0];
  const equipment = [...assets.values()].filter(({ system }) => system !== "network");

  const done: Record<StepId, boolean> = {
    place: (sites?.sites[0]?.places ?? 0) > 0,
    gateway: gateways.length > 0,
    connect: online !== undefined && (offers > 0 || equipment.some(({ points }) => points.length > 0)),
    adopt: equipment.some(({ points }) => points.length > 0) && offers === 0,
    // A gateway that has not signed in yet rings too; that is not what the step is about.
    alarm: [...open, ...hidden].some(({ system }) => system !== "network"),
    // An account alone is called by nothing.
    people: staff?.staff.some(({ contacts, push }) => (contacts?.length ?? 0) > 0 || push > 0) ?? false,
  };
  const ways: Record<StepId, ReactNode> = {
    place: (
      <>
        <Link to="/settings/site" className="link">
          {t("tour.placeOpen")}
        </Link>
        <Link to="/settings/site" hash="site-import" className="link">
          {t("tour.import")}
        </Link>
      </>
    ),
    gateway: (
      <Link to="/settings/site" className="link">
        {t("tour.gatewayOpen")}
      </Link>
    ),
    connect: first ? (
      <Link to="/settings/gateways/$id" params={{ id: first.id }} className="link">
        {t("tour.connectOpen")}
      </Link>
    ) : null,
    adopt: (
      <Link to="/settings" hash="offers" className="link">
        {t("tour.adoptOpen")}
      </Link>
    ),
    alarm: (
      <Link to="/alarms" className="link">
        {t("tour.alarmOpen")}
      </Link>
    ),
    people: (
      <Link to="/oncall" search={{ tab: "people" }} className="link">
        {t("tour.peopleOpen")}
      </Link>
    ),
  };
  const next = stepIds.find((id) => !done[id]);
  if (next === undefined) return null;
  return (
    <section className="panel tour" aria-labelledby="tour">
      <div className="panel-head">
        <h2 id="tour">{t("tour.title")}</h2>
        <Button size="small" onClick={() => prefer({ tourHidden: true })}>
          {t("tour.hide")}
        </Button>
      </div>
      {equipment.length === 0 && <p className="tour-says soft">{t("tour.says")}</p>}
      <ol className="tour-steps">
        {stepIds.map((id, i) => (
          <li
            key={id}
            className={done[id] ? "is-done" : id === next ? "is-next" : ""}
            aria-current={id === next ? "step" : undefined}
          >
            <span className="tour-mark num" aria-hidden="true">
              {done[id] ? <Icon name="check" size={16} /> : i + 1}
            </span>
            <span className="tour-words">
              <strong>{t(`tour.${id}`)}</strong>
              {done[id] && <span className="only-heard"> ({t("tour.done")})</span>}
              {id === next && <span className="only-heard"> ({t("tour.next")})</span>}
              {!done[id] && <span className="soft">{t(`tour.${id}Says`)}</span>}
            </span>
            {!done[id] && (
              <span className="tour-ways">
                {may ? ways[id] : <span className="faint">{t("tour.mayNot")}</span>}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
