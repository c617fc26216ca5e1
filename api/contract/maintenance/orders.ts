import { z } from "zod";
import {
  Answer,
  ChecklistItem,
  FailureCause,
  FailureMechanism,
  FailureMode,
  OrderAct,
  OrderPriority,
  OrderSource,
  orderStates,
  RenewedPart,
} from "../../../facility/maintenance/index.ts";
import { FileRef, Text } from "../../../facility/units/index.ts";

export { RenewedPart };

const moment = z.number().describe("ms since 1970");

/** One line of an order's checklist with its answer and what that says. */
export const CheckedView = z.object({
  item: ChecklistItem,
  answer: Answer.extend({ by: z.string(), at: moment }).nullable(),
  verdict: z.enum(["open", "pass", "fail"]),
});
export type CheckedView = z.infer<typeof CheckedView>;

/** One line of the board. */
export const OrderSummary = z.object({
  id: z.string(),
  site: z.string(),
  asset: z.string().nullable(),
  assetName: Text.nullable(),
  place: Text.nullable().describe("from the outermost place inwards"),
  title: Text,
  priority: OrderPriority,
  source: OrderSource,
  contract: z.string().nullable(),
  state: z.enum(orderStates),
  assignedTo: z.string().nullable(),
  assignedName: Text.nullable().describe("what the person or firm is called"),
  plannedFor: moment.nullable(),
  openedAt: moment,
  openedBy: z.string(),
  openedName: Text,
  dueBy: moment.nullable(),
  overdue: z.boolean(),
  doneAt: moment.nullable(),
  changedAt: moment,
  reopened: z.int(),
  cost: z.number().describe("yuan so far"),
  version: z.int(),
  visit: z
    .string()
    .nullable()
    .describe("the same for orders that are one visit: one place, day, person and contract"),
});
export type OrderSummary = z.infer<typeof OrderSummary>;

/** GET /api/orders, newest first. */
export const OrderList = z.object({ orders: z.array(OrderSummary) });
export type OrderList = z.infer<typeof OrderList>;

/** One line of an order's journal. */
export const OrderLine = z.object({
  at: moment,
  by: z.string(),
  byName: Text,
  what: Text,
  words: Text.nullable().describe(
    "what there is to add; a person's own words stand in both languages as they are",
  ),
});
export type OrderLine = z.infer<typeof OrderLine>;

/** Until when a contract's people must be there and have mended it. Time on hold moves the second one on. */
export const OrderClocks = z.object({
  contract: Text,
  vendor: Text,
  arriveBy: moment.nullable(),
  arriveLate: z.boolean(),
  repairBy: moment.nullable(),
  repairLate: z.boolean(),
});
export type OrderClocks = z.infer<typeof OrderClocks>;

/** GET /api/orders/{id} */
export const OrderView = OrderSummary.extend({
  description: Text.nullable().describe("a person's own words stand in both languages as they are"),
  together: z.array(OrderSummary).describe("the other orders of the same visit"),
  takesOut: z.boolean(),
  hold: z.object({ since: moment, why: z.string(), words: z.string() }).nullable(),
  clocks: OrderClocks.nullable().describe(
    "of the contract that the order falls under; null where none counts",
  ),
  heldMs: z.number(),
  arrivedAt: moment.nullable(),
  startedAt: moment.nullable(),
  verified: z.object({ at: moment, how: z.enum(["telemetry", "person"]) }).nullable(),
  proof: z
    .object({ is: z.enum(["counting", "ringing", "blind"]), since: moment, until: moment })
    .nullable()
    .describe("of a repair that is done: since when its rule is quiet, and when that proves it"),
  response: Text.nullable().describe("what to do, by the rule whose alarm asked for it"),
  closedAt: moment.nullable(),
  cancelled: z.object({ at: moment, reason: z.string() }).nullable(),
  checklist: z.array(CheckedView),
  parts: z.array(
    z.object({
      name: z.string(),
      quantity: z.number(),
      unitCost: z.number(),
      stock: z.string().nullable(),
      renews: RenewedPart.nullable(),
    }),
  ),
  labour: z.array(z.object({ who: z.string(), name: Text, hours: z.number(), cost: z.number(), at: moment })),
  files: z.array(FileRef),
  signatures: z.array(
    z.object({
      by: z.string(),
      name: Text,
      role: z.enum(["technician", "user"]),
      at: moment,
      file: FileRef.nullable(),
    }),
  ),
  finding: z
    .object({
      mode: FailureMode.nullable(),
      mechanism: FailureMechanism.nullable(),
      cause: FailureCause.nullable(),
      remedy: z.string(),
    })
    .nullable(),
  acts: z.array(z.string()).describe("what fits now and the caller may do"),
  journal: z.array(OrderLine).describe("oldest first"),
});
export type OrderView = z.infer<typeof OrderView>;

/** POST /api/orders: a person's request for work, or the order for an alarm. */
export const NewOrder = z.object({
  key: z.string().min(8).max(200).optional().describe("the same key twice is one order"),
  site: z.string().min(1).optional().describe("left out where the asset says it"),
  asset: z.string().max(200).optional(),
  title: z
    .string()
    .min(1, "say what is to be done")
    .max(200)
    .optional()
    .describe("left out for an alarm's order"),
  description: z.string().max(4_000).default(""),
  priority: OrderPriority.optional().describe("the alarm's own, or medium, when left out"),
  alarm: z.string().max(300).optional().describe("the alarm whose repair this is"),
  dueBy: z.number().optional(),
  plannedFor: z.number().optional(),
  checklist: z.array(ChecklistItem).max(100).optional(),
});
export type NewOrder = z.input<typeof NewOrder>;

/** POST /api/orders/{id}/acts */
export const ActOnOrder = z.object({
  act: OrderAct,
  version: z.int().optional().describe("refused where the order has another by now"),
  key: z.string().min(8).max(200).optional().describe("sent twice with the same key it happens once"),
  together: z
    .boolean()
    .optional()
    .describe("plan, assign and arrive: the same for the other orders of the visit, all or none"),
});
export type ActOnOrder = z.input<typeof ActOnOrder>;

/** More than a person can have looked at is no decision. */
export const MOST_ORDERS_AT_ONCE = 100;

/** POST /api/orders/acts: the same for several orders; each is done or refused by itself. */
export const ActOnOrders = z.object({
  act: OrderAct,
  orders: z
    .array(z.object({ id: z.string(), version: z.int().optional() }))
    .min(1)
    .max(MOST_ORDERS_AT_ONCE),
});
export type ActOnOrders = z.input<typeof ActOnOrders>;
export const ActedOnOrders = z.object({
  orders: z.array(OrderSummary).describe("as they stand now"),
  refused: z.array(z.object({ id: z.string(), problem: z.string() })),
});
export type ActedOnOrders = z.infer<typeof ActedOnOrders>;
