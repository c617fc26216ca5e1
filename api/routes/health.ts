import { createRoute, z } from "@hono/zod-openapi";
import { Priority } from "../../facility/alarms/index.ts";
import { assetId } from "../../facility/units/index.ts";
import { AlarmStateName, HealthView, ReadyView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { alarmView } from "../present.ts";
import { connectionMetrics } from "./connections.ts";
import type { RouteDeps } from "./deps.ts";
import { EXPOSITION_TYPE, exposition, type Metric } from "./exposition.ts";
import { json } from "./params.ts";

const tags = ["Health"];

const alive = createRoute({
  method: "get",
  path: "/healthz",
  tags,
  summary: "The process is alive · 存活检查",
  security: [],
  responses: { 200: json(HealthView, "Alive") },
});

const ready = createRoute({
  method: "get",
  path: "/readyz",
  tags,
  summary: "Every part can do its work · 就绪检查",
  security: [],
  responses: { 200: json(ReadyView, "Ready"), 503: json(ReadyView, "Not ready; `parts` says which is not") },
});

const metrics = createRoute({
  method: "get",
  path: "/metrics",
  tags,
  summary: "Figures for Prometheus · 监控指标",
  security: [],
  responses: {
    200: {
      description: "Prometheus text format 0.0.4",
      content: { [EXPOSITION_TYPE]: { schema: z.string() } },
    },
  },
});

/** Outside /api and without sign-in, for orchestrators and Prometheus: figures of the service, nothing of people. */
export function healthRoutes(app: ApiApp, deps: RouteDeps): void {
  app.openapi(alive, (c) => c.json({ alive: true }, 200));
  app.openapi(ready, (c) => {
    const { ready: all, parts } = deps.ready();
    return c.json({ ready: all, parts: { ...parts } }, all ? 200 : 503);
  });
  app.openapi(metrics, (c) => c.text(exposition(collect(deps)), 200, { "content-type": EXPOSITION_TYPE }));
}

function collect({
  ingest,
  desk,
  model,
  board,
  presence,
  clock,
  watching,
  connections,
  ready: isReady,
  figures,
  requests,
}: RouteDeps): Metric[] {
  const report = ingest();
  const present = model();
  const counter = (name: string, help: string, value: number): Metric => ({
    name: `watchkeeper_${name}`,
    help,
    type: "counter",
    samples: [{ value }],
  });
  const gauge = (name: string, help: string, value: number): Metric => ({
    name,
    help,
    type: "gauge",
    samples: [{ value }],
  });

  const alarms = new Map<string, number>();
  for (const alarm of desk.open()) {
    const { priority, state } = alarmView(present, alarm);
    alarms.set(`${priority} ${state}`, (alarms.get(`${priority} ${state}`) ?? 0) + 1);
  }
  const online = present.gateways.filter(
    ({ site, gateway }) => presence.online(assetId(site, gateway.id)).online,
  );
  const lastReadingAt = board.lastReadingAt();
  const { rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();

  return [
    counter("ingest_messages_total", "Messages taken in.", report.messages),
    counter("ingest_readings_total", "Readings taken in.", report.readings),
    counter("ingest_stored_total", "Readings stored.", report.stored),
    counter("ingest_duplicates_total", "Readings that were stored already.", report.duplicates),
    {
      name: "watchkeeper_ingest_refused_total",
      help: "Messages that could not be used, by reason.",
      type: "counter",
      samples: Object.entries(report.refused).map(([reason, value]) => ({ labels: { reason }, value })),
    },
    gauge("watchkeeper_ingest_storing", "1 while the store takes readings.", report.storing ? 1 : 0),
    gauge(
      "watchkeeper_last_reading_age_seconds",
      "Time since the last reading came in; NaN before the first.",
      lastReadingAt === null ? Number.NaN : (clock() - lastReadingAt) / 1000,
    ),
    {
      name: "watchkeeper_alarms",
      help: "Alarms that are not normal.",
      type: "gauge",
      // Every pair has its sample, so that an alert on one of them sees 0 and not an absence.
      samples: Priority.options.flatMap((priority) =>
        AlarmStateName.options
          .filter((state) => state !== "normal")
          .map((state) => ({ labels: { priority, state }, value: alarms.get(`${priority} ${state}`) ?? 0 })),
      ),
    },
    gauge("watchkeeper_gateways", "Gateways of the model.", present.gateways.length),
    gauge("watchkeeper_gateways_online", "Gateways that hold a session with the broker.", online.length),
    gauge("watchkeeper_assets", "Assets of the model.", present.assets.size),
    gauge("watchkeeper_points", "Points of the model.", present.points.length),
    gauge("watchkeeper_live_clients", "Consoles connected to the live channel.", watching()),
    ...connectionMetrics(connections(), clock()),
    ...requests(),
    ...(figures?.() ?? []),
    gauge("watchkeeper_ready", "1 while every part can do its work.", isReady().ready ? 1 : 0),
    gauge("process_resident_memory_bytes", "Resident memory size in bytes.", rss),
    {
      name: "process_cpu_seconds_total",
      help: "User and system CPU time spent, in seconds.",
      type: "counter",
      samples: [{ value: (user + system) / 1e6 }],
    },
    gauge("nodejs_uptime_seconds", "Seconds since the process started.", process.uptime()),
  ];
}
