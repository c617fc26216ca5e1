/** The HTTP routes, one file a noun; each declares itself for the OpenAPI document and then answers. */
export { alarmRoutes } from "./alarms.ts";
export { assetRoutes } from "./assets.ts";
export { backtestRoutes } from "./backtests.ts";
export { consoleFiles } from "./console.ts";
export { demoRoutes } from "./demo.ts";
export type { ApiDeps, RouteDeps } from "./deps.ts";
export { gatewayRoutes } from "./gateways.ts";
export { healthRoutes } from "./health.ts";
export { ingestRoutes } from "./ingest.ts";
export { nameSchemas } from "./openapi.ts";
export { peopleRoutes } from "./people.ts";
export { pointRoutes } from "./points.ts";
export { referenceRoutes } from "./reference.ts";
export { ruleRoutes } from "./rules.ts";
export { sessionRoutes } from "./session.ts";
export { tokenRoutes } from "./tokens.ts";
