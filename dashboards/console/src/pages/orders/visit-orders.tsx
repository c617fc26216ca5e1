import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { OrderSummary } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";

/** The orders of one visit, each with its equipment and how it stands. */
export function VisitOrders({ orders }: { orders: readonly OrderSummary[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <ul className="visit-orders">
      {orders.map((order) => (
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
    </ul>
  );
}
