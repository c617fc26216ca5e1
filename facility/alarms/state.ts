import type { AssetId, Instant } from "../units/index.ts";

/** `<site>.<asset>.<rule>`: one alarm for each rule on each asset, through all its occurrences. */
export type AlarmId = string & { readonly __alarm?: never };
export const alarmId = (asset: AssetId, rule: string): AlarmId => `${asset}.${rule}` as AlarmId;

/** A to F of ISA-18.2: what the condition and the people have done so far. */
export type PlainState =
  /** A: nothing to look at. */
  | { readonly is: "normal" }
  /** B: true now, and nobody has said "seen". */
  | {
      readonly is: "unacknowledged";
      readonly raisedAt: Instant;
      /** When it called again, where that was later: a shelf has ended, a cause has gone, nobody mended it. */
      readonly calledAt?: Instant;
    }
  /** C: true now, and somebody has it. */
  | {
      readonly is: "acknowledged";
      readonly raisedAt: Instant;
      readonly by: string;
      readonly acknowledgedAt: Instant;
    }
  /** D: no longer true, but nobody saw it yet. */
  | { readonly is: "returned"; readonly raisedAt: Instant; readonly clearedAt: Instant }
  /** E: no longer true, nobody saw it yet, and it stays until a person resets it. */
  | { readonly is: "latched"; readonly raisedAt: Instant; readonly clearedAt: Instant }
  /** F: no longer true, seen, waiting for its reset. */
  | {
      readonly is: "latched-acknowledged";
      readonly raisedAt: Instant;
      readonly clearedAt: Instant;
      readonly by: string;
      readonly acknowledgedAt: Instant;
    };

/** Which kind of loss explains another alarm. */
export type CauseReason = "gateway-lost" | "panel-lost" | "supply-lost" | "meter-silent";

/** The alarm that explains another one, and how. */
export interface Cause {
  readonly alarm: AlarmId;
  readonly because: CauseReason;
}

/** G: a person has put it aside until a stated moment. */
export interface Shelved {
  readonly is: "shelved";
  readonly since: Instant;
  readonly until: Instant;
  /** Ends with this occurrence, `until` at the latest. */
  readonly oneShot: boolean;
  readonly by: string;
  readonly reason: string;
  /** What it would be were it not shelved; goes on living meanwhile. */
  readonly behind: PlainState;
}

/** H: suppressed by design, because another alarm explains it. */
export interface Suppressed {
  readonly is: "suppressed";
  readonly since: Instant;
  /** Never empty. */
  readonly causes: readonly Cause[];
  readonly behind: PlainState | Shelved;
}

/** I: its asset is being worked on. */
export interface OutOfService {
  readonly is: "out-of-service";
  readonly since: Instant;
  readonly by: string;
  readonly reason: string;
  /** The maintenance order it is tied to. */
  readonly order?: string;
  readonly behind: PlainState | Shelved | Suppressed;
}

/** Layers lie in one order, I over H over G, so that each may come and go by itself. */
export type AlarmState = PlainState | Shelved | Suppressed | OutOfService;

export type AlarmEvent =
  | { readonly on: "raise"; readonly at: Instant }
  /** `latch` where the rule demands a reset by hand. */
  | { readonly on: "clear"; readonly at: Instant; readonly latch?: boolean }
  /** `together`: how many were acknowledged in the same act, where it was more than one. */
  | { readonly on: "acknowledge"; readonly at: Instant; readonly by: string; readonly together?: number }
  | { readonly on: "reset"; readonly at: Instant; readonly by: string }
  /** Acknowledged long ago and still true: it calls again. */
  | { readonly on: "realarm"; readonly at: Instant }
  | {
      readonly on: "shelve";
      readonly at: Instant;
      readonly by: string;
      readonly until: Instant;
      readonly oneShot: boolean;
      readonly reason: string;
    }
  | { readonly on: "unshelve"; readonly at: Instant; readonly by: string }
  | { readonly on: "suppress"; readonly at: Instant; readonly cause: Cause }
  | { readonly on: "release"; readonly at: Instant; readonly cause: AlarmId }
  | {
      readonly on: "take-out";
      readonly at: Instant;
      readonly by: string;
      readonly reason: string;
      readonly order?: string;
    }
  | { readonly on: "put-back"; readonly at: Instant; readonly by: string }
  /** Its rule or asset is no longer there. */
  | { readonly on: "retire"; readonly at: Instant }
  /** Words about it; the words are the transition's reason. */
  | { readonly on: "comment"; readonly at: Instant; readonly by: string }
  /** Who takes care; null gives it back. */
  | { readonly on: "assign"; readonly at: Instant; readonly by: string; readonly to: string | null };

/** The states ISA-18.2 letters, for the journal and for people who know the figure by heart. */
export const letter = {
  normal: "A",
  unacknowledged: "B",
  acknowledged: "C",
  returned: "D",
  latched: "E",
  "latched-acknowledged": "F",
  shelved: "G",
  suppressed: "H",
  "out-of-service": "I",
} as const satisfies Record<AlarmState["is"], string>;

/** What lies under all layers: A to F. */
export function plainOf(state: AlarmState): PlainState {
  switch (state.is) {
    case "shelved":
    case "suppressed":
    case "out-of-service":
      return plainOf(state.behind);
    default:
      return state;
  }
}

/** Is the condition behind this alarm true now? Also told of what is shelved, suppressed or out of service. */
export function isActive(state: AlarmState): boolean {
  const { is } = plainOf(state);
  return is === "unacknowledged" || is === "acknowledged";
}

/** The suppression in force, wherever it lies among the layers. */
export function suppressionOf(state: AlarmState): Suppressed | undefined {
  if (state.is === "suppressed") return state;
  return state.is === "out-of-service" ? suppressionOf(state.behind) : undefined;
}

/** The shelf in force, wherever it lies among the layers. */
export function shelfOf(state: AlarmState): Shelved | undefined {
  if (state.is === "shelved") return state;
  return state.is === "suppressed" || state.is === "out-of-service" ? shelfOf(state.behind) : undefined;
}
