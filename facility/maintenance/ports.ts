import type { Heard } from "../oncall/index.ts";
import type { AssetId, Instant, Result, Text } from "../units/index.ts";
import type { Order, OrderRequest, OrderStateName } from "./order.ts";
import type { OrderAct } from "./order-acts.ts";
import type { OrderEvent } from "./order-law.ts";

/** What changed about an order; told after it is on disk. */
export interface OrderChanged {
  readonly order: Order;
  readonly event: OrderEvent;
}

export type OrderActed =
  | { readonly ok: true; readonly value: Order }
  | { readonly ok: false; readonly problem: Text };

export interface OrderQuery {
  readonly site?: string | undefined;
  readonly asset?: AssetId | undefined;
  readonly states?: readonly OrderStateName[] | undefined;
  readonly source?: { readonly kind: string; readonly id?: string | undefined } | undefined;
  /** Opened before this moment; for the next page. */
  readonly before?: Instant | undefined;
  readonly from?: Instant | undefined;
  readonly limit: number;
}

/**
 * Work orders, for every part of the house that finds work to be done. All answers are on disk when they resolve.
 */
export interface WorkOrders {
  /** The same key again answers the order that it opened, as it stands now. */
  request(request: OrderRequest, by: string): Promise<Result<Order>>;
  /** `version` refuses when somebody else was faster; `key` makes an act that is sent twice happen once. */
  act(request: {
    readonly id: string;
    readonly by: string;
    readonly act: OrderAct;
    readonly version?: number | undefined;
    readonly key?: string | undefined;
  }): Promise<OrderActed>;
  /** Why this act would be refused now; undefined where it would be done. */
  refusal(id: string, act: OrderAct): Promise<Text | undefined>;
  get(id: string): Promise<Order | undefined>;
  /** Every order that is neither closed nor cancelled. */
  open(): readonly Order[];
  /** Newest first. */
  list(query: OrderQuery): Promise<readonly Order[]>;
  /** Oldest first. */
  journal(id: string): Promise<readonly OrderEvent[]>;
  readonly changed: Heard<OrderChanged>;
}
