import type { Instant, Text } from "../units/index.ts";
import { text } from "../units/index.ts";
import { flowOf } from "./flow.ts";
import type { Step, StepId } from "./plan.ts";
import type { OpenStep, Run } from "./run.ts";

/** The next moment at which time alone changes the run; null while it does not. */
export function dueAt(run: Run): Instant | null {
  if (run.state.is !== "running") return null;
  const moments = [
    ...Object.values(run.steps).flatMap((state) =>
      state.is === "open" && state.due !== null && !state.late ? [state.due] : [],
    ),
    ...Object.values(run.clocks).flatMap((clock) =>
      clock.is === "running" && clock.missedAt === null ? [clock.due] : [],
    ),
  ];
  return moments.length === 0 ? null : (Math.min(...moments) as Instant);
}

/** Something that is due now. */
export interface Due {
  readonly step: Step | null;
  readonly id: StepId | null;
  readonly open: OpenStep | null;
  readonly title: Text;
  /** The duty whose it is; null where only time or the plant is waited for. */
  readonly duty: string | null;
  readonly at: Instant | null;
  readonly late: boolean;
}

/** What is due and by whom, the most pressing first. When every path has ended it is the commander's to stand down. */
export function dueNow(run: Run): readonly Due[] {
  if (run.state.is === "stood-down") return [];
  // Nothing of a drill is due while a real emergency is on: its next step must not be taken for a real one.
  if (run.state.is === "suspended")
    return [forTheLeader(run, text("Go on with the drill, or end it", "继续演练或结束演练"))];
  const { byId } = flowOf(run.plan);
  const open = Object.entries(run.steps).flatMap(([id, state]): Due[] => {
    const step = byId.get(id);
    if (!step || state.is !== "open") return [];
    const duty = "duty" in step ? step.duty : step.does === "tell" ? run.plan.commander : null;
    return [{ step, id, open: state, title: step.title, duty, at: state.due, late: state.late }];
  });
  const people = open.filter(({ open: state }) => state?.waiting.for !== "time");
  if (people.length === 0)
    open.push(forTheLeader(run, text("All steps are done: stand down", "全部步骤已完成：解除应急状态")));
  return open.sort(
    (a, b) =>
      Number(b.late) - Number(a.late) ||
      (a.at ?? Number.MAX_SAFE_INTEGER) - (b.at ?? Number.MAX_SAFE_INTEGER),
  );
}

const forTheLeader = ({ plan }: Run, title: Text): Due => ({
  ...{ step: null, id: null, open: null, at: null, late: false },
  ...{ title, duty: plan.commander },
});
