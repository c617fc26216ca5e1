import { type Text, text } from "../units/index.ts";
import type { Plan } from "./plan.ts";

/** What a contract on the asset says of how soon its people must be there. */
export interface AgreedArrival {
  readonly minutes: number;
  readonly contract: string;
  readonly title: Text;
}

/**
 * The contract that a run's clock goes by. `minutes` is what holds, `usual` what the plan alone gives, `asked` what the
 * contract says where that is longer and so does not hold.
 */
export interface ByContract extends AgreedArrival {
  readonly clock: string;
  readonly usual: number;
  readonly asked?: number;
}

/**
 * The plan with the contract's time in place of its own, where it has a clock for the contract's people: the clock and
 * the step that says they are there. A contract may promise more than the plan's rule asks for, never less: the shorter
 * time holds. Other clocks are the law's and stay.
 */
export function byContract(
  plan: Plan,
  agreed: AgreedArrival | undefined,
): { readonly plan: Plan; readonly agreed: ByContract | null } {
  const clock = plan.clocks.find(({ arrival }) => arrival !== undefined);
  if (!agreed || !clock) return { plan, agreed: null };
  const { minutes: usual } = clock;
  const minutes = Math.min(agreed.minutes, usual);
  return {
    plan: {
      ...plan,
      clocks: plan.clocks.map((one) => (one === clock ? { ...one, minutes } : one)),
      steps: plan.steps.map((step) =>
        step.id === clock.arrival && "withinMinutes" in step
          ? { ...step, withinMinutes: Math.min(minutes, step.withinMinutes ?? minutes) }
          : step,
      ),
    },
    agreed: {
      ...agreed,
      ...{ minutes, usual, clock: clock.id },
      ...(agreed.minutes > usual ? { asked: agreed.minutes } : {}),
    },
  };
}

/** Who says how long: for the log and the report. */
export const agreedWords = ({ minutes, title, usual, asked }: ByContract): Text =>
  asked === undefined
    ? text(
        `by contract "${title.en}": ${minutes} min (the plan alone: ${usual} min)`,
        `按合同《${title.zh}》：${minutes} 分钟（预案规定 ${usual} 分钟）`,
      )
    : text(
        `contract "${title.en}" allows ${asked} min; the plan's rule is stricter and holds: ${minutes} min`,
        `合同《${title.zh}》约定 ${asked} 分钟，长于规定时限；从严按 ${minutes} 分钟执行`,
      );
