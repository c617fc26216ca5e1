import { type Text, text } from "../units/index.ts";
import type { PlanClock, StepId } from "./plan.ts";
import { inMinutes, type Work } from "./work.ts";

/** Begins the clocks that count from this moment of a step, or from the start; each once in a run. */
export function startClocks(work: Work, step: StepId | "start", when: "began" | "finished"): void {
  for (const clock of work.plan.clocks) {
    const { from } = clock;
    const mine =
      from === "start" ? step === "start" : step !== "start" && from.step === step && from.when === when;
    if (!mine || work.clock(clock.id)) continue;
    const since = from === "start" ? work.run.detectedAt : work.at;
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
    const met = work.at <= state.due;
    work.log(
      "clock",
      "clock-met",
      step,
      met ? clockWords(clock, "met", "按时完成") : clockWords(clock, "stopped late", "超时后完成"),
    );
  }
}

export const clockWords = (clock: PlanClock, en: string, zh: string): Text =>
  text(
    `${clock.title.en} (${clock.minutes} min): ${en}`,
    `${clock.title.zh}（${clock.minutes} 分钟）：${zh}`,
  );
