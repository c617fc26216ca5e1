import { greedy, pricedGreedy } from "./greedy.ts";
import { improved } from "./improve.ts";
import { pricesOfMoney } from "./prices.ts";
import { type Choice, evaluate, type Problem } from "./problem.ts";
import { choiceOf, type Program, programOf } from "./program.ts";

/** What an integer solver is asked and answers; an adapter fills it. */
export interface ProgramAnswer {
  readonly x: ArrayLike<number>;
  /** The best that any whole answer could reach, in the program's own unit; undefined where it gave none. */
  readonly bound: number | undefined;
  readonly finished: boolean;
}
export type SolveProgram = (program: Program, seconds: number) => ProgramAnswer | undefined;

export interface Solved {
  readonly choice: Choice;
  readonly value: number;
  /** No plan under these caps saves more; the proof of how good this one is. */
  readonly bound: number;
  /** (bound − value)/bound. */
  readonly gap: number;
  /** `optimal`: proven within a hundredth of a per cent; `good`: the gap says how near; `greedy`: the pencil's. */
  readonly status: "optimal" | "good" | "greedy";
  readonly greedy: { readonly choice: Choice; readonly value: number };
}

/** The port: problems are solved elsewhere, so that the server goes on answering. */
export interface Solver {
  solve(problem: Problem, seconds: number): Promise<Solved>;
  close(): Promise<void>;
}

/** The pencil's answer, the prices of money, the integer program, and the better of the two answers. */
export function solvePlan(problem: Problem, solveProgram: SolveProgram, seconds: number): Solved {
  const byHand = greedy(problem);
  const first = evaluate(problem, byHand);
  const late = new Set(first.late.filter((i) => problem.candidates[i]?.pinned === undefined));
  const priced = pricesOfMoney(problem, first.value, late);
  const placed = preferred(problem, byHand, pricedGreedy(problem, priced.price));
  const start = preferred(problem, placed, improved(problem, placed));
  const program = programOf(problem, start, priced, late);
  const answer = program.placings.length > 0 ? solveProgram(program, seconds) : undefined;
  const found = answer ? preferred(problem, start, choiceOf(problem, program, answer.x)) : start;
  const { value } = evaluate(problem, found);
  const own = program.whole && answer?.bound !== undefined ? answer.bound * 10_000 : Number.POSITIVE_INFINITY;
  const bound = Math.max(value, Math.min(priced.bound, own));
  const gap = bound > 0 ? (bound - value) / bound : 0;
  return {
    choice: found,
    value,
    bound,
    gap,
    status: gap <= 1e-4 ? "optimal" : value > first.value ? "good" : "greedy",
    greedy: { choice: byHand, value: first.value },
  };
}

/** The better of two plans; the second only where it keeps caps, funds and the law as well as the first. */
function preferred(problem: Problem, first: Choice, second: Choice): Choice {
  const [a, b] = [evaluate(problem, first), evaluate(problem, second)];
  if (overSum(b.over) > overSum(a.over) + 0.01) return first;
  if (b.late.length !== a.late.length) return b.late.length < a.late.length ? second : first;
  return b.value > a.value ? second : first;
}

const overSum = (over: readonly { readonly by: number }[]): number =>
  over.reduce((sum, { by }) => sum + by, 0);
