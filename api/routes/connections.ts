import { createRoute } from "@hono/zod-openapi";
import { allow } from "../auth/index.ts";
import { ConnectionsView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { problems } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import type { Metric } from "./exposition.ts";
import { json } from "./params.ts";

const report = createRoute({
  method: "get",
  path: "/api/connections",
  tags: ["Ingest"],
  summary: "Where readings are kept, what waits to get there, and the broker · 外部连接",
  ...allow("engineer"),
  responses: { 200: json(ConnectionsView, "The servers this one depends on"), ...problems(401, 403) },
});

export function connectionRoutes(app: ApiApp, { connections }: RouteDeps): void {
  app.openapi(report, (c) => c.json(connections(), 200));
}

/** Only of what there is: an embedded store has no spool, the built-in broker no link. */
export function connectionMetrics({ readings, broker }: ConnectionsView, now: number): Metric[] {
  const metric = (type: Metric["type"], name: string, help: string, value: number): Metric => ({
    name: `watchkeeper_${name}`,
    help,
    type,
    samples: [{ value }],
  });
  const { spool } = readings;
  return [
    ...(spool
      ? [
          metric(
            "gauge",
            "readings_store_up",
            "1 while the readings server takes data.",
            spool.trouble ? 0 : 1,
          ),
          metric("gauge", "spool_readings", "Readings that wait for the readings server.", spool.waiting),
          metric("gauge", "spool_bytes", "Bytes that wait for the readings server.", spool.waitingBytes),
          metric("gauge", "spool_budget_bytes", "Beyond it nothing is acknowledged.", spool.budgetBytes),
          metric(
            "gauge",
            "spool_oldest_age_seconds",
            "Age of the oldest reading that waits; 0 when none does.",
            spool.oldestAt === null ? 0 : Math.max(0, now - spool.oldestAt) / 1000,
          ),
          metric(
            "counter",
            "spool_refused_total",
            "Readings the readings server refused for good.",
            spool.refused,
          ),
        ]
      : []),
    ...(broker.kind === "external"
      ? [metric("gauge", "broker_connected", "1 while connected to the broker.", broker.connected ? 1 : 0)]
      : []),
  ];
}
