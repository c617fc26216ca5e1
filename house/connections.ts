import type { ConnectionsView } from "../api/contract/index.ts";
import type { IngestReport } from "../api/index.ts";
import type { Core } from "./core.ts";

/** The servers this one depends on, for the API: no user, password or token among it. */
export function connectionsOf({ broker, remote }: Pick<Core, "broker" | "remote">): ConnectionsView {
  const link = broker.external?.state();
  return {
    readings: remote
      ? { kind: "influxdb", address: remote.shown, spool: remote.spool.report() }
      : { kind: "duckdb", address: null, spool: null },
    broker: link
      ? { kind: "external", address: broker.external?.shown ?? null, ...link }
      : { kind: "built-in", address: null, connected: true, since: null, trouble: null },
  };
}

/**
 * In words for /readyz. A lost broker stops everything that comes in; a lost InfluxDB does not, while the spool
 * has room, so it is told without turning this server away from its work.
 */
export function connectionParts({ readings, broker }: ConnectionsView): {
  readonly needed: Readonly<Record<string, string>>;
  readonly told: Readonly<Record<string, string>>;
} {
  const { spool } = readings;
  return {
    needed: broker.kind === "external" ? { broker: broker.trouble ?? "ok" } : {},
    told: spool
      ? {
          spool: spool.trouble
            ? `${spool.waiting} readings wait (${spool.waitingBytes} of ${spool.budgetBytes} bytes): ${spool.trouble}`
            : "ok",
        }
      : {},
  };
}

/** Behind a spool, what is stored and what was there already is known only when the spool has drained it. */
export function ingestOf({ intake, remote }: Pick<Core, "intake" | "remote">): IngestReport {
  const report = intake.report();
  if (!remote) return report;
  const { drained, duplicates } = remote.spool.report();
  return { ...report, stored: drained, duplicates };
}
