import type { WireValue } from "../../broker/contract/index.ts";

/** What was last published of a point. */
export interface Sent {
  readonly value: WireValue;
  readonly at: number;
}

/**
 * Report by exception: a point is due when it was never sent, moved by its deadband or more (any change where it
 * has none), or would be silent beyond the heartbeat if it waited for the next poll. Times in milliseconds.
 */
export function isDue(
  sent: Sent | undefined,
  value: WireValue,
  at: number,
  policy: { readonly deadband: number; readonly heartbeatMs: number; readonly pollMs: number },
): boolean {
  if (!sent) return true;
  // A clock set back must not hold a point until it has caught up.
  if (at < sent.at || at - sent.at + policy.pollMs > policy.heartbeatMs) return true;
  if (typeof value !== "number" || typeof sent.value !== "number") return value !== sent.value;
  const moved = Math.abs(value - sent.value);
  return policy.deadband === 0 ? moved > 0 : moved >= policy.deadband;
}
