import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct } from "../../app/session.ts";
import { useTimeZone } from "../../app/site.ts";
import { ordersQuery } from "../../app/work-api.ts";
import { dayText, pick } from "../../laws/index.ts";
import { PriorityMark, Quiet, SelectAll, TroubleNote, Waiting, When } from "../../parts/index.ts";
import { OrderBar } from "./order-bar.tsx";

/** Orders as a list, to look through and to deal with several at once. */
export function AllOrders(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const mayAct = useMayAct();
  const [which, setWhich] = useState<"open" | "all">("open");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { data, error, refetch } = useQuery(
    ordersQuery({ limit: 300, ...(which === "open" ? { state: "open" } : {}) }),
  );
  const orders = data?.orders ?? [];
  // What is gone meanwhile is no longer selected.
  const chosen = orders.filter(({ id }) => selected.has(id));
  const toggle = (id: string) =>
    setSelected((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <>
      <div className="orders-which">
        <Segmented
          value={which}
          onChange={setWhich}
          options={[
            { value: "open", label: t("bulk.open") },
            { value: "all", label: t("bulk.all") },
          ]}
        />
      </div>
      <OrderBar chosen={chosen} clear={() => setSelected(new Set())} />
      {error && !data ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !data ? (
        <Waiting lines={8} />
      ) : orders.length === 0 ? (
        <Quiet>{t("work.nothing")}</Quiet>
      ) : (
        <div className="table-scroll">
          <table className="rows orders-all">
            <thead>
              <tr>
                {mayAct && (
                  <th scope="col" className="cell-select">
                    <SelectAll
                      all={orders.length}
                      chosen={chosen.length}
                      label={t("bulk.selectAll")}
                      toggle={(everything) =>
                        setSelected(new Set(everything ? orders.map(({ id }) => id) : []))
                      }
                    />
                  </th>
                )}
                <th scope="col">{t("work.priority")}</th>
                <th scope="col" className="cell-what">
                  {t("work.what")}
                </th>
                <th scope="col" className="is-roomy">
                  {t("work.where")}
                </th>
                <th scope="col">{t("work.stage")}</th>
                <th scope="col" className="is-roomy">
                  {t("work.assigned")}
                </th>
                <th scope="col" className="is-roomy">
                  {t("work.planned")}
                </th>
                <th scope="col" className="is-roomy">
                  {t("work.opened")}
                </th>
                <th scope="col" className="right is-roomy">
                  {t("work.cost")}
                </th>
              </tr>
            </thead>
            <tbody>
              {orders.map((order) => (
                <tr key={order.id}>
                  {mayAct && (
                    <td className="cell-select">
                      <input
                        type="checkbox"
                        className="pick"
                        checked={selected.has(order.id)}
                        aria-label={t("alarm.selectOne", {
                          what: `${order.id} ${pick(order.title, lang)}`,
                        })}
                        onChange={() => toggle(order.id)}
                      />
                    </td>
                  )}
                  <td className="cell-mark">
                    <PriorityMark priority={order.priority} state="acknowledged" />
                  </td>
                  <td className="cell-what">
                    <Link to="/orders/$id" params={{ id: order.id }} className="link">
                      {pick(order.title, lang)}
                    </Link>
                    <span className="faint is-narrow">
                      {[
                        ...(order.place ? [pick(order.place, lang)] : []),
                        ...(order.assetName ? [pick(order.assetName, lang)] : []),
                        ...(order.plannedFor === null ? [] : [dayText(order.plannedFor, lang, timeZone)]),
                      ].join(" · ")}
                    </span>
                  </td>
                  <td className="is-roomy">
                    {order.assetName ? pick(order.assetName, lang) : ""}
                    {order.place && <span className="faint"> {pick(order.place, lang)}</span>}
                  </td>
                  <td className="cell-state">
                    {t(`work.state.${order.state}`)}
                    {order.overdue && <strong className="order-late"> {t("work.overdue")}</strong>}
                  </td>
                  <td className="is-roomy">
                    {order.assignedName ? (
                      pick(order.assignedName, lang)
                    ) : (
                      <span className="faint">{t("work.nobody")}</span>
                    )}
                  </td>
                  <td className="num is-roomy">
                    {order.plannedFor !== null && dayText(order.plannedFor, lang, timeZone)}
                  </td>
                  <td className="num is-roomy">
                    <When at={order.openedAt} />
                  </td>
                  <td className="num right is-roomy">
                    {order.cost > 0 ? Math.round(order.cost).toLocaleString() : ""}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
