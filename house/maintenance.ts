import type { AssetModel } from "../facility/assets/index.ts";
import type { MaintenanceStore } from "../facility/maintenance/index.ts";
import { type AssetId, type Clock, type Instant, instant } from "../facility/units/index.ts";
import type { Board } from "../ingest/pipeline/index.ts";
import type { AlarmDesk } from "../rules/index.ts";
import { OrderDesk, ServiceKeeper, Verifier } from "../rules/maintenance/index.ts";
import { Closing } from "./closing.ts";
import type { Log } from "./log.ts";

export interface MaintenanceParts {
  readonly store: MaintenanceStore;
  readonly model: () => AssetModel;
  readonly desk: AlarmDesk;
  readonly board: Pick<Board, "at">;
  readonly clock: Clock;
  readonly log: Log;
}

/** Maintenance at work in the house. */
export interface Maintenance {
  readonly orders: OrderDesk;
  close(): Promise<void>;
}

export async function openMaintenance(parts: MaintenanceParts): Promise<Maintenance> {
  const { store, model, desk, board, clock, log } = parts;
  const closing = new Closing((message) => log.warn(message));
  const orders = closing.keep("orders", await OrderDesk.open(store, clock), (part) => part.close());
  closing.keep("service keeper", new ServiceKeeper(orders, desk, log), (part) => part.close());
  const heardAt = (asset: AssetId): Instant | undefined => {
    const points = model().assets.get(asset)?.points ?? [];
    const newest = points.reduce((at, { index }) => Math.max(at, board.at(index)), 0);
    return newest === 0 ? undefined : instant(newest);
  };
  closing.keep("verifier", new Verifier({ orders, desk, heardAt, clock, log }), (part) => part.close());
  return { orders, close: () => closing.close() };
}
