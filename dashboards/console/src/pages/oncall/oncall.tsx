import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { channelsQuery, wallQuery } from "../../app/oncall-api.ts";
import { type OncallTab, oncallTabs } from "../../app/router.tsx";
import { useMayAct, useMayManage } from "../../app/session.ts";
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
  const { data: wall } = useQuery({ ...wallQuery, refetchInterval: false });
  const { data: channels } = useQuery({ ...channelsQuery, enabled: mayManage });
  const tab = search.tab ?? "pager";
  const shown = oncallTabs.filter((one) => {
    if (one === "channels") return mayManage && channels !== null;
    if (one === "wall") return wall !== null && wall !== undefined;
    return one === "sent" || one === "log" ? mayAct : true;
  });
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
      <h1 className="only-heard">{t("oncall.title")}</h1>
      <Tabs
        activeKey={tab}
        onChange={(key) =>
          void navigate({ to: "/oncall", search: { tab: oncallTabs.find((one) => one === key) ?? "pager" } })
        }
        items={shown.map((one) => ({ key: one, label: t(`oncall.tab.${one}`) }))}
      />
      {content[tab]()}
      {search.call !== undefined && (
        <CallDrawer
          id={search.call}
          close={() => void navigate({ to: "/oncall", search: search.tab ? { tab: search.tab } : {} })}
        />
      )}
    </div>
  );
}
