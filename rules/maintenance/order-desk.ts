import { Subject } from "rxjs";
import {
  isOpenOrder,
  type MaintenanceStore,
  type Order,
  type OrderAct,
  type OrderActed,
  type OrderChanged,
  type OrderEvent,
  type OrderQuery,
  OrderRequest,
  openOrder,
  refusalOf,
  stepOrder,
  type WorkOrders,
} from "../../facility/maintenance/index.ts";
import { type Clock, done, problem, type Result, type Text, text } from "../../facility/units/index.ts";

/** Why somebody may not be given an order; undefined where he may. */
export type Fitness = (order: Order, person: string) => Text | undefined;

/** Carries the law of orders out: every line is on disk before anybody is told. */
export class OrderDesk implements WorkOrders {
  readonly changed = new Subject<OrderChanged>();
  readonly #store: MaintenanceStore;
  readonly #clock: Clock;
  readonly #unfit: Fitness;
  readonly #open = new Map<string, Order>();
  #number: number;
  /** One change at a time, so that each is judged on what the one before has made. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    store: MaintenanceStore,
    clock: Clock,
    unfit: Fitness,
    open: readonly Order[],
    number: number,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#unfit = unfit;
    for (const order of open) this.#open.set(order.id, order);
    this.#number = number;
  }

  static async open(store: MaintenanceStore, clock: Clock, unfit: Fitness): Promise<OrderDesk> {
    return new OrderDesk(store, clock, unfit, await store.openOrders(), await store.lastNumber());
  }

  open(): readonly Order[] {
    return [...this.#open.values()];
  }
  async get(id: string): Promise<Order | undefined> {
    return this.#open.get(id) ?? (await this.#store.order(id));
  }
  list(query: OrderQuery): Promise<readonly Order[]> {
    return this.#store.orders(query);
  }
  journal(id: string): Promise<readonly OrderEvent[]> {
    return this.#store.journal(id);
  }

  request(asked: OrderRequest, by: string): Promise<Result<Order>> {
    return this.#inTurn(async () => {
      const read = OrderRequest.safeParse(asked);
      if (!read.success)
        return problem(
          read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"),
        );
      const known = await this.#store.orderByKey(asked.key);
      if (known) return done(known);
      const id = `WO-${String(this.#number + 1).padStart(6, "0")}`;
      const event: OrderEvent = { on: "open", at: this.#clock(), by, id, request: asked };
      const order = openOrder(event);
      await this.#write(order, event);
      this.#number += 1;
      return done(order);
    });
  }

  act({ id, by, act, version, key }: Parameters<WorkOrders["act"]>[0]): Promise<OrderActed> {
    return this.#inTurn(async () => {
      const order = await this.get(id);
      if (!order) return { ok: false, problem: noSuchOrder(id) };
      if (version !== undefined && version !== order.version)
        return {
          ok: false,
          problem: text(
            "Somebody changed the order meanwhile. Load it again, then decide.",
            "工单已被他人修改，请刷新后再操作。",
          ),
        };
      const refused = this.#refusal(order, act);
      if (refused) {
        // Sent twice from a phone that lost its answer: what it asked for has happened.
        if (key !== undefined && (await this.#store.hasAct(id, key))) return { ok: true, value: order };
        return { ok: false, problem: refused };
      }
      const event: OrderEvent = { on: "act", at: this.#clock(), by, act };
      const next = stepOrder(order, event);
      const written = await this.#write(next, event, key);
      return { ok: true, value: written ? next : order };
    });
  }

  async refusal(id: string, act: OrderAct): Promise<Text | undefined> {
    const order = await this.get(id);
    return order ? this.#refusal(order, act) : noSuchOrder(id);
  }

  /** Resolves when what was begun is on disk. */
  async close(): Promise<void> {
    await this.#turn;
    this.changed.complete();
  }

  #refusal(order: Order, act: OrderAct): Text | undefined {
    const refused = refusalOf(order, act);
    if (refused || act.do !== "assign" || act.override !== undefined) return refused;
    return this.#unfit(order, act.to);
  }
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #write(order: Order, event: OrderEvent, key?: string): Promise<boolean> {
    const written = await this.#store.writeOrder(order, event, key);
    if (!written) return false;
    if (isOpenOrder(order)) this.#open.set(order.id, order);
    else this.#open.delete(order.id);
    this.changed.next({ order, event });
    return true;
  }
}

const noSuchOrder = (id: string): Text => text(`There is no order ${id}.`, `没有工单 ${id}。`);
