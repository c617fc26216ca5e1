import type { LimitCondition } from "../../facility/alarms/index.ts";
import type { RuleInstance } from "../instances.ts";
import type { Judge } from "../operators/verdicts.ts";
import { named } from "../operators/watch.ts";

/**
 * Limit with hysteresis and delays (ISA-18.2 deadband, on-delay, off-delay). High: true above the limit, untrue at or
 * below limit − hysteresis; low mirrors it.
 */
export function limit(instances: readonly RuleInstance<LimitCondition>[]): Judge {
  const size = instances.length;
  // Low limits are watched as high ones of the negated value, so that the loop has one comparison.
  const sign = new Float64Array(size);
  const onAbove = new Float64Array(size);
  const offAtMost = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const { side, limit, hysteresis } = instances[i]!.condition;
    sign[i] = side === "high" ? 1 : -1;
    onAbove[i] = sign[i]! * limit;
    offAtMost[i] = onAbove[i]! - hysteresis;
  }
  return {
    points: (i) => named(instances[i]!.asset, [instances[i]!.condition.point]),
    onDelayMs: (i) => instances[i]!.condition.onDelaySeconds * 1_000,
    offDelayMs: (i) => instances[i]!.condition.offDelaySeconds * 1_000,
    hear(i, _slot, batch, row, was) {
      const value = batch.number[row]!;
      return Number.isNaN(value) ? undefined : value * sign[i]! > (was ? offAtMost[i]! : onAbove[i]!);
    },
  };
}
