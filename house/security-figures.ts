import type { Metric } from "../api/index.ts";
import type { LimitCounts } from "../broker/index.ts";
import type { CertificateEnd } from "./tls/index.ts";

const LIMITS = {
  held: "messages-held",
  abused: "disconnected",
  connections: "connections",
  subscriptions: "subscriptions",
  packetSize: "packet-size",
  sessions: "lasting-sessions",
  waiting: "waiting-messages",
  retained: "retained-messages",
} as const satisfies Record<keyof LimitCounts, string>;

/** For /metrics: how often gateways ran into their limits, and when certificates end. */
export function securityFigures(
  counts: Readonly<LimitCounts> | undefined,
  ends: readonly CertificateEnd[],
): Metric[] {
  return [
    ...(counts
      ? [
          {
            name: "watchkeeper_mqtt_limited_total",
            help: "How often a gateway ran into a limit of the broker, by limit.",
            type: "counter" as const,
            samples: Object.entries(LIMITS).map(([key, limit]) => ({
              labels: { limit },
              value: counts[key as keyof LimitCounts],
            })),
          },
        ]
      : []),
    ...(ends.length > 0
      ? [
          {
            name: "watchkeeper_certificate_end_timestamp_seconds",
            help: "When a certificate ends, in seconds since 1970.",
            type: "gauge" as const,
            samples: ends.map(({ which, endsAt }) => ({
              labels: { certificate: which },
              value: endsAt / 1_000,
            })),
          },
        ]
      : []),
  ];
}
