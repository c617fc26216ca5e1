import { type Instant, text } from "../units/index.ts";
import { clockWords } from "./clocks.ts";
import { dutyRoles } from "./duty.ts";
import { finish } from "./finish.ts";
import type { StepId } from "./plan.ts";
import type { OpenStep } from "./run.ts";
import { begin } from "./steps.ts";
import { say } from "./telling.ts";
import type { Work } from "./work.ts";

/** Time has passed: what is late is told to the substitutes, what has run out goes its other way. */
export function tick(work: Work): void {
  for (const [id, clock] of work.clocks) {
    if (clock.is !== "running" || clock.missedAt !== null || clock.due > work.at) continue;
    const of = work.plan.clocks.find((each) => each.id === id);
    work.setClock(id, { ...clock, missedAt: work.at });
    if (!of) continue;
    work.log("clock", "clock-missed", null, clockWords(of, "missed", "已超时"));
    const { tell, message, starts } = of.missed;
    say(
      work,
      null,
      `clock:${id}`,
      tell,
      clockWords(of, "missed", "已超时"),
      message ?? text("{where}", "{where}"),
      "life-safety",
      true,
    );
    begin(work, starts);
  }
  for (const [id, open] of work.opens)
    if (open.due !== null && !open.late && open.due <= work.at) lapsed(work, id, open);
}

function lapsed(work: Work, id: StepId, open: OpenStep): void {
  const step = work.stepOf(id);
  if (!step) return;
  switch (open.waiting.for) {
    case "time":
      return begin(work, finish(work, id, { outcome: "done", by: "clock", words: "" }));
    case "plant":
      return begin(
        work,
        finish(work, id, {
          outcome: "timed-out",
          by: "clock",
          words: text("Not seen in time", "未在规定时间内反馈"),
        }),
      );
    case "effect":
      return begin(
        work,
        finish(work, id, {
          outcome: "timed-out",
          by: "clock",
          words: text("No effect seen in time", "未在规定时间内生效"),
        }),
      );
    case "person":
    case "confirmation":
    case "roll-call":
    case "answer": {
      work.patch(id, { late: true });
      work.log("clock", "late", id, text(`Late: ${step.title.en}`, `超时：${step.title.zh}`));
      if (step.does === "ask" && step.unanswered !== undefined) {
        const words = text("Nobody answered in time", "无人按时答复");
        return begin(
          work,
          finish(work, id, { outcome: "timed-out", by: "clock", words, answer: step.unanswered }),
        );
      }
      const duty = "duty" in step ? step.duty : work.plan.commander;
      const roles = dutyRoles(work.plan, duty, work.at, work.timeZone);
      const leads = dutyRoles(work.plan, work.plan.commander, work.at, work.timeZone).slice(0, 1);
      const to = [...new Set([...roles.slice(1), ...leads])];
      return say(
        work,
        id,
        `${id}:${open.visit}:late`,
        to.length > 0 ? to : roles,
        text(`Late: ${step.title.en}`, `超时未完成：${step.title.zh}`),
        text(`{where}: nobody has done this yet. Step in.`, "{where}：尚未完成，请立即接手。"),
        "urgent",
        true,
      );
    }
    default:
      return open.waiting satisfies never;
  }
}

/** A drill goes on: what was due is due as much later as it lay still. */
export function resume(work: Work, by: string): void {
  if (work.state.is !== "suspended") return;
  const lay = work.at - work.state.at;
  const later = (at: Instant): Instant => (at + lay) as Instant;
  for (const [id, open] of work.opens) if (open.due !== null) work.patch(id, { due: later(open.due) });
  for (const [id, clock] of work.clocks)
    if (clock.is === "running") work.setClock(id, { ...clock, due: later(clock.due) });
  work.become({ is: "running" });
  work.log(by, "resumed", null, text("The drill goes on", "演练继续"));
}
