/** The routes of maintenance: work orders first. */
import type { ApiApp } from "../../env.ts";
import type { MaintenanceDeps, RouteDeps } from "../deps.ts";
import { orderRoutes } from "./orders.ts";

export function maintenanceRoutes(app: ApiApp, deps: RouteDeps, maintenance: MaintenanceDeps): void {
  orderRoutes(app, deps, maintenance.orders);
}
