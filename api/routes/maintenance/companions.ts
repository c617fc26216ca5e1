import type { AssetModel } from "../../../facility/assets/index.ts";
import {
  isOpenOrder,
  type Order,
  togetherWith,
  type WorkOrders,
} from "../../../facility/maintenance/index.ts";
import { instant } from "../../../facility/units/index.ts";

/** Orders of one visit were opened within a season of each other. */
const SPAN_MS = 120 * 86_400_000;

/** The other orders of an order's visit: among the open ones, and of one that has ended among what ended as well. */
export async function companionsOf(
  orders: Pick<WorkOrders, "open" | "list">,
  model: AssetModel,
  order: Order,
): Promise<Order[]> {
  const open = togetherWith(order, orders.open(), model);
  if (order.plannedFor === undefined || (isOpenOrder(order) && !("doneAt" in order.state))) return open;
  const closed = await orders.list({
    site: order.site,
    states: ["closed"],
    from: instant(order.openedAt - SPAN_MS),
    before: instant(order.openedAt + SPAN_MS),
    limit: 1_000,
  });
  return [...open, ...togetherWith(order, closed, model)];
}
