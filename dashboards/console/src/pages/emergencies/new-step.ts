import type { Step } from "./fields.tsx";
import type { PlanDraft } from "./plan.tsx";

/** What a step may be, in the order in which they are offered. */
export const kinds = [
  "task",
  "ask",
  "tell",
  "wait",
  "command",
  "roll-call",
  "report",
  "note",
  "pause",
] as const satisfies readonly Step["does"][];

/** A step of this kind that can run as it is, to be written out. */
export function newStep(does: Step["does"], plan: PlanDraft): Step {
  const base = {
    id: `step-${plan.steps.length + 1}-${Date.now().toString(36).slice(-4)}`,
    title: { en: "New step", zh: "新步骤" },
    ...{ next: [], join: "each" as const, until: [] },
  };
  const duty = plan.commander;
  const on = { types: ["lift"], within: "trigger" as const };
  switch (does) {
    case "task":
      return { ...base, does, duty, evidence: [], checklist: [] };
    case "ask":
      return {
        ...base,
        ...{ does, duty, question: { en: "?", zh: "？" } },
        answers: [
          { id: "yes", label: { en: "Yes", zh: "是" }, next: [], grave: false },
          { id: "no", label: { en: "No", zh: "否" }, next: [], grave: false },
        ],
      };
    case "tell":
      return {
        ...base,
        ...{ does, whom: [{ duty }], urgency: "urgent", outside: false },
        message: { en: "{where}: {plan}", zh: "{where}：{plan}" },
      };
    case "wait":
      return {
        ...base,
        ...{ does, duty, on, timeoutMinutes: 5, onTimeout: [] },
        condition: { all: [{ point: "door_closed", is: false }], of: "every" },
      };
    case "command":
      return { ...base, does, duty, on, point: "", value: true, confirm: true, onTimeout: [] };
    case "roll-call":
      return { ...base, does, duty, of: { en: "Everybody", zh: "全部人员" }, groups: [] };
    case "report":
      return {
        ...base,
        ...{ does, duty, withinMinutes: 60, region: plan.region, source: "heuristic" },
        authority: { en: "Authority", zh: "主管部门" },
      };
    case "note":
      return { ...base, does };
    case "pause":
      return { ...base, does, minutes: 5 };
    default:
      return does satisfies never;
  }
}

/** A step that goes takes the arrows to it with it. */
export function withoutStep(steps: PlanDraft["steps"], id: string): PlanDraft["steps"] {
  const drop = (ids: string[]) => ids.filter((one) => one !== id);
  return steps
    .filter((step) => step.id !== id)
    .map((step) => {
      const next = { ...step, next: drop(step.next), until: drop(step.until) };
      if (next.does === "ask")
        return { ...next, answers: next.answers.map((answer) => ({ ...answer, next: drop(answer.next) })) };
      return next.does === "wait" || next.does === "command"
        ? { ...next, onTimeout: drop(next.onTimeout) }
        : next;
    });
}
