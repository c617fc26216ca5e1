import { z } from "zod";
import { Slug } from "../units/index.ts";

/**
 * A gateway that is called instead of asking: fire alarm transmitters (用户信息传输装置) after GB/T 26875.3-2011.
 * The frame knows neither password nor encryption: it listens on the loopback, for a tunnel, unless told otherwise.
 */
export const Gb26875Listen = z.strictObject({
  kind: z.literal("gb26875"),
  host: z
    .string()
    .min(1)
    .default("127.0.0.1")
    .describe("where it listens; 0.0.0.0 only behind a tunnel or firewall"),
  port: z.int().min(0).max(65_535),
  transports: z
    .array(z.enum(["tcp", "udp"]))
    .min(1)
    .default(["tcp", "udp"]),
  from: z.array(z.string()).default([]).describe("IP addresses that may call; any when left out"),
  panels: z
    .array(
      z.strictObject({
        asset: Slug,
        source: z
          .string()
          .regex(/^[0-9a-f]{12}$/, "write twelve hex digits, the highest byte first")
          .optional()
          .describe("the transmitter's address; any when left out"),
        systemAddress: z
          .int()
          .min(0)
          .max(255)
          .optional()
          .describe("where one transmitter speaks for several panels"),
      }),
    )
    .min(1),
  dialect: z
    .strictObject({
      time: z.enum(["binary", "bcd"]).default("binary"),
      checksum: z.enum(["from-serial", "from-command"]).default("from-serial"),
    })
    .prefault({}),
  silentAfterSeconds: z.number().min(1).default(90).describe("heartbeats come every 20 to 30 s"),
  syncClock: z.boolean().default(true).describe("sets the transmitter's clock when it calls, and daily"),
  dutyCheck: z
    .strictObject({
      everyMinutes: z.number().min(1).max(1_440),
      answerMinutes: z.int().min(1).max(60).default(5),
    })
    .optional()
    .describe("查岗: asks whether somebody is at the panel"),
});
export type Gb26875Listen = z.infer<typeof Gb26875Listen>;
