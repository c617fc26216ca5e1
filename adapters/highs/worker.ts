import { parentPort } from "node:worker_threads";
import { type Problem, solvePlan } from "../../facility/lifecycle/index.ts";
import { solveWithHighs } from "./program.ts";

export interface Asked {
  readonly id: number;
  readonly problem: Problem;
  readonly seconds: number;
}

const solve = await solveWithHighs();
parentPort?.on("message", ({ id, problem, seconds }: Asked) => {
  try {
    parentPort?.postMessage({ id, solved: solvePlan(problem, solve, seconds) });
  } catch (error) {
    parentPort?.postMessage({ id, trouble: error instanceof Error ? error.message : String(error) });
  }
});
