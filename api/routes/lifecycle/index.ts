/** The routes of lifecycle: the fleet and one asset's story, scenarios and plans, approval, reports. */
import type { ApiApp } from "../../env.ts";
import type { LifecycleDeps, RouteDeps } from "../deps.ts";
import { lifecycleAssetRoutes } from "./assets.ts";
import { lifecycleAssumptionRoutes } from "./assumptions.ts";
import { lifecycleReportRoutes } from "./reports.ts";
import { lifecycleScenarioRoutes } from "./scenarios.ts";

export function lifecycleRoutes(app: ApiApp, deps: RouteDeps, lifecycle: LifecycleDeps): void {
  lifecycleAssetRoutes(app, deps, lifecycle);
  lifecycleAssumptionRoutes(app, deps, lifecycle);
  lifecycleScenarioRoutes(app, deps, lifecycle);
  lifecycleReportRoutes(app, deps, lifecycle);
}
