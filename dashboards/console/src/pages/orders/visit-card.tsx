import type { ReactNode } from "react";
import type { OrderSummary } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { dayText, pick } from "../../laws/index.ts";
import { OrderCard } from "./order-card.tsx";
import { VisitOrders } from "./visit-orders.tsx";

/** One visit as the person who goes sees it: where and when once, and each piece of equipment with its work. */
export function VisitCard({ orders }: { orders: readonly OrderSummary[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const [first, ...rest] = orders;
  if (!first) return null;
  if (rest.length === 0) return <OrderCard order={first} />;
  const isLate = orders.some(({ overdue }) => overdue);
  const day = orders.find(({ plannedFor }) => plannedFor !== null)?.plannedFor;
  return (
    <section className={isLate ? "order-card visit-card is-late" : "order-card visit-card"}>
      <h3>{t("visit.of", { n: orders.length })}</h3>
      <span className="soft">
        {first.place && pick(first.place, lang)}
        {day != null && (
          <>
            {first.place && " · "}
            <span className="num">{dayText(day, lang, timeZone)}</span>
          </>
        )}
      </span>
      <VisitOrders orders={orders} />
      {first.assignedName && <span className="faint">{pick(first.assignedName, lang)}</span>}
    </section>
  );
}
