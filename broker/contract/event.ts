import { z } from "zod";

/** One message on `…/event`: something happened that has a code rather than a value, and needs no answer. */
export const EventMessage = z.object({
  /** When the gateway learnt of it, ms since 1970. */
  at: z.number(),
  /** Whose code it is; a code alone means nothing (a lift's 8 differs from city to city). */
  scheme: z.string().min(1).max(32),
  code: z.string().min(1).max(64),
  /** In the device's own words, if it has any. */
  text: z.string().max(256).optional(),
  details: z.record(z.string().max(64), z.union([z.number(), z.boolean(), z.string().max(256)])).optional(),
});
export type EventMessage = z.infer<typeof EventMessage>;
