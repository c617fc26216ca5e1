import type { Files } from "../api/ports.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import { type MaintenanceStore, type Shelves, shelvesOf } from "../facility/maintenance/index.ts";
import type { Notifier } from "../facility/oncall/index.ts";
import type { DeviceEventStore, ReadingStore } from "../facility/readings/index.ts";
import { type AssetId, type Clock, type Instant, instant } from "../facility/units/index.ts";
import type { Board } from "../ingest/pipeline/index.ts";
import type { AlarmDesk } from "../rules/index.ts";
import {
  fitnessBy,
  OrderDesk,
  Planner,
  RequestDesk,
  RoundDesk,
  ServiceKeeper,
  StockKeeper,
  Teller,
  troubleWithRule,
  Verifier,
} from "../rules/maintenance/index.ts";
import { Closing } from "./closing.ts";
import type { Log } from "./log.ts";

export interface MaintenanceParts {
  readonly store: MaintenanceStore;
  /** Through which every change of a contract goes. */
  readonly contracts: Shelves["contracts"];
  readonly model: () => AssetModel;
  readonly desk: AlarmDesk;
  readonly board: Pick<Board, "at">;
  readonly readings: ReadingStore;
  readonly events: DeviceEventStore;
  readonly files: Files;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly log: Log;
}

/** Maintenance at work in the house. */
export interface Maintenance {
  readonly orders: OrderDesk;
  readonly shelves: Shelves;
  readonly plans: Planner & { troubleWith(rrule: string, start: string): string | undefined };
  readonly requests: RequestDesk;
  readonly rounds: RoundDesk;
  readonly stock: StockKeeper;
  readonly people: Notifier;
  /** The past of a demo or of another system, once: closed orders with their journals. */
  readonly importOrders: MaintenanceStore["importOrders"];
  close(): Promise<void>;
}

export async function openMaintenance(parts: MaintenanceParts): Promise<Maintenance> {
  const { store, contracts, model, desk, board, readings, events, files, notifier, clock, log } = parts;
  const closing = new Closing((message) => log.warn(message));
  const shelves: Shelves = { ...shelvesOf(store), contracts };
  const orders = closing.keep(
    "orders",
    await OrderDesk.open(store, clock, fitnessBy(notifier, model, clock)),
    (part) => part.close(),
  );
  closing.keep("service keeper", new ServiceKeeper(orders, desk, log), (part) => part.close());
  const heardAt = (asset: AssetId): Instant | undefined => {
    const points = model().assets.get(asset)?.points ?? [];
    const newest = points.reduce((at, { index }) => Math.max(at, board.at(index)), 0);
    return newest === 0 ? undefined : instant(newest);
  };
  closing.keep("verifier", new Verifier({ orders, desk, heardAt, clock, log }), (part) => part.close());
  const planner = closing.keep(
    "planner",
    new Planner({ model, shelves, orders, readings, desk, events, clock, log }),
    (part) => part.close(),
  );
  const forget = (file: string) => files.remove(file);
  const requests = closing.keep(
    "requests",
    new RequestDesk({ shelves, orders, forget, clock, log }),
    (part) => part.close(),
  );
  const stock = closing.keep("stock", new StockKeeper(shelves, orders, clock, log), (part) => part.close());
  closing.keep(
    "teller",
    new Teller({ orders, shelves, requests, stock, notifier, model, clock, log }),
    (part) => part.close(),
  );
  return {
    orders,
    shelves,
    plans: Object.assign(planner, { troubleWith: troubleWithRule }),
    requests,
    stock,
    people: notifier,
    rounds: new RoundDesk(shelves, orders, clock),
    importOrders: (entries) => store.importOrders(entries),
    close: () => closing.close(),
  };
}
