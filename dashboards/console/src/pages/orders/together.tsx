import type { ReactNode } from "react";
import type { OrderView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { VisitOrders } from "./visit-orders.tsx";

/** What else is done on the same way there, and the whole visit on paper. */
export function Together({ order }: { order: OrderView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  if (order.together.length === 0) return null;
  return (
    <div className="visit-here">
      <div className="visit-here-head">
        <h2>{t("visit.together")}</h2>
        <a
          className="link"
          href={`/api/orders/${encodeURIComponent(order.id)}/record?together=true&lang=${lang}`}
          target="_blank"
          rel="noreferrer"
        >
          {t("visit.record")}
        </a>
      </div>
      <VisitOrders orders={order.together} />
    </div>
  );
}
