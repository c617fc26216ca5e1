import { type Text, text } from "../units/index.ts";
import type { Plan, Step, StepId } from "./plan.ts";

/** What is wrong with a plan, and where in it. */
export interface PlanProblem {
  /** Names and numbers joined by dots: `steps.3.duty`. */
  readonly path: string;
  readonly problem: Text;
}

/** Where a step may lead, whatever is answered and whatever does not come. */
export function exits(step: Step): readonly StepId[] {
  switch (step.does) {
    case "ask":
      return [...step.next, ...step.answers.flatMap((answer) => answer.next)];
    case "command":
    case "wait":
      return [...step.next, ...step.onTimeout];
    default:
      return step.next;
  }
}

/** Passes by itself, without a person, the plant or time. */
export const passes = (step: Step): boolean =>
  step.does === "note" || (step.does === "tell" && step.answerWithinMinutes === undefined);

interface Flow {
  readonly byId: ReadonlyMap<StepId, Step>;
  readonly order: ReadonlyMap<StepId, number>;
  /** Every step that can come after one, along any path of at least one arrow. */
  readonly after: ReadonlyMap<StepId, ReadonlySet<StepId>>;
}

const known = new WeakMap<Plan, Flow>();

/** A plan's arrows, worked out once. */
export function flowOf(plan: Plan): Flow {
  const had = known.get(plan);
  if (had) return had;
  const byId = new Map(plan.steps.map((step) => [step.id, step]));
  const order = new Map(plan.steps.map((step, i) => [step.id, i]));
  const after = new Map<StepId, ReadonlySet<StepId>>();
  for (const step of plan.steps) {
    const seen = new Set<StepId>();
    const look = [...exits(step)];
    for (let id = look.pop(); id !== undefined; id = look.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const there = byId.get(id);
      if (there) look.push(...exits(there));
    }
    after.set(step.id, seen);
  }
  const flow = { byId, order, after };
  known.set(plan, flow);
  return flow;
}

/**
 * Everything that keeps a plan from running, each in words for its author; empty when it can run. Ids that do not
 * exist, steps nobody reaches, and circles in which nobody and nothing is waited for.
 */
export function planProblems(plan: Plan): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const say = (path: string, en: string, zh: string) => problems.push({ path, problem: text(en, zh) });
  const ids = new Set<string>();
  plan.steps.forEach((step, i) => {
    if (ids.has(step.id))
      say(
        `steps.${i}.id`,
        `step ${step.id} stands twice; give one of them another id`,
        `步骤 ${step.id} 重复，请为其中一个另取编号`,
      );
    ids.add(step.id);
  });
  const duties = new Set(plan.duties.map(({ id }) => id));
  const needStep = (path: string, id: string) => {
    if (!ids.has(id))
      say(
        path,
        `there is no step ${id}; name one of the plan or take it out`,
        `没有步骤 ${id}，请改为预案中的步骤或删去`,
      );
  };
  const needDuty = (path: string, id: string) => {
    if (!duties.has(id))
      say(
        path,
        `there is no duty ${id}; add it under duties or name another`,
        `没有职责 ${id}，请在职责中添加或改用其他职责`,
      );
  };
  needDuty("commander", plan.commander);
  for (const id of plan.start) needStep("start", id);
  plan.steps.forEach((step, i) => {
    for (const id of [...exits(step), ...step.until]) needStep(`steps.${i}`, id);
    if ("duty" in step) needDuty(`steps.${i}.duty`, step.duty);
    if (step.does === "tell")
      for (const to of step.whom) if ("duty" in to) needDuty(`steps.${i}.whom`, to.duty);
    if (step.does === "ask") {
      const answers = step.answers.map(({ id }) => id);
      if (new Set(answers).size < answers.length)
        say(
          `steps.${i}.answers`,
          "two answers have the same id; change one",
          "两个答案编号相同，请改其中一个",
        );
      if (step.unanswered !== undefined && !answers.includes(step.unanswered))
        say(
          `steps.${i}.unanswered`,
          `${step.unanswered} is none of the answers; choose one of them`,
          `${step.unanswered} 不在答案之列，请选择其中一个`,
        );
      if (step.unanswered !== undefined && step.withinMinutes === undefined)
        say(`steps.${i}.withinMinutes`, "say how long an answer is waited for", "请填写等待答复的时长");
    }
  });
  plan.clocks.forEach((clock, i) => {
    if (clock.from !== "start") needStep(`clocks.${i}.from`, clock.from.step);
    for (const id of [...clock.stops, ...clock.missed.starts, ...(clock.arrival ? [clock.arrival] : [])])
      needStep(`clocks.${i}`, id);
  });
  if (problems.length > 0) return problems;

  const { after, byId } = flowOf(plan);
  const roots = [...plan.start, ...plan.clocks.flatMap(({ missed }) => missed.starts)];
  const reached = new Set(roots.flatMap((id) => [id, ...(after.get(id) ?? [])]));
  plan.steps.forEach((step, i) => {
    if (!reached.has(step.id))
      say(
        `steps.${i}`,
        `nothing leads to step ${step.id}; name it in another step's next`,
        `没有步骤通向 ${step.id}，请在其他步骤的后续中加入它`,
      );
    if (passes(step) && circles(step.id, byId))
      say(
        `steps.${i}`,
        `step ${step.id} leads back to itself without anybody or anything being waited for`,
        `步骤 ${step.id} 又回到自身，中间没有任何等待；请加入需人工完成或等待的步骤`,
      );
  });
  return problems;
}

/** Does a path of steps that pass by themselves lead back here? */
function circles(start: StepId, byId: ReadonlyMap<StepId, Step>): boolean {
  const seen = new Set<StepId>();
  const look = [...(byId.get(start)?.next ?? [])];
  for (let id = look.pop(); id !== undefined; id = look.pop()) {
    if (id === start) return true;
    const step = byId.get(id);
    if (seen.has(id) || !step || !passes(step)) continue;
    seen.add(id);
    look.push(...step.next);
  }
  return false;
}
