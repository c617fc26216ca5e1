import { z } from "zod";

/** Readings that are safe on this machine's disk and not yet in the store behind. */
export const SpoolView = z.object({
  waiting: z.int().describe("readings"),
  waitingBytes: z.int(),
  budgetBytes: z.int().describe("beyond it nothing more is acknowledged"),
  oldestAt: z.number().nullable().describe("when the oldest that waits was taken in"),
  trouble: z.string().nullable().describe("why the store takes nothing, and what to do"),
  troubleSince: z.number().nullable(),
  drained: z.int().describe("since the start: taken by the store"),
  duplicates: z.int().describe("since the start: there already"),
  refused: z.int().describe("since the start: refused for good, kept in spool/refused.jsonl"),
});
export type SpoolView = z.infer<typeof SpoolView>;

/** GET /api/connections: the servers this one depends on. Addresses are without user, password and token. */
export const ConnectionsView = z.object({
  readings: z.object({
    kind: z.enum(["duckdb", "influxdb"]),
    address: z.string().nullable(),
    spool: SpoolView.nullable(),
  }),
  broker: z.object({
    kind: z.enum(["built-in", "external"]),
    address: z.string().nullable(),
    connected: z.boolean(),
    since: z.number().nullable(),
    trouble: z.string().nullable(),
  }),
});
export type ConnectionsView = z.infer<typeof ConnectionsView>;
