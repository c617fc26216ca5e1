import { z } from "zod";

const Scalar = z.union([z.number(), z.boolean()]);

/** One message on `…/command`: a value for a writable point. Carried out once, or refused; never later. */
export const CommandMessage = z.object({
  /** Sent again with the same id it is not carried out again. */
  id: z.string().min(1).max(64),
  point: z.string().max(64),
  value: Scalar,
  /** Source clock of the server, ms: a command that was under way for longer is refused. */
  expiresAt: z.number(),
  /** What other points of the asset must read now, or the order rests on a state that is past. */
  expect: z.record(z.string().max(64), Scalar).optional(),
});
export type CommandMessage = z.infer<typeof CommandMessage>;

/** Why it was not done. */
export const CommandRefusal = z.enum([
  "expired",
  "unknown-point",
  "not-writable",
  "wrong-kind",
  "out-of-range",
  "unexpected-state",
  "offline",
  "device-refused",
  /** Written, but read back it was something else. */
  "not-taken",
]);
export type CommandRefusal = z.infer<typeof CommandRefusal>;

/** One message on `…/command/result`. */
export const CommandResult = z.object({
  id: z.string().max(64),
  at: z.number(),
  outcome: z.enum(["done", "refused"]),
  reason: CommandRefusal.optional(),
  /** In words, what to do. */
  detail: z.string().max(512).optional(),
  /** What the device says after the write. */
  readBack: Scalar.nullable().optional(),
});
export type CommandResult = z.infer<typeof CommandResult>;
