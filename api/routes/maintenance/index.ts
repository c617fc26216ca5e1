/**
 * The routes of maintenance: work orders; and where the whole of it is handed in, plans, papers, money, requests,
 * rounds and records.
 */
import { calledBy } from "../../../facility/oncall/index.ts";
import type { ApiApp } from "../../env.ts";
import type { RouteDeps } from "../deps.ts";
import { assigneeRoutes } from "./assignees.ts";
import { complianceRoutes } from "./compliance.ts";
import { costRoutes } from "./costs.ts";
import { orderBulkRoutes } from "./order-bulk.ts";
import { orderRoutes } from "./orders.ts";
import { paperRoutes } from "./papers.ts";
import { planRoutes } from "./plans.ts";
import type { MaintenanceDeps } from "./ports.ts";
import { recordRoutes } from "./records.ts";
import { requestRoutes } from "./requests.ts";
import { residentRoutes } from "./resident-page.ts";
import { roundRoutes } from "./rounds.ts";
import { siteCalendarRoutes } from "./site-calendar.ts";
import { stockRoutes } from "./stock.ts";

export function maintenanceRoutes(app: ApiApp, deps: RouteDeps, maintenance: MaintenanceDeps): void {
  const called = calledBy(maintenance.people);
  orderBulkRoutes(app, deps, maintenance.orders, called);
  orderRoutes(app, deps, maintenance.orders, called, maintenance.shelves);
  const { orders, shelves, plans, requests, rounds, stock, people } = maintenance;
  if (people) assigneeRoutes(app, deps, orders, people);
  if (!shelves || !plans || !requests || !rounds || !stock || !people) return;
  const whole = { orders, shelves, plans, requests, rounds, stock, people };
  stockRoutes(app, deps, whole);
  siteCalendarRoutes(app, deps, whole);
  planRoutes(app, deps, whole);
  complianceRoutes(app, deps, whole);
  paperRoutes(app, deps, whole);
  costRoutes(app, deps, whole);
  residentRoutes(app, deps, whole);
  requestRoutes(app, deps, whole);
  roundRoutes(app, deps, whole);
  if (deps.printer) recordRoutes(app, deps, whole, deps.printer);
}
