import { describe, expect, it } from "vitest";
import {
  type MaintenanceStore,
  OrderAct,
  type OrderActInput,
  type OrderEvent,
  openOrder,
  shelfFor,
  stepOrder,
} from "../../../facility/maintenance/index.ts";
import { type AssetId, instant, text } from "../../../facility/units/index.ts";

const opening = (id: string, at = 0): Extract<OrderEvent, { on: "open" }> => ({
  on: "open",
  at: instant(at),
  by: "desk",
  id,
  request: {
    key: `key ${id}`,
    site: "s",
    asset: "s.lift" as AssetId,
    title: text("t", "题"),
    priority: "low",
    source: { kind: "plan", id: "p" },
  },
});
const acting = (act: OrderActInput, at = 1): Extract<OrderEvent, { on: "act" }> => ({
  on: "act",
  at: instant(at),
  by: "x",
  act: OrderAct.parse(act),
});

/** What every keeper of maintenance does. */
export function maintenanceContract(open: () => Promise<MaintenanceStore>): void {
  describe("maintenance", () => {
    it("keeps an order with its journal, and finds it by id, key, asset, stage and source", async () => {
      const store = await open();
      const first = opening("WO-000009", 5);
      const order = openOrder(first);
      expect(await store.writeOrder(order, first)).toBe(true);
      const cancel = acting({ do: "cancel", reason: "twice" });
      const other = opening("WO-000010", 9);
      await store.writeOrder(openOrder(other), other);
      await store.writeOrder(stepOrder(order, cancel), cancel, "act-1");

      expect(await store.journal("WO-000009")).toEqual([first, cancel]);
      expect((await store.order("WO-000009"))?.state).toEqual({ is: "cancelled", at: 1, reason: "twice" });
      expect((await store.orderByKey("key WO-000010"))?.id).toBe("WO-000010");
      expect((await store.openOrders()).map(({ id }) => id)).toEqual(["WO-000010"]);
      expect(await store.lastNumber()).toBe(10);
      const ids = async (query: Partial<Parameters<MaintenanceStore["orders"]>[0]>) =>
        (await store.orders({ limit: 9, ...query })).map(({ id }) => id);
      expect(await ids({})).toEqual(["WO-000010", "WO-000009"]);
      expect(await ids({ states: ["cancelled"] })).toEqual(["WO-000009"]);
      expect(await ids({ asset: "s.other" as AssetId })).toEqual([]);
      expect(await ids({ source: { kind: "plan", id: "p" }, before: instant(9) })).toEqual(["WO-000009"]);
      expect(await ids({ from: instant(6), limit: 1 })).toEqual(["WO-000010"]);
    });

    it("writes an act of the same key once, and lets one of two writers through", async () => {
      const store = await open();
      const first = opening("WO-000001");
      const order = openOrder(first);
      await store.writeOrder(order, first);
      const note = acting({ do: "comment", words: "a" });
      expect(await store.writeOrder(stepOrder(order, note), note, "k")).toBe(true);
      expect(await store.hasAct("WO-000001", "k")).toBe(true);
      const again = { ...stepOrder(order, note), version: 3 };
      expect(await store.writeOrder(again, note, "k")).toBe(false);
      await expect(store.writeOrder(stepOrder(order, note), note)).rejects.toThrow();
      expect(await store.journal("WO-000001")).toHaveLength(2);
    });

    it("imports the past once", async () => {
      const store = await open();
      const first = opening("past-1");
      const entry = { order: openOrder(first), events: [first] };
      await store.importOrders([entry]);
      await store.importOrders([entry, { order: openOrder(opening("past-2")), events: [opening("past-2")] }]);
      expect((await store.orders({ limit: 9 })).length).toBe(2);
      expect(await store.journal("past-1")).toEqual([first]);
    });

    it("keeps records by kind, oldest first, and cuts off the oldest", async () => {
      const store = await open();
      const visits = shelfFor<{ n: number }>(store, "visit");
      await visits.put(
        { id: "b", site: "s", asset: "s.lift" as AssetId, at: 20, value: { n: 2 } },
        { id: "a", site: "s", at: 10, value: { n: 1 } },
        { id: "c", site: "other", at: 30, value: { n: 3 } },
      );
      await shelfFor(store, "plan").put({ id: "a", site: "s", at: 0, value: "a plan" });
      expect(await visits.list()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
      expect(await visits.list({ site: "s", from: 11 })).toEqual([{ n: 2 }]);
      expect(await visits.list({ asset: "s.lift" as AssetId, to: 20 })).toEqual([]);
      expect(await visits.list({ limit: 1 })).toEqual([{ n: 3 }]);
      await visits.put({ id: "a", site: "s", at: 40, value: { n: 9 } });
      expect(await visits.get("a")).toEqual({ n: 9 });
      await visits.remove("a", "b");
      expect(await visits.list()).toEqual([{ n: 3 }]);
    });
  });
}
