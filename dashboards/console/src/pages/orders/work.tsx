import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { OrderSummary } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import type { WorkTab } from "../../app/router.tsx";
import { useMayAct, useSession } from "../../app/session.ts";
import { openOrdersQuery } from "../../app/work-api.ts";
import { byVisit } from "../../laws/index.ts";
import { Quiet, TabBar, TroubleNote, usePhone, Waiting } from "../../parts/index.ts";
import { RoundList } from "../rounds/round-list.tsx";
import { AllOrders } from "./all-orders.tsx";
import { NewOrderButton } from "./new-order.tsx";
import { VisitCard } from "./visit-card.tsx";
import "./work.css";

const route = getRouteApi("/inside/work");

const columns = ["requested", "planned", "assigned", "in-progress", "on-hold", "done", "verified"] as const;
const rank = { critical: 0, high: 1, medium: 2, low: 3 };
const byUrgency = (a: OrderSummary, b: OrderSummary): number =>
  Number(b.overdue) - Number(a.overdue) ||
  rank[a.priority] - rank[b.priority] ||
  (a.plannedFor ?? a.openedAt) - (b.plannedFor ?? b.openedAt);

/** Orders by their stage, one's own first on a phone. */
export function WorkPage(): ReactNode {
  const t = useWords();
  const phone = usePhone();
  const search = route.useSearch();
  const tab: WorkTab = search.tab ?? (phone ? "mine" : "board");
  const tabs: readonly (readonly [WorkTab, string])[] = [
    ["mine", t("work.mine")],
    ["board", t("work.board")],
    ["rounds", t("work.rounds")],
    ["all", t("work.all")],
  ];
  return (
    <div className="work panel">
      <div className="panel-head work-head">
        <h1>{t("work.title")}</h1>
        <TabBar label={t("work.title")}>
          {tabs.map(([id, name]) => (
            <Link
              key={id}
              to="/work"
              search={{ tab: id }}
              className={tab === id ? "tab is-here" : "tab"}
              aria-current={tab === id ? "page" : undefined}
            >
              {name}
            </Link>
          ))}
        </TabBar>
        <NewOrderButton may={useMayAct()} />
      </div>
      {tab === "rounds" ? (
        <RoundList />
      ) : tab === "all" ? (
        <AllOrders />
      ) : (
        <OpenOrders mine={tab === "mine"} />
      )}
    </div>
  );
}

function OpenOrders({ mine }: { mine: boolean }): ReactNode {
  const t = useWords();
  const me = useSession()?.username;
  const { data, error, refetch } = useQuery(openOrdersQuery);
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={6} />;
  const orders = data.orders.toSorted(byUrgency);
  if (mine) {
    const mineNow = orders.filter(({ assignedTo }) => assignedTo === me);
    const own = mineNow.filter(({ state }) => state !== "verified" && state !== "done");
    const proving = mineNow.filter(({ state }) => state === "done");
    // What somebody asked for and nobody has taken: he may take it himself, or see that it waits.
    const asked = orders.filter(
      ({ openedBy, state }) => openedBy === me && (state === "requested" || state === "planned"),
    );
    return (
      <div className="work-mine">
        {own.length === 0 && (
          <Quiet>
            {t("work.nothingMine")}{" "}
            <Link to="/work" search={{ tab: "board" }} className="link">
              {t("work.toBoard")}
            </Link>
          </Quiet>
        )}
        {byVisit(own).map((orders) => (
          <VisitCard key={orders[0]?.id} orders={orders} />
        ))}
        {asked.length > 0 && <h2 className="work-asked">{t("work.asked")}</h2>}
        {byVisit(asked).map((orders) => (
          <VisitCard key={orders[0]?.id} orders={orders} />
        ))}
        {proving.length > 0 && <h2 className="work-asked">{t("work.state.done")}</h2>}
        {byVisit(proving).map((orders) => (
          <VisitCard key={orders[0]?.id} orders={orders} />
        ))}
      </div>
    );
  }
  if (orders.length === 0) return <Quiet>{t("work.nothing")}</Quiet>;
  return (
    <div className="board">
      {columns.map((state) => {
        const here = orders.filter((order) => order.state === state);
        return (
          <section key={state} className={here.length === 0 ? "board-column is-empty" : "board-column"}>
            <h2>
              {t(`work.state.${state}`)} <span className="num faint">{here.length}</span>
            </h2>
            {byVisit(here).map((visit) => (
              <VisitCard key={visit[0]?.id} orders={visit} />
            ))}
          </section>
        );
      })}
    </div>
  );
}
