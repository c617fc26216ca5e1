import { z } from "zod";
import { Quality } from "../../facility/readings/index.ts";

/** A value on the wire. null says: the source has none (quality bad), so that silence and absence differ. */
export const WireValue = z.union([z.number(), z.boolean(), z.string().max(256), z.null()]);
export type WireValue = z.infer<typeof WireValue>;

/** One message on `…/readings`: one source time, some points of one asset. */
export const ReadingsMessage = z.object({
  /** Source time, ms since 1970. */
  at: z.number(),
  values: z.record(z.string(), WireValue),
  /** For all of its values; good when left out. */
  quality: Quality.optional(),
  /** Sent later from a buffer. */
  replayed: z.boolean().optional(),
});
export type ReadingsMessage = z.infer<typeof ReadingsMessage>;

/** What may stand on `…/readings`: one message or an array of them. */
export const ReadingsPayload = z.union([ReadingsMessage, z.array(ReadingsMessage).max(10_000)]);

/** Retained on `…/status`; the Last Will is `{"online": false}`. */
export const StatusMessage = z.object({ online: z.boolean(), at: z.number().optional() });
export type StatusMessage = z.infer<typeof StatusMessage>;
