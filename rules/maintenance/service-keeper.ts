import type { Act, Alarm } from "../../facility/alarms/index.ts";
import { isAtWork, type Order, type WorkOrders } from "../../facility/maintenance/index.ts";
import type { AssetId } from "../../facility/units/index.ts";
import type { Acted } from "../desk.ts";

/** What of the alarm desk maintenance needs. */
export interface ServiceDesk {
  open(): readonly Alarm[];
  act(request: { readonly id: Alarm["id"]; readonly by: string; readonly act: Act }): Promise<Acted>;
  actOnAsset(request: {
    readonly asset: AssetId;
    readonly by: string;
    readonly act: Act;
  }): Promise<readonly Acted[]>;
}

/**
 * An asset that is worked on is out of service, and back by itself when the last order on it is done. What a person
 * took out by hand stays out: only what stands under an order's name is put back. It looks at what is and makes it
 * what it should be, so a crash between the order and the desk leaves nothing behind.
 */
export class ServiceKeeper {
  readonly #orders: WorkOrders;
  readonly #desk: ServiceDesk;
  readonly #log: { warn(message: string): void };
  readonly #following: { unsubscribe(): void };
  #turn: Promise<void> = Promise.resolve();

  constructor(orders: WorkOrders, desk: ServiceDesk, log: { warn(message: string): void }) {
    this.#orders = orders;
    this.#desk = desk;
    this.#log = log;
    this.#following = orders.changed.subscribe(({ order }) => {
      if (order.asset !== undefined) this.#queue(order.asset);
    });
    for (const asset of this.#touched()) this.#queue(asset);
  }

  /** Resolves when all that is known so far is put right. */
  async settled(): Promise<void> {
    await this.#turn;
  }
  async close(): Promise<void> {
    this.#following.unsubscribe();
    await this.#turn;
  }

  #touched(): Set<AssetId> {
    const working = this.#working().flatMap(({ asset }) => (asset === undefined ? [] : [asset]));
    const out = this.#desk
      .open()
      .flatMap(({ state, asset }) =>
        state.is === "out-of-service" && state.order !== undefined ? [asset] : [],
      );
    return new Set([...working, ...out]);
  }

  #working(): readonly Order[] {
    return this.#orders.open().filter((order) => order.takesOut && isAtWork(order));
  }

  #queue(asset: AssetId): void {
    this.#turn = this.#turn.then(() =>
      this.#putRight(asset).catch((error: unknown) =>
        this.#log.warn(`${asset} could not be taken out of service or put back: ${String(error)}`),
      ),
    );
  }

  async #putRight(asset: AssetId): Promise<void> {
    const order = this.#working().find((one) => one.asset === asset);
    if (order) {
      const by = "to" in order.state ? order.state.to : order.openedBy;
      const act: Act = { do: "take-out", reason: order.id, order: order.id };
      await this.#desk.actOnAsset({ asset, by, act });
      return;
    }
    for (const { id, asset: of, state } of this.#desk.open()) {
      if (of !== asset || state.is !== "out-of-service" || state.order === undefined) continue;
      // A person may have named an order of another system: only one of ours that is on this asset is known to be done.
      if ((await this.#orders.get(state.order))?.asset !== asset) continue;
      await this.#desk.act({
        id,
        by: "maintenance",
        act: { do: "put-back", comment: state.order },
      });
    }
  }
}
