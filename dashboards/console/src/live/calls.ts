import type { CallView } from "../../../../api/contract/index.ts";

/** Somebody is told of a call. */
export interface Ring {
  readonly call: CallView;
  readonly kind: string;
  readonly mine: boolean;
}

/** Calls that are not over, most urgent first. */
export interface CallStore {
  open(): readonly CallView[];
  take(calls: readonly CallView[]): void;
  replace(calls: readonly CallView[]): void;
  ring(ring: Ring): void;
  watch(wake: () => void): () => void;
  onRing(tell: (ring: Ring) => void): () => void;
}

const rank = { "life-safety": 0, urgent: 1, normal: 2 } as const;
const byUrgency = (a: CallView, b: CallView): number =>
  rank[a.urgency] - rank[b.urgency] || Number(b.mine) - Number(a.mine) || b.openedAt - a.openedAt;

export function createCallStore(): CallStore {
  const calls = new Map<string, CallView>();
  const watchers = new Set<() => void>();
  const listeners = new Set<(ring: Ring) => void>();
  let open: readonly CallView[] = [];
  const changed = () => {
    open = [...calls.values()].sort(byUrgency);
    for (const wake of watchers) wake();
  };
  return {
    open: () => open,
    take(list) {
      for (const call of list)
        if (call.state === "closed") calls.delete(call.id);
        else calls.set(call.id, call);
      changed();
    },
    replace(list) {
      calls.clear();
      for (const call of list) calls.set(call.id, call);
      changed();
    },
    ring(ring) {
      for (const tell of listeners) tell(ring);
    },
    watch(wake) {
      watchers.add(wake);
      return () => watchers.delete(wake);
    },
    onRing(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}
