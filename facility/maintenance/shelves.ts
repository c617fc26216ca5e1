import type { AssetId } from "../units/index.ts";
import type { Certificate, Contract } from "./contract.ts";
import type { Budget, CostLine, Tariff } from "./cost.ts";
import type { Failure } from "./kpi.ts";
import type { AssetLife } from "./past.ts";
import type { Plan } from "./plan.ts";
import type { KeptStop, Round } from "./round.ts";
import type { ServiceRequest } from "./service-request.ts";
import type { SiteCalendar } from "./site-calendar.ts";
import type { KeptPart, StockMove } from "./stock.ts";
import { type MaintenanceStore, shelfFor } from "./store.ts";
import type { UseMeter } from "./use.ts";
import type { Visit } from "./visit.ts";

/** Every noun of maintenance that is kept beside the orders, by its kind. */
export function shelvesOf(store: MaintenanceStore) {
  return {
    plans: shelfFor<Plan>(store, "plan"),
    visits: shelfFor<Visit>(store, "visit"),
    failures: shelfFor<Failure>(store, "failure"),
    costs: shelfFor<CostLine>(store, "cost"),
    lives: shelfFor<AssetLife & { readonly id: AssetId }>(store, "life"),
    meters: shelfFor<UseMeter>(store, "meter"),
    calendars: shelfFor<SiteCalendar>(store, "calendar"),
    firstSeen: shelfFor<{ readonly day: string }>(store, "first-seen"),
    contracts: shelfFor<Contract>(store, "contract"),
    certificates: shelfFor<Certificate>(store, "certificate"),
    requests: shelfFor<ServiceRequest>(store, "request"),
    rounds: shelfFor<Round>(store, "round"),
    stops: shelfFor<KeptStop>(store, "stop"),
    budgets: shelfFor<Budget>(store, "budget"),
    parts: shelfFor<KeptPart>(store, "part"),
    partMoves: shelfFor<StockMove>(store, "part-move"),
    tariffs: shelfFor<Tariff>(store, "tariff"),
  };
}
export type Shelves = ReturnType<typeof shelvesOf>;
