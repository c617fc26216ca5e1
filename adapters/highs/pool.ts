import { Worker } from "node:worker_threads";
import type { Problem, Solved, Solver } from "../../facility/lifecycle/index.ts";
import type { Asked } from "./worker.ts";

/** Beyond its time and this, a worker is taken for lost and another started. */
const GRACE_MS = 20_000;

interface Waiting {
  readonly solved: (solved: Solved) => void;
  readonly failed: (error: Error) => void;
  readonly late: NodeJS.Timeout;
}

/** One worker, started with the first plan; problems are solved in turn. A worker that dies fails its plans only. */
export function openHighs(): Solver {
  let worker: Worker | undefined;
  let turn = 0;
  const waiting = new Map<number, Waiting>();
  const drop = (error: Error) => {
    const dead = worker;
    worker = undefined;
    for (const { failed, late } of waiting.values()) {
      clearTimeout(late);
      failed(error);
    }
    waiting.clear();
    void dead?.terminate();
  };
  const start = (): Worker => {
    const made = new Worker(new URL("./worker.ts", import.meta.url));
    // The house may close while nobody plans.
    made.unref();
    made.on("message", (answer: { id: number; solved?: Solved; trouble?: string }) => {
      const asked = waiting.get(answer.id);
      if (!asked) return;
      waiting.delete(answer.id);
      clearTimeout(asked.late);
      if (waiting.size === 0) made.unref();
      if (answer.solved) asked.solved(answer.solved);
      else asked.failed(new Error(answer.trouble ?? "the solver gave no answer"));
    });
    made.on("error", (error) => {
      if (worker === made) drop(error instanceof Error ? error : new Error(String(error)));
    });
    made.on("exit", () => {
      if (worker === made) drop(new Error("the solver's worker ended"));
    });
    return made;
  };
  return {
    solve: (problem: Problem, seconds: number) =>
      new Promise<Solved>((solved, failed) => {
        worker ??= start();
        worker.ref();
        const id = ++turn;
        const late = setTimeout(
          () => drop(new Error(`the solver did not answer within ${seconds} s`)),
          (waiting.size + 1) * seconds * 1000 + GRACE_MS,
        );
        waiting.set(id, { solved, failed, late });
        worker.postMessage({ id, problem, seconds } satisfies Asked);
      }),
    async close() {
      drop(new Error("the house is closing"));
    },
  };
}
