/**
 * The connection to the server, and its clock. Ages are counted on the server's clock, for a wall screen's own
 * may be minutes off.
 */
export interface Link {
  /** `silent`: the socket is open but the pulse has stopped, which a pulled cable looks like at first. */
  readonly is: "connecting" | "live" | "silent" | "lost";
  /** Local time of the last message of any kind; null before the first. */
  readonly heardAt: number | null;
  /** Server time at which any reading last came in. */
  readonly lastReadingAt: number | null;
  /** What the server said when it refused a room. */
  readonly problem: string | null;
  /** More alarms than a person can follow, while it is so. */
  readonly flood: { readonly since: number; readonly count: number } | null;
}

/** Pulses come every 2 s; three missed ones are no chance. */
const PULSE_PATIENCE_MS = 7_000;

export interface LinkStore {
  state(): Link;
  opened(): void;
  closed(): void;
  heard(): void;
  pulse(serverNow: number, lastReadingAt: number | null, flood?: Link["flood"]): void;
  refused(problem: string): void;
  /** Looks whether the pulse has stopped; call it every second. */
  look(): void;
  /** The server's clock as well as known. */
  now(): number;
  watch(wake: () => void): () => void;
}

export function createLinkStore(clock: () => number): LinkStore {
  let state: Link = { is: "connecting", heardAt: null, lastReadingAt: null, problem: null, flood: null };
  let offset: number | null = null;
  const watchers = new Set<() => void>();
  const set = (change: Partial<Link>) => {
    state = { ...state, ...change };
    for (const wake of watchers) wake();
  };
  return {
    state: () => state,
    opened: () => set({ is: "live", heardAt: clock(), problem: null }),
    closed: () => set({ is: state.heardAt === null ? "connecting" : "lost" }),
    heard() {
      // Not a change anybody must be woken for: the second's tick shows it.
      state = { ...state, heardAt: clock() };
      if (state.is === "silent") set({ is: "live" });
    },
    pulse(serverNow, lastReadingAt, flood = null) {
      const measured = serverNow - clock();
      // A pulse can only be late, never early: the largest offset seen is the nearest to the truth,
      // until the clocks are plainly set anew.
      offset = offset === null || measured > offset || offset - measured > 2_000 ? measured : offset;
      set({ is: "live", heardAt: clock(), lastReadingAt, flood });
    },
    refused: (problem) => set({ problem }),
    look() {
      if (state.is === "live" && state.heardAt !== null && clock() - state.heardAt > PULSE_PATIENCE_MS)
        set({ is: "silent" });
    },
    now: () => clock() + (offset ?? 0),
    watch(wake) {
      watchers.add(wake);
      return () => watchers.delete(wake);
    },
  };
}
