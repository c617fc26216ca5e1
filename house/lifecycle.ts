import { randomUUID } from "node:crypto";
import { openHighs } from "../adapters/highs/index.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import { type AssetHistory, nothingKnown, recordsOfPast, withOrders } from "../facility/lifecycle/index.ts";
import { type MaintenanceStore, Past } from "../facility/maintenance/index.ts";
import { calledBy, type Notifier } from "../facility/oncall/index.ts";
import type { ReadingStore } from "../facility/readings/index.ts";
import type { Clock } from "../facility/units/index.ts";
import { LifecycleDesk, type LifecycleStore } from "../rules/lifecycle/index.ts";

export interface LifecycleParts {
  readonly store: LifecycleStore;
  readonly orders: Pick<MaintenanceStore, "orders">;
  readonly model: () => AssetModel;
  readonly readings: Pick<ReadingStore, "buckets">;
  readonly people: Pick<Notifier, "member">;
  readonly clock: Clock;
}

/** Lifecycle at work in the house. */
export interface LifecycleWork {
  readonly desk: LifecycleDesk;
  /** Takes in what is known of a site before it was watched; once, a second past is let be. */
  remember(past: Past): Promise<void>;
  close(): Promise<void>;
}

/** More closed orders than an estate has in years; beyond, the oldest are left to the past. */
const ORDERS = 20_000;

export function openLifecycle({
  store,
  orders,
  model,
  readings,
  people,
  clock,
}: LifecycleParts): LifecycleWork {
  const solver = openHighs();
  const history: AssetHistory = {
    async ofSite(site, now) {
      const kept = await store.get("past", site);
      const past = kept?.body === undefined ? undefined : Past.parse(kept.body);
      const records = past ? recordsOfPast(past) : new Map();
      const closed = await orders.orders({ site, states: ["done", "verified", "closed"], limit: ORDERS });
      for (const [asset, own] of Map.groupBy(closed, (order) => order.asset)) {
        if (asset === undefined) continue;
        const begun = Math.min(...own.map(({ openedAt }) => openedAt));
        const known = records.get(asset);
        records.set(asset, withOrders(known ?? nothingKnown(Math.min(begun, now)), own, past?.until ?? 0));
      }
      return records;
    },
  };
  const desk = new LifecycleDesk({
    model,
    history,
    store,
    solver,
    readings,
    called: calledBy(people),
    clock,
    newId: () => randomUUID().slice(0, 8),
  });
  return {
    desk,
    async remember(past) {
      if (await store.get("past", past.site)) return;
      await store.put(
        { kind: "past", id: past.site, site: past.site, at: clock(), by: "past", body: past },
        0,
      );
      desk.forget(past.site);
    },
    close: () => solver.close(),
  };
}
