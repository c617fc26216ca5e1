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

/** Retained on `…/status`; the Last Will is `{"online": false}`. One with `at` is answered on `…/clock`. */
export const StatusMessage = z.object({ online: z.boolean(), at: z.number().optional() });
export type StatusMessage = z.infer<typeof StatusMessage>;

/** On `…/clock`: the server's answer to a status, so that a gateway knows how far its clock is off. ms since 1970. */
export const ClockAnswer = z.object({
  /** The status's `at`, by the gateway's clock. */
  sent: z.number(),
  /** When it was heard and answered, by the server's clock. */
  heard: z.number(),
  answered: z.number(),
});
export type ClockAnswer = z.infer<typeof ClockAnswer>;
