import { z } from "zod";
import { Text } from "../../facility/units/index.ts";

/** Something a device told by code, in the device's own time order. */
export const DeviceEventView = z.object({
  asset: z.string(),
  /** When the gateway learnt of it, ms since 1970. */
  at: z.number(),
  receivedAt: z.number(),
  scheme: z.string(),
  code: z.string(),
  text: z.string().nullable(),
  meaning: Text.nullable().describe("the code in words; null where its scheme is not known"),
  schemeName: Text.nullable(),
  grave: z.boolean().describe("somebody must look at once"),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type DeviceEventView = z.infer<typeof DeviceEventView>;

export const DeviceEventList = z.object({ events: z.array(DeviceEventView) });
export type DeviceEventList = z.infer<typeof DeviceEventList>;
