import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { useSession } from "../../app/session.ts";
import { openOrdersQuery } from "../../app/work-api.ts";
import { useCalls } from "../../live/index.ts";
import { Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { NowCards } from "../oncall/now-cards.tsx";
import { CallCard } from "../oncall/pager.tsx";
import { OrderCard } from "../orders/order-card.tsx";
import { Needs } from "./needs.tsx";
import { WallScreen } from "./wall-screen.tsx";
import "../oncall/oncall.css";
import "../orders/work.css";
import "./desk.css";

/** The duty desk's and the technician's home: alarms by urgency, my pager, my work. */
export function Desk({ wall }: { wall: boolean }): ReactNode {
  const t = useWords();
  return (
    <div className="desk">
      {wall && <WallScreen />}
      <Needs shown={14} />
      <div className="desk-side">
        <MyPager />
        <MyWork />
        <section className="desk-duty" aria-labelledby="desk-duty">
          <h2 id="desk-duty">{t("home.onDuty")}</h2>
          <NowCards />
        </section>
        <Link to="/" search={{ home: "desk", wall: true }} className="link desk-wall">
          {t("home.wall")}
        </Link>
      </div>
    </div>
  );
}

function MyPager(): ReactNode {
  const t = useWords();
  const open = useCalls();
  const mine = open.filter((call) => call.mine);
  const others = open.length - mine.length;
  return (
    <section className="panel" aria-labelledby="desk-pager">
      <div className="panel-head">
        <h2 id="desk-pager">{t("home.pager")}</h2>
        {mine.length > 0 && <span className="num faint">{mine.length}</span>}
        <Link to="/oncall" className="link">
          {t("home.open")}
        </Link>
      </div>
      {mine.length === 0 ? (
        <Quiet>{t("home.pagerQuiet")}</Quiet>
      ) : (
        <ul className="desk-cards">
          {mine.slice(0, 3).map((call) => (
            <li key={call.id}>
              <CallCard call={call} />
            </li>
          ))}
        </ul>
      )}
      {others > 0 && (
        <p className="desk-others soft">
          <Link to="/oncall" className="link">
            {t("home.othersCalled", { n: others })}
          </Link>
        </p>
      )}
    </section>
  );
}

function MyWork(): ReactNode {
  const t = useWords();
  const me = useSession()?.username;
  const { data, error, refetch } = useQuery(openOrdersQuery);
  const mine = (data?.orders ?? []).filter(
    ({ assignedTo, state }) => assignedTo === me && state !== "verified" && state !== "done",
  );
  return (
    <section className="panel" aria-labelledby="desk-work">
      <div className="panel-head">
        <h2 id="desk-work">{t("home.myWork")}</h2>
        {mine.length > 0 && <span className="num faint">{mine.length}</span>}
        <Link to="/work" search={{ tab: "mine" }} className="link">
          {t("home.open")}
        </Link>
      </div>
      {error && !data ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !data ? (
        <Waiting />
      ) : mine.length === 0 ? (
        <Quiet>{t("home.myWorkQuiet")}</Quiet>
      ) : (
        <div className="desk-cards">
          {mine.slice(0, 5).map((order) => (
            <OrderCard key={order.id} order={order} />
          ))}
        </div>
      )}
    </section>
  );
}
