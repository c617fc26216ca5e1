/**
 * Grafana by provisioning: a datasource and a dashboard for each system, made from the equipment catalogue, so that a
 * new type of equipment has its panels without a line here. `generate.ts` writes `json/`, which Grafana reads.
 */
export { dashboards, marksOf } from "./dashboards.ts";
export type { InfluxQuery } from "./queries.ts";
