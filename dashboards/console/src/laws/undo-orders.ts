import type { OrderSummary } from "../../../../api/contract/index.ts";
import type { OrderActInput } from "../../../../facility/maintenance/index.ts";

/** What takes a plan or an assignment of this order back, as it stood before; undefined where nothing does. */
export function takesBack(before: OrderSummary, act: OrderActInput): OrderActInput | undefined {
  switch (act.do) {
    case "plan":
      return before.plannedFor === null ? { do: "unplan" } : { do: "plan", plannedFor: before.plannedFor };
    case "assign":
      if (before.assignedTo !== null) return { do: "assign", to: before.assignedTo };
      return { do: "unassign" };
    case "set-priority":
      return { do: "set-priority", priority: before.priority };
    default:
      return undefined;
  }
}

/** One errand to the server: the same act for several orders, each as it stood when it was decided. */
export interface Errand {
  readonly act: OrderActInput;
  readonly orders: readonly { readonly id: string; readonly version: number }[];
}

/** The errands that take an act back on the orders it was done to: those that stood alike go together. */
export function errandsBack(
  before: readonly OrderSummary[],
  act: OrderActInput,
  done: readonly OrderSummary[],
): readonly Errand[] {
  const stood = new Map(before.map((order) => [order.id, order]));
  const errands = new Map<string, { act: OrderActInput; orders: { id: string; version: number }[] }>();
  for (const { id, version } of done) {
    const was = stood.get(id);
    const back = was && takesBack(was, act);
    if (!back) continue;
    const key = JSON.stringify(back);
    const errand = errands.get(key) ?? { act: back, orders: [] };
    errand.orders.push({ id, version });
    errands.set(key, errand);
  }
  return [...errands.values()];
}
