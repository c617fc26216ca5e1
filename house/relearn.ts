import type { WorkOrders } from "../facility/maintenance/index.ts";
import type { LiveRules } from "./live-rules.ts";
import type { Log } from "./log.ts";

/** Work that renewed a part is done: what was learned of its equipment is forgotten, and learned of the new one. */
export function relearnAfterRepair(
  orders: Pick<WorkOrders, "changed">,
  live: Pick<LiveRules, "relearn">,
  log: Pick<Log, "error">,
): { unsubscribe(): void } {
  return orders.changed.subscribe(({ order, event }) => {
    if (event.on !== "act" || event.act.do !== "finish" || order.asset === undefined) return;
    const renewed = event.act.renewed || order.parts.some(({ renews }) => renews !== undefined);
    if (!renewed) return;
    live
      .relearn(order.asset)
      .catch((error: unknown) =>
        log.error(`what ${order.asset} has learned anew is not on disk yet: ${String(error)}`),
      );
  });
}
