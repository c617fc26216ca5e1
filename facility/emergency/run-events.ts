import type { DutyRole, Receipt } from "../oncall/index.ts";
import type { AssetId, FileRef, Instant, Text } from "../units/index.ts";
import type { StepId } from "./plan.ts";
import type { Proof, Review, RollEntry, Run, Trigger } from "./run.ts";

/** One line of the run's append-only log. */
export interface Entry {
  readonly sequence: number;
  readonly at: Instant;
  /** A user's name, or `plan`, `clock`, `plant`. */
  readonly actor: string;
  readonly what:
    | "began"
    | "merged"
    | "opened"
    | "told"
    | "withheld"
    | "receipt"
    | "taken"
    | "done"
    | "not-done"
    | "timed-out"
    | "withdrawn"
    | "chose"
    | "late"
    | "commanded"
    | "answered"
    | "seen"
    | "missing"
    | "clock-began"
    | "clock-met"
    | "clock-missed"
    | "handed-over"
    | "note"
    | "contact"
    | "attended"
    | "rolled"
    | "suspended"
    | "resumed"
    | "stood-down"
    | "reviewed";
  readonly step: StepId | null;
  readonly words: Text;
  readonly files: readonly FileRef[];
}
export type EntryKind = Entry["what"];

/** What the shell must do; the same key again does nothing again. */
export type Effect =
  | {
      readonly do: "tell";
      readonly key: string;
      readonly to: readonly DutyRole[];
      /** By name, where a role is not meant. */
      readonly person?: string;
      readonly title: Text;
      readonly body: Text;
      readonly urgency: "life-safety" | "urgent" | "normal";
      readonly answerable: boolean;
      readonly at: Instant;
    }
  /** Nobody need answer any more. */
  | { readonly do: "settle"; readonly key: string }
  | {
      readonly do: "command";
      readonly key: string;
      readonly step: StepId;
      readonly visit: number;
      readonly asset: AssetId;
      readonly point: string;
      readonly value: number | boolean;
      readonly by: string;
      readonly at: Instant;
    };

/** What comes to a run from outside. `by` is a user's name. */
export type RunEvent =
  | { readonly on: "tick"; readonly at: Instant }
  | { readonly on: "take"; readonly at: Instant; readonly by: string; readonly step: StepId }
  | {
      readonly on: "finish";
      readonly at: Instant;
      readonly by: string;
      readonly step: StepId;
      readonly words: string;
      readonly answer?: string;
      readonly proof?: Proof;
      readonly roll?: readonly RollEntry[];
      readonly reference?: string;
    }
  | {
      readonly on: "cannot";
      readonly at: Instant;
      readonly by: string;
      readonly step: StepId;
      readonly words: string;
    }
  /** Lets a command go. */
  | { readonly on: "confirm"; readonly at: Instant; readonly by: string; readonly step: StepId }
  | {
      readonly on: "commanded";
      readonly at: Instant;
      readonly step: StepId;
      readonly visit: number;
      readonly asset: AssetId;
      readonly ok: boolean;
      readonly words: Text;
    }
  /** What the plant says of a step: by asset, or by an output's name. */
  | {
      readonly on: "observed";
      readonly at: Instant;
      readonly step: StepId;
      readonly met: readonly string[];
      readonly missing: readonly string[];
      readonly enough: boolean;
    }
  | ({ readonly on: "receipt" } & Receipt)
  | {
      readonly on: "merge";
      readonly at: Instant;
      readonly trigger: Trigger;
      readonly targets: Run["targets"];
      readonly watch: Run["watch"];
    }
  | {
      readonly on: "hand-over";
      readonly at: Instant;
      readonly by: string;
      readonly to: string;
      /** Both by their names; by their ids where they are not given. */
      readonly giver?: Text;
      readonly taker?: Text;
    }
  | {
      readonly on: "note";
      readonly at: Instant;
      readonly by: string;
      /** `contact`: what was said with the people in need. */
      readonly kind: "note" | "contact";
      readonly words: string;
      readonly files: readonly FileRef[];
    }
  | {
      readonly on: "roll";
      readonly at: Instant;
      readonly by: string;
      readonly step: StepId;
      readonly entry: RollEntry;
    }
  | { readonly on: "attend"; readonly at: Instant; readonly by: string; readonly names: readonly string[] }
  | { readonly on: "suspend"; readonly at: Instant; readonly because: string }
  | { readonly on: "resume"; readonly at: Instant; readonly by: string }
  | {
      readonly on: "stand-down";
      readonly at: Instant;
      readonly by: string;
      readonly words: string;
      readonly why: "over" | "false-alarm" | "pre-empted";
    }
  | {
      readonly on: "review";
      readonly at: Instant;
      readonly by: string;
      readonly review: Omit<Review, "by" | "at">;
    };
