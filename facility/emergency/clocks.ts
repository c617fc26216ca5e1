import { type Text, text } from "../units/index.ts";
import type { PlanClock, StepId } from "./plan.ts";
import type { Run } from "./run.ts";
import { inMinutes, type Work } from "./work.ts";

/** Begins the clocks that count from this moment of a step, or from the start; each once in a run. */
export function startClocks(work: Work, step: StepId | "start", when: "began" | "finished"): void {
  for (const clock of work.plan.clocks) {
    const { from } = clock;
    const mine =
      from === "start" ? step === "start" : step !== "start" && from.step === step && from.when === when;
    if (!mine || work.clock(clock.id)) continue;
    // A report counts as the law does, from when the unit knew; so does its step.
    const reports = from !== "start" && work.stepOf(from.step)?.does === "report";
    const since = from === "start" || reports ? work.run.detectedAt : work.at;
    work.setClock(clock.id, { is: "running", since, due: inMinutes(since, clock.minutes), missedAt: null });
    work.log("clock", "clock-began", step === "start" ? null : step, clockWords(clock, "runs", "开始计时"));
  }
}

/** Ends the clocks that this step meets. */
export function stopClocks(work: Work, step: StepId): void {
  for (const clock of work.plan.clocks) {
    const state = work.clock(clock.id);
    if (state?.is !== "running" || !clock.stops.includes(step)) continue;
    work.setClock(clock.id, { is: "stopped", since: state.since, due: state.due, at: work.at });
    const title = work.stepOf(step)?.title ?? clock.title;
    work.log(
      "clock",
      "clock-met",
      step,
      work.at <= state.due
        ? clockWords(clock, `in time, ${title.en}`, `${title.zh}（未超时）`)
        : clockWords(clock, `late, ${title.en}`, `${title.zh}（已超时）`),
    );
  }
}

/** The step that ended a clock; undefined while it runs, and where the run was stood down before any did. */
export function stoppedBy(run: Run, clock: PlanClock): StepId | undefined {
  const state = run.clocks[clock.id];
  if (state?.is !== "stopped") return undefined;
  return clock.stops.find((id) => {
    const step = run.steps[id];
    return step?.is === "closed" && step.outcome !== "withdrawn" && step.at === state.at;
  });
}

export const clockWords = (clock: PlanClock, en: string, zh: string): Text =>
  text(
    `${clock.title.en} (${clock.minutes} min): ${en}`,
    `${clock.title.zh}（${clock.minutes} 分钟）：${zh}`,
  );
