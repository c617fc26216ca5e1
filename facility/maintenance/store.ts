import type { AssetId } from "../units/index.ts";
import type { Order } from "./order.ts";
import type { OrderEvent } from "./order-law.ts";
import type { OrderQuery } from "./ports.ts";

/** One noun of maintenance as kept: found by kind and id, or by site, asset and moment. */
export interface Kept<T> {
  readonly id: string;
  readonly site: string;
  readonly asset?: AssetId | undefined;
  /** What it is ordered by: when it was due, happened, or was made, ms. */
  readonly at: number;
  readonly value: T;
}

export interface RecordQuery {
  readonly site?: string | undefined;
  readonly asset?: AssetId | undefined;
  /** at ≥ from, at < to. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly limit?: number | undefined;
}

/** Keeps orders with their journal, and the other nouns of maintenance. */
export interface MaintenanceStore {
  /**
   * The journal's next line and the order as it is then, both or neither, on disk when it resolves. False where this
   * act's key is in the journal already; rejects where the version is.
   */
  writeOrder(order: Order, event: OrderEvent, actKey?: string): Promise<boolean>;
  /** Is this act in the order's journal? */
  hasAct(order: string, actKey: string): Promise<boolean>;
  /** Many closed orders of the past at once, each with its journal; those already kept are left as they are. */
  importOrders(
    entries: readonly { readonly order: Order; readonly events: readonly OrderEvent[] }[],
  ): Promise<void>;
  openOrders(): Promise<readonly Order[]>;
  order(id: string): Promise<Order | undefined>;
  orderByKey(key: string): Promise<Order | undefined>;
  /** Newest first. */
  orders(query: OrderQuery): Promise<readonly Order[]>;
  /** Oldest first. */
  journal(order: string): Promise<readonly OrderEvent[]>;
  /** The highest number an order's id has; 0 where there is none. */
  lastNumber(): Promise<number>;

  put(kind: string, entries: readonly Kept<unknown>[]): Promise<void>;
  get(kind: string, id: string): Promise<Kept<unknown> | undefined>;
  /** Oldest first; the newest of them where `limit` cuts. */
  list(kind: string, query: RecordQuery): Promise<readonly Kept<unknown>[]>;
  remove(kind: string, ids: readonly string[]): Promise<void>;
}

/** The records of one kind, with their type. What is read was written through the same shelf. */
export interface Shelf<T> {
  put(...entries: readonly Kept<T>[]): Promise<void>;
  get(id: string): Promise<T | undefined>;
  list(query?: RecordQuery): Promise<readonly T[]>;
  remove(...ids: readonly string[]): Promise<void>;
}

export function shelfFor<T>(
  store: Pick<MaintenanceStore, "put" | "get" | "list" | "remove">,
  kind: string,
): Shelf<T> {
  return {
    put: (...entries) => store.put(kind, entries),
    get: async (id) => (await store.get(kind, id))?.value as T | undefined,
    list: async (query = {}) => (await store.list(kind, query)).map(({ value }) => value as T),
    remove: (...ids) => store.remove(kind, ids),
  };
}
