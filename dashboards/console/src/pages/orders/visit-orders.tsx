import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { OrderSummary } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";

/** A new building brings a visit of a hundred orders; so many stand there before somebody asks for the rest. */
const SHOWN = 6;

/** The orders of one visit, each with its equipment and how it stands. */
export function VisitOrders({ orders }: { orders: readonly OrderSummary[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [all, setAll] = useState(false);
  // One more is shown rather than a button for one.
  const shown = all || orders.length <= SHOWN + 1 ? orders : orders.slice(0, SHOWN);
  return (
    <ul className="visit-orders">
      {shown.map((order) => (
        <li key={order.id}>
          <Link to="/orders/$id" params={{ id: order.id }} className="visit-order">
            <span>
              <strong>{pick(order.title, lang)}</strong>
              <span className="soft">{order.assetName && pick(order.assetName, lang)}</span>
            </span>
            {order.overdue ? (
              <strong className="order-late">{t("work.overdue")}</strong>
            ) : (
              <span className={`order-state is-${order.state}`}>{t(`work.state.${order.state}`)}</span>
            )}
          </Link>
        </li>
      ))}
      {shown.length < orders.length && (
        <li>
          <Button size="small" onClick={() => setAll(true)}>
            {t("visit.rest", { n: orders.length - shown.length })}
          </Button>
        </li>
      )}
    </ul>
  );
}
