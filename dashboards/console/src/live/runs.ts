import type { RunSummary } from "../../../../api/contract/index.ts";

/** The runs under way, as the server last told them. */
export interface RunStore {
  runs(): readonly RunSummary[];
  replace(runs: readonly RunSummary[]): void;
  watch(wake: () => void): () => void;
}

/** What is real stands before drills, what is grave before what is not, what began first before the rest. */
const byGravity = (a: RunSummary, b: RunSummary): number =>
  Number(a.drill) - Number(b.drill) || a.grade.localeCompare(b.grade) || a.detectedAt - b.detectedAt;

export function createRunStore(): RunStore {
  let runs: readonly RunSummary[] = [];
  const watchers = new Set<() => void>();
  return {
    runs: () => runs,
    replace(list) {
      runs = [...list].sort(byGravity);
      for (const wake of watchers) wake();
    },
    watch(wake) {
      watchers.add(wake);
      return () => watchers.delete(wake);
    },
  };
}
