import type { DutyRole, Receipt } from "../oncall/index.ts";
import type { AssetId, FileRef, Instant, Text } from "../units/index.ts";
import type { ByContract } from "./agreed-clock.ts";
import type { Grade, Plan, StepId } from "./plan.ts";

export type RunId = string;

/** What called: an alarm's occurrence, or a person. */
export type Trigger = (
  | {
      readonly by: "alarm";
      /** `<site>.<asset>.<rule>` */
      readonly alarm: string;
      readonly occurrence: number;
      readonly title: Text;
    }
  | { readonly by: "person"; readonly person: string; readonly words: string }
) & {
  /** When the trouble began, as the alarm says; when the person said so. */
  readonly at: Instant;
  readonly asset: AssetId | null;
  /** Where, from the outermost place inwards and the asset last; the site's name where no asset is named. */
  readonly where: Text;
};

/** What tells one trigger from another. The same one never starts twice. */
export const triggerKey = (trigger: Trigger): string =>
  trigger.by === "alarm" ? `${trigger.alarm}#${trigger.occurrence}` : `${trigger.person}@${trigger.at}`;

export interface DrillTerms {
  /** Steps whose message or command really leaves the house; withheld otherwise. */
  readonly allow: readonly StepId[];
  /** The line of the drill calendar it is for. */
  readonly calendar?: string;
  /** What is played, in words. */
  readonly scenario: string;
}

/** How somebody on a roll-call is. */
export interface RollEntry {
  readonly name: string;
  readonly is: "present" | "missing" | "unknown";
  readonly count?: number;
  readonly words?: string;
}

export interface Proof {
  readonly files: readonly FileRef[];
  readonly readings: readonly { readonly label: string; readonly value: string }[];
  /** A signature as a file, and whose it is. */
  readonly signature?: { readonly name: string; readonly file: FileRef };
  /** Which lines of the checklist were ticked, by their place. */
  readonly ticked: readonly number[];
}

/** What an open step waits for. */
export type Waiting =
  /** A person does it and says so. */
  | { readonly for: "person" }
  /** Somebody of those told answers. */
  | { readonly for: "answer" }
  /** A person lets the command go. */
  | { readonly for: "confirmation" }
  /** The field answers the command, and the plant shows its effect. */
  | {
      readonly for: "effect";
      readonly given: Readonly<Record<string, "under way" | "done" | "failed">>;
      readonly shown: readonly AssetId[];
    }
  /** The plant says so, or a person has seen it. */
  | { readonly for: "plant"; readonly met: readonly string[]; readonly missing: readonly string[] }
  | { readonly for: "roll-call"; readonly entries: readonly RollEntry[] }
  /** Time. */
  | { readonly for: "time" };

export interface OpenStep {
  readonly is: "open";
  /** How often it has begun, this time included. */
  readonly visit: number;
  readonly since: Instant;
  readonly due: Instant | null;
  readonly late: boolean;
  readonly takenBy: string | null;
  readonly waiting: Waiting;
}

export type Outcome = "done" | "not-done" | "timed-out" | "withdrawn";

export interface ClosedStep {
  readonly is: "closed";
  readonly visit: number;
  readonly since: Instant;
  readonly at: Instant;
  readonly due: Instant | null;
  readonly late: boolean;
  readonly outcome: Outcome;
  readonly by: string;
  readonly words: string;
  /** The answer given, of an ask. */
  readonly answer?: string;
  readonly proof?: Proof;
  readonly met?: readonly string[];
  readonly missing?: readonly string[];
  readonly roll?: readonly RollEntry[];
  /** Of a report: the number or name the authority gave it. */
  readonly reference?: string;
}

/** Reached, but another open step can still lead here. */
export interface JoiningStep {
  readonly is: "joining";
  readonly visit: number;
  readonly since: Instant;
}

export type StepState = OpenStep | ClosedStep | JoiningStep;

export type ClockState =
  | {
      readonly is: "running";
      readonly since: Instant;
      readonly due: Instant;
      readonly missedAt: Instant | null;
    }
  | { readonly is: "stopped"; readonly since: Instant; readonly due: Instant; readonly at: Instant };

/** A message of the run and what became of it. */
export interface Told {
  readonly key: string;
  readonly step: StepId | null;
  readonly at: Instant;
  readonly title: Text;
  readonly to: readonly DutyRole[];
  readonly withheld: boolean;
  readonly receipts: readonly Omit<Receipt, "key">[];
}

export type RunState =
  | { readonly is: "running" }
  /** A drill, because of a real emergency; it may go on afterwards. */
  | { readonly is: "suspended"; readonly at: Instant; readonly because: string }
  | {
      readonly is: "stood-down";
      readonly at: Instant;
      readonly by: string;
      readonly words: string;
      /** A second trigger, or the drill that was cut short. */
      readonly why: "over" | "false-alarm" | "pre-empted";
    };

export interface Measure {
  readonly id: string;
  readonly what: string;
  readonly owner: string;
  /** YYYY-MM-DD */
  readonly dueBy: string;
  /** The work order that it has become. */
  readonly order: string | null;
}

/** What people find out afterwards. */
export interface Review {
  readonly cause: string;
  readonly damage: string;
  readonly casualties: string;
  readonly lossCny: number | null;
  readonly lessons: string;
  readonly measures: readonly Measure[];
  readonly by: string;
  readonly at: Instant;
}

/** One emergency, or one drill of it, as it stands: the fold of everything that has happened. */
export interface Run {
  readonly id: RunId;
  readonly site: string;
  readonly plan: Plan;
  readonly version: number;
  readonly grade: Grade;
  readonly drill: DrillTerms | null;
  /** The first is what began it; the others joined. */
  readonly triggers: readonly Trigger[];
  /** The building (or asset, or site) by which triggers of the same event are known. */
  readonly scope: string;
  readonly detectedAt: Instant;
  readonly startedAt: Instant;
  readonly state: RunState;
  /** Who leads by name; null: whoever has the plan's commanding duty. */
  readonly commander: string | null;
  readonly steps: Readonly<Record<StepId, StepState>>;
  readonly clocks: Readonly<Record<string, ClockState>>;
  /** Assets that each command or wait is about. */
  readonly targets: Readonly<Record<StepId, readonly AssetId[]>>;
  readonly watch: readonly AssetId[];
  readonly told: readonly Told[];
  readonly attended: readonly string[];
  readonly review: Review | null;
  /** The contract by which a clock of this run goes; the plan's own minutes where there is none. */
  readonly agreed?: ByContract;
  /** Counts the entries of its log. */
  readonly sequence: number;
}
