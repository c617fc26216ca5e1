import { z } from "zod";
import { type AssetId, type FileRef, type Instant, Text } from "../units/index.ts";
import { type Checked, ChecklistItem } from "./checklist.ts";
import type { FailureCause, FailureMechanism, FailureMode } from "./failure-codes.ts";
import type { RenewedPart } from "./renewed-part.ts";

/** How soon somebody must go, as with alarms. */
export const OrderPriority = z.enum(["critical", "high", "medium", "low"]);
export type OrderPriority = z.infer<typeof OrderPriority>;

/** Where an order comes from; `id` names it there: an alarm's id, a plan's id, a request's id … */
export const OrderSource = z.strictObject({
  kind: z.enum(["alarm", "plan", "emergency", "inspection", "person", "resident"]),
  id: z.string().min(1).max(300),
});
export type OrderSource = z.infer<typeof OrderSource>;

const moment = z.number().transform((ms) => ms as Instant);

/** What anybody in the house asks for when work is to be done. */
export const OrderRequest = z.strictObject({
  /** The same key twice is one order, while it is open and after. */
  key: z.string().min(1).max(300),
  site: z.string().min(1),
  asset: z
    .string()
    .transform((id) => id as AssetId)
    .optional(),
  title: Text,
  /** A person's own words as they are; in both languages where the house writes them. */
  description: z.union([z.string().max(4_000), Text]).default(""),
  priority: OrderPriority,
  source: OrderSource,
  dueBy: moment.optional(),
  /** When it is meant to be done; an order that has it begins as planned. */
  plannedFor: moment.optional(),
  checklist: z.array(ChecklistItem).max(100).optional(),
  /** The asset's alarms go out of service while the work lasts; so by default where the order has an asset. */
  takesOut: z.boolean().optional(),
  /** Whose contract it falls under. */
  contract: z.string().max(120).optional(),
});
export type OrderRequest = z.input<typeof OrderRequest>;

export type HoldReason = "parts" | "access" | "vendor" | "permit" | "weather" | "other";

/**
 * One member for each stage, with what only that stage has:
 * requested → planned → assigned → in progress ⇄ on hold → done → verified → closed, or cancelled before it is done.
 */
export type OrderState =
  | { readonly is: "requested" }
  | { readonly is: "planned"; readonly plannedFor: Instant }
  | { readonly is: "assigned"; readonly to: string; readonly plannedFor?: Instant }
  | { readonly is: "in-progress"; readonly to: string; readonly startedAt: Instant }
  | {
      readonly is: "on-hold";
      readonly to: string;
      readonly startedAt: Instant;
      readonly since: Instant;
      readonly why: HoldReason;
      readonly words: string;
    }
  | { readonly is: "done"; readonly to: string; readonly startedAt: Instant; readonly doneAt: Instant }
  | {
      readonly is: "verified";
      readonly to: string;
      readonly startedAt: Instant;
      readonly doneAt: Instant;
      readonly verifiedAt: Instant;
      readonly how: "telemetry" | "person";
    }
  | {
      readonly is: "closed";
      readonly to: string;
      readonly startedAt: Instant;
      readonly doneAt: Instant;
      readonly verifiedAt: Instant;
      readonly how: "telemetry" | "person";
      readonly closedAt: Instant;
    }
  | { readonly is: "cancelled"; readonly at: Instant; readonly reason: string };

export const orderStates = [
  "requested",
  "planned",
  "assigned",
  "in-progress",
  "on-hold",
  "done",
  "verified",
  "closed",
  "cancelled",
] as const satisfies readonly OrderState["is"][];
export type OrderStateName = OrderState["is"];

export interface Part {
  readonly name: string;
  readonly quantity: number;
  /** Yuan each. */
  readonly unitCost: number;
  /** The stock it was taken from. */
  readonly stock?: string;
  /** The wearing part that it renewed on the order's asset. */
  readonly renews?: RenewedPart;
}

export interface Labour {
  readonly who: string;
  readonly hours: number;
  /** Yuan. */
  readonly cost: number;
  readonly at: Instant;
}

/** What was found and done, in the words of ISO 14224. */
export interface Finding {
  readonly mode?: FailureMode;
  readonly mechanism?: FailureMechanism;
  readonly cause?: FailureCause;
  readonly remedy: string;
}

export interface Signature {
  readonly by: string;
  readonly role: "technician" | "user";
  readonly at: Instant;
  /** The drawing of it. */
  readonly file?: FileRef;
}

/** One piece of work, as its journal makes it. */
export interface Order {
  readonly id: string;
  readonly key: string;
  readonly site: string;
  readonly asset?: AssetId;
  readonly title: Text;
  readonly description: string | Text;
  readonly priority: OrderPriority;
  readonly source: OrderSource;
  readonly contract?: string;
  readonly openedAt: Instant;
  readonly openedBy: string;
  readonly dueBy?: Instant;
  readonly takesOut: boolean;
  /** When it was last planned for; kept once work has begun, which ends with what `state` says of it. */
  readonly plannedFor?: Instant;
  readonly state: OrderState;
  readonly checklist: readonly Checked[];
  readonly parts: readonly Part[];
  readonly labour: readonly Labour[];
  readonly files: readonly FileRef[];
  readonly signatures: readonly Signature[];
  readonly finding?: Finding;
  /** Time on hold so far, ms: no clock of a contract runs then. */
  readonly heldMs: number;
  /** A part that wears was renewed by this work: what was measured before says nothing of it. */
  readonly renewed?: true;
  /** Somebody was there; the response clock's end. */
  readonly arrivedAt?: Instant;
  /** How often it came back after it was done. */
  readonly reopened: number;
  /** Counts the lines of its journal; two editors notice each other by it. */
  readonly version: number;
  readonly changedAt: Instant;
}

/** Still to be worked on, or looked after: neither closed nor cancelled. */
export const isOpenOrder = ({ state }: Pick<Order, "state">): boolean =>
  state.is !== "closed" && state.is !== "cancelled";

/** Not done yet: hands are still needed. */
export const stateNeedsHands = ({ state }: Pick<Order, "state">): boolean =>
  state.is !== "done" && state.is !== "verified" && state.is !== "closed" && state.is !== "cancelled";

/** Hands are on the equipment, or it lies open: its alarms tell nothing. */
export const isAtWork = ({ state }: Pick<Order, "state">): boolean =>
  state.is === "in-progress" || state.is === "on-hold";

/** Yuan, labour and parts. */
export const orderCost = ({ labour, parts }: Pick<Order, "labour" | "parts">): number =>
  labour.reduce((sum, { cost }) => sum + cost, 0) +
  parts.reduce((sum, { quantity, unitCost }) => sum + quantity * unitCost, 0);
