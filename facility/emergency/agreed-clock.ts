import { type Text, text } from "../units/index.ts";
import type { Plan } from "./plan.ts";

/** What a contract on the asset says of how soon its people must be there. */
export interface AgreedArrival {
  readonly minutes: number;
  readonly contract: string;
  readonly title: Text;
}

/** The contract that a run's clock goes by, with the minutes that the plan would have given. */
export interface ByContract extends AgreedArrival {
  readonly clock: string;
  readonly usual: number;
}

/**
 * The plan with the contract's time in place of its own, where it has a clock for the contract's people: the clock and
 * the step that says they are there. Other clocks are the law's and stay.
 */
export function byContract(
  plan: Plan,
  agreed: AgreedArrival | undefined,
): { readonly plan: Plan; readonly agreed: ByContract | null } {
  const clock = plan.clocks.find(({ arrival }) => arrival !== undefined);
  if (!agreed || !clock) return { plan, agreed: null };
  const { minutes } = agreed;
  return {
    plan: {
      ...plan,
      clocks: plan.clocks.map((one) => (one === clock ? { ...one, minutes } : one)),
      steps: plan.steps.map((step) =>
        step.id === clock.arrival && "withinMinutes" in step ? { ...step, withinMinutes: minutes } : step,
      ),
    },
    agreed: { ...agreed, clock: clock.id, usual: clock.minutes },
  };
}

/** Who says how long: for the log and the report. */
export const agreedWords = ({ minutes, title, usual }: ByContract): Text =>
  text(
    `by contract "${title.en}": ${minutes} min (the plan alone: ${usual} min)`,
    `按合同《${title.zh}》：${minutes} 分钟（预案规定 ${usual} 分钟）`,
  );
