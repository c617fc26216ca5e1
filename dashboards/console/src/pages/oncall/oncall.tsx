import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { channelsQuery } from "../../app/oncall-api.ts";
import { type OncallTab, oncallTabs } from "../../app/router.tsx";
import { useMayAct, useMayManage, useSimulated } from "../../app/session.ts";
import { Quiet, TabBar } from "../../parts/index.ts";
import { CallDrawer } from "./call-drawer.tsx";
import { Channels } from "./channels.tsx";
import { LogBook } from "./log-book.tsx";
import { Pager } from "./pager.tsx";
import { People } from "./people.tsx";
import { RotaTab } from "./rota.tsx";
import { Routing } from "./routing.tsx";
import { SentTab } from "./sent.tsx";
import { Wall } from "./wall.tsx";
import "./oncall.css";

/** On call: my pager first, for it is opened on a phone at night. */
export function OncallPage(): ReactNode {
  const t = useWords();
  const navigate = useNavigate();
  const search = useSearch({ from: "/inside/oncall" });
  const mayManage = useMayManage();
  const mayAct = useMayAct();
  const simulated = useSimulated();
  const { data: channels } = useQuery({ ...channelsQuery, enabled: mayManage });
  const tab = search.tab ?? "pager";
  const shown = oncallTabs.filter((one) => {
    if (one === "channels") return mayManage && channels !== null;
    if (one === "wall") return simulated;
    return one === "sent" || one === "log" ? mayAct : true;
  });
  /** By its address a tab is found that is not offered. */
  const mayOpen = tab === "channels" ? mayManage : tab === "sent" || tab === "log" ? mayAct : true;
  const content: Record<OncallTab, () => ReactNode> = {
    pager: () => <Pager />,
    rota: () => <RotaTab />,
    routing: () => <Routing />,
    people: () => <People />,
    sent: () => <SentTab />,
    log: () => <LogBook />,
    channels: () => <Channels />,
    wall: () => <Wall />,
  };
  return (
    <div className="oncall">
      <div className="panel panel-head oncall-head">
        <h1>{t("oncall.title")}</h1>
        <TabBar label={t("oncall.title")}>
          {shown.map((one) => (
            <Link
              key={one}
              to="/oncall"
              search={{ tab: one }}
              className={tab === one ? "tab is-here" : "tab"}
              aria-current={tab === one ? "page" : undefined}
            >
              {t(`oncall.tab.${one}`)}
            </Link>
          ))}
        </TabBar>
      </div>
      {mayOpen ? (
        content[tab]()
      ) : (
        <Quiet>{t(tab === "channels" ? "needs.manager" : "needs.technician")}</Quiet>
      )}
      {search.call !== undefined && (
        <CallDrawer
          id={search.call}
          close={() => void navigate({ to: "/oncall", search: search.tab ? { tab: search.tab } : {} })}
        />
      )}
    </div>
  );
}
