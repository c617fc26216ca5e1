import type { AssetId, Instant } from "../units/index.ts";
import type { Run } from "./run.ts";

/** How long the people of a contract took to come to an emergency. */
export interface Arrival {
  readonly asset: AssetId;
  readonly calledAt: Instant;
  /** The plan's own clock, minutes; a contract may ask for less. */
  readonly limitMinutes: number;
  /** Undefined where nobody came, or nobody has come yet. */
  readonly tookMinutes: number | undefined;
  /** Their time was over before they came. */
  readonly late: boolean;
}

/** By the clocks of a run that measure a contract's people; none of a drill, nor of a false alarm. */
export function arrivalsOf(run: Run): readonly Arrival[] {
  const asset = run.triggers.find((trigger) => trigger.asset !== null)?.asset;
  if (run.drill || !asset || (run.state.is === "stood-down" && run.state.why === "false-alarm")) return [];
  return run.plan.clocks.flatMap(({ id, arrival, minutes }): Arrival[] => {
    const clock = run.clocks[id];
    const step = arrival === undefined ? undefined : run.steps[arrival];
    if (!clock || arrival === undefined) return [];
    const came = step?.is === "closed" && step.outcome === "done" ? step.at : undefined;
    const late = came === undefined ? "missedAt" in clock && clock.missedAt !== null : came > clock.due;
    // Freed before anybody came, and within the time: nobody is to be measured.
    if (came === undefined && !late) return [];
    const tookMinutes = came === undefined ? undefined : (came - clock.since) / 60_000;
    return [{ asset, calledAt: clock.since, limitMinutes: minutes, tookMinutes, late }];
  });
}
