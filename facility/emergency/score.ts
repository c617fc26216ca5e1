import type { Instant, Text } from "../units/index.ts";
import { stoppedBy } from "./clocks.ts";
import { flowOf } from "./flow.ts";
import type { Run } from "./run.ts";

/** One deadline of a run and how it went. */
export interface Deadline {
  readonly id: string;
  readonly kind: "step" | "clock";
  readonly title: Text;
  readonly due: Instant;
  /** When it was done; null while it is not, or when it never was. */
  readonly at: Instant | null;
  readonly how: "met" | "missed" | "open" | "withdrawn";
  /** Of a clock: what ended it. */
  readonly by?: Text;
}

export interface Score {
  readonly deadlines: readonly Deadline[];
  readonly met: number;
  readonly missed: number;
  /** Whole percent of what is decided; null while nothing is. */
  readonly percent: number | null;
}

/** How a run, or a drill so far, stands against its deadlines. What was withdrawn in time counts neither way. */
export function scoreOf(run: Run): Score {
  const { byId } = flowOf(run.plan);
  const deadlines: Deadline[] = [];
  for (const [id, state] of Object.entries(run.steps)) {
    const step = byId.get(id);
    if (!step || state.is === "joining" || state.due === null || step.does === "pause") continue;
    const { due } = state;
    const base = { id, kind: "step" as const, title: step.title, due };
    if (state.is === "open") deadlines.push({ ...base, at: null, how: state.late ? "missed" : "open" });
    else if (state.outcome === "withdrawn")
      deadlines.push({ ...base, at: null, how: state.late ? "missed" : "withdrawn" });
    else
      deadlines.push({
        ...base,
        at: state.at,
        how: state.outcome === "done" && !state.late ? "met" : "missed",
      });
  }
  for (const clock of run.plan.clocks) {
    const state = run.clocks[clock.id];
    if (!state) continue;
    const base = { id: clock.id, kind: "clock" as const, title: clock.title, due: state.due };
    if (state.is === "running")
      deadlines.push({ ...base, at: null, how: state.missedAt === null ? "open" : "missed" });
    else {
      const stopped = stoppedBy(run, clock);
      const step = stopped === undefined ? undefined : byId.get(stopped);
      // Whom it waits for was not needed any more: it was neither kept nor missed.
      const idle =
        (clock.arrival !== undefined && stopped !== undefined && stopped !== clock.arrival) ||
        (stopped === undefined && run.state.is === "stood-down" && run.state.at === state.at);
      deadlines.push({
        ...base,
        at: state.at,
        how: state.at > state.due ? "missed" : idle ? "withdrawn" : "met",
        ...(step ? { by: step.title } : {}),
      });
    }
  }
  deadlines.sort((a, b) => a.due - b.due);
  const met = deadlines.filter(({ how }) => how === "met").length;
  const missed = deadlines.filter(({ how }) => how === "missed").length;
  const percent = met + missed === 0 ? null : Math.round((100 * met) / (met + missed));
  return { deadlines, met, missed, percent };
}
