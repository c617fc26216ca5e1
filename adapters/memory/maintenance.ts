import {
  isOpenOrder,
  type Kept,
  type MaintenanceStore,
  type Order,
  type OrderEvent,
} from "../../facility/maintenance/index.ts";

/** Maintenance without a disk, for tests. */
export function memoryMaintenance(): MaintenanceStore {
  const orders = new Map<string, Order>();
  const journals = new Map<string, OrderEvent[]>();
  const acts = new Set<string>();
  const records = new Map<string, Map<string, Kept<unknown>>>();
  const shelf = (kind: string) => {
    const known = records.get(kind) ?? new Map<string, Kept<unknown>>();
    records.set(kind, known);
    return known;
  };
  const copy = <T>(value: T): T => structuredClone(value);
  return {
    async writeOrder(order, event, actKey) {
      if (actKey !== undefined && acts.has(actKey)) return false;
      const journal = journals.get(order.id) ?? [];
      if (journal.length + 1 !== order.version) throw new Error(`${order.id} has version ${journal.length}`);
      if (actKey !== undefined) acts.add(actKey);
      journals.set(order.id, [...journal, copy(event)]);
      orders.set(order.id, copy(order));
      return true;
    },
    hasAct: async (_order, actKey) => acts.has(actKey),
    async importOrders(entries) {
      for (const { order, events } of entries) {
        if (orders.has(order.id)) continue;
        orders.set(order.id, copy(order));
        journals.set(order.id, [...events]);
      }
    },
    openOrders: async () => [...orders.values()].filter(isOpenOrder),
    order: async (id) => orders.get(id),
    orderByKey: async (key) => [...orders.values()].find((order) => order.key === key),
    orders: async ({ site, asset, states, source, before, from, limit }) =>
      [...orders.values()]
        .filter((order) => site === undefined || order.site === site)
        .filter((order) => asset === undefined || order.asset === asset)
        .filter((order) => !states || states.includes(order.state.is))
        .filter((order) => !source || order.source.kind === source.kind)
        .filter((order) => source?.id === undefined || order.source.id === source.id)
        .filter((order) => before === undefined || order.openedAt < before)
        .filter((order) => from === undefined || order.openedAt >= from)
        .sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? 1 : -1))
        .slice(0, limit),
    journal: async (id) => journals.get(id) ?? [],
    lastNumber: async () =>
      [...orders.keys()].reduce((most, id) => Math.max(most, Number(/^WO-(\d+)$/.exec(id)?.[1] ?? 0)), 0),
    async put(kind, entries) {
      for (const entry of entries) shelf(kind).set(entry.id, copy(entry));
    },
    get: async (kind, id) => shelf(kind).get(id),
    list: async (kind, { site, asset, from, to, limit }) => {
      const found = [...shelf(kind).values()]
        .filter((entry) => site === undefined || entry.site === site)
        .filter((entry) => asset === undefined || entry.asset === asset)
        .filter(({ at }) => (from === undefined || at >= from) && (to === undefined || at < to))
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
      return limit === undefined ? found : found.slice(-limit);
    },
    async remove(kind, ids) {
      for (const id of ids) shelf(kind).delete(id);
    },
  };
}
