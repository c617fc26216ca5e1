import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { OrderSummary } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { dayText, pick } from "../../laws/index.ts";
import { PriorityMark, When } from "../../parts/index.ts";

/** One order as people look for it: what, where, until when, whose. */
export function OrderCard({ order }: { order: OrderSummary }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  return (
    <Link
      to="/orders/$id"
      params={{ id: order.id }}
      className={order.overdue ? "order-card is-late" : "order-card"}
    >
      <span className="order-card-head">
        <PriorityMark priority={order.priority} state="acknowledged" />
        <span className="num faint">{order.id.startsWith("WO-") ? order.id : ""}</span>
      </span>
      <strong>{pick(order.title, lang)}</strong>
      <span className="soft">
        {order.assetName ? pick(order.assetName, lang) : t("work.noPlace")}
        {order.place && ` · ${pick(order.place, lang)}`}
      </span>
      <span className="order-card-foot faint">
        <span>{t(`work.source.${order.source.kind}`)}</span>
        {order.assignedName && <span>{pick(order.assignedName, lang)}</span>}
        {order.overdue ? (
          <strong className="order-late">{t("work.overdue")}</strong>
        ) : order.plannedFor ? (
          <span>
            {t("work.planned")} <span className="num">{dayText(order.plannedFor, lang, timeZone)}</span>
          </span>
        ) : (
          <span>
            <When at={order.openedAt} />
          </span>
        )}
      </span>
    </Link>
  );
}
