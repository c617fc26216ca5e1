import { z } from "zod";
import { CalendarDay, FileRef, Slug, type Text, Text as TextSchema, text } from "../units/index.ts";
import { type Day, daysBetween } from "./days.ts";
import type { Order } from "./order.ts";

/** Who is paid to keep what, how soon they must come, and what it costs them when they do not. */
export const Contract = z.strictObject({
  id: z.string().min(1).max(120),
  site: Slug,
  vendor: z.string().min(1).max(120),
  /** Whom to tell: one of the vendor's people, by id. */
  contact: z.string().max(64).optional(),
  phone: z.string().max(40).default(""),
  title: TextSchema,
  /** Assets by id; all of these systems where none is named. */
  assets: z.array(z.string()).max(2_000).default([]),
  systems: z.array(z.string()).max(10).default([]),
  from: CalendarDay,
  until: CalendarDay,
  /** Days before the end at which somebody must decide. */
  noticeDays: z.int().min(0).max(730).default(90),
  renews: z.enum(["ends", "by-itself"]).default("ends"),
  yearlyCny: z.number().nonnegative().default(0),
  /** The clocks, by how urgent the order is: minutes to arrive, hours to repair. */
  arriveMinutes: z
    .partialRecord(z.enum(["critical", "high", "medium", "low"]), z.number().positive())
    .default({}),
  repairHours: z
    .partialRecord(z.enum(["critical", "high", "medium", "low"]), z.number().positive())
    .default({}),
  /** Yuan for each time a clock ran out. */
  penaltyCny: z.number().nonnegative().default(0),
  files: z.array(FileRef).max(20).default([]),
});
export type Contract = z.infer<typeof Contract>;
export type ContractInput = z.input<typeof Contract>;

/** A paper that ends: of a person, of equipment, or of the estate. */
export const Certificate = z.strictObject({
  id: z.string().min(1).max(160),
  site: Slug,
  kind: z.enum([
    "lift-inspection",
    "fire-test",
    "metering",
    "pressure-vessel",
    "electrical-test",
    "person",
    "other",
  ]),
  title: TextSchema,
  /** The asset's id, or the person's. */
  holder: z.string().max(200),
  number: z.string().max(80).default(""),
  issuedBy: z.string().max(120).default(""),
  issued: CalendarDay,
  until: CalendarDay,
  noticeDays: z.int().min(0).max(730).default(60),
  file: FileRef.optional(),
});
export type Certificate = z.infer<typeof Certificate>;
export type CertificateInput = z.input<typeof Certificate>;

export type Expiry =
  | { readonly is: "valid"; readonly days: number }
  | { readonly is: "soon"; readonly days: number }
  | { readonly is: "expired"; readonly days: number };

/** How long a paper still holds; its last day counts. */
export function expiryOf(
  { until, noticeDays }: { readonly until: Day; readonly noticeDays: number },
  today: Day,
): Expiry {
  const days = daysBetween(today, until);
  if (days < 0) return { is: "expired", days };
  return { is: days <= noticeDays ? "soon" : "valid", days };
}

/** Does this contract hold for the asset on that day? */
export const covers = (
  contract: Pick<Contract, "site" | "assets" | "systems" | "from" | "until">,
  asset: { readonly id: string; readonly site: string; readonly system: string },
  day: Day,
): boolean =>
  contract.site === asset.site &&
  contract.from <= day &&
  day <= contract.until &&
  (contract.assets.includes(asset.id) ||
    (contract.assets.length === 0 && contract.systems.includes(asset.system)));

export interface Clocks {
  readonly arrive:
    | { readonly limitMinutes: number; readonly tookMinutes: number | undefined; readonly broken: boolean }
    | undefined;
  readonly repair:
    | { readonly limitHours: number; readonly tookHours: number | undefined; readonly broken: boolean }
    | undefined;
  readonly penaltyCny: number;
}

/** The contract's clocks on one order at a moment. Time on hold for what is not the vendor's doing does not count. */
export function clocksOf(contract: Contract, order: Order, now: number): Clocks {
  const arriveLimit = contract.arriveMinutes[order.priority];
  const repairLimit = contract.repairHours[order.priority];
  const doneAt = "doneAt" in order.state ? order.state.doneAt : undefined;
  const arrivedAfter = ((order.arrivedAt ?? now) - order.openedAt) / 60_000;
  const held = order.heldMs + (order.state.is === "on-hold" ? Math.max(0, now - order.state.since) : 0);
  const repairedAfter = ((doneAt ?? now) - order.openedAt - held) / 3_600_000;
  const arrive =
    arriveLimit === undefined
      ? undefined
      : {
          limitMinutes: arriveLimit,
          tookMinutes: order.arrivedAt === undefined ? undefined : arrivedAfter,
          broken: arrivedAfter > arriveLimit,
        };
  const repair =
    repairLimit === undefined
      ? undefined
      : {
          limitHours: repairLimit,
          tookHours: doneAt === undefined ? undefined : repairedAfter,
          broken: repairedAfter > repairLimit,
        };
  const broken = (arrive?.broken ? 1 : 0) + (repair?.broken ? 1 : 0);
  return { arrive, repair, penaltyCny: broken * contract.penaltyCny };
}

export interface Scorecard {
  readonly orders: number;
  readonly meanArrivalMinutes: number | undefined;
  readonly arrivedInTime: number | undefined;
  readonly repairedInTime: number | undefined;
  readonly meanRepairHours: number | undefined;
  readonly firstTimeFix: number | undefined;
  readonly repeats: number;
  readonly visitsDue: number;
  readonly visitsInTime: number;
  readonly penaltiesCny: number;
  /** Emergencies to which its people were called. */
  readonly rescues: number;
  readonly meanRescueMinutes: number | undefined;
  readonly rescuesInTime: number | undefined;
}

/** One call of a contract's people to an emergency. */
export interface RescueCall {
  /** Undefined where nobody came. */
  readonly tookMinutes: number | undefined;
  readonly late: boolean;
}

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0) / values.length;
const share = (flags: readonly boolean[]): number | undefined =>
  flags.length === 0 ? undefined : flags.filter(Boolean).length / flags.length;

const REPEAT_MS = 30 * 86_400_000;

/** What a contract's people really did, from orders and visits, not from what they say. */
export function scorecardOf(
  contract: Contract,
  orders: readonly Order[],
  visits: readonly { readonly inTime: boolean }[],
  now: number,
  rescues: readonly RescueCall[] = [],
): Scorecard {
  const repairs = orders.filter(({ source }) => source.kind !== "plan" && source.kind !== "inspection");
  const clocks = repairs.map((order) => clocksOf(contract, order, now));
  const over = repairs.filter((order) => "doneAt" in order.state);
  const isRepeat = (order: Order): boolean =>
    order.reopened > 0 ||
    over.some(
      (other) =>
        other.id !== order.id &&
        other.asset === order.asset &&
        other.title.en === order.title.en &&
        "doneAt" in order.state &&
        other.openedAt > order.state.doneAt &&
        other.openedAt - order.state.doneAt < REPEAT_MS,
    );
  const repeats = over.filter(isRepeat).length;
  return {
    orders: repairs.length,
    meanArrivalMinutes: mean(
      repairs.flatMap(({ arrivedAt, openedAt }) =>
        arrivedAt === undefined ? [] : [(arrivedAt - openedAt) / 60_000],
      ),
    ),
    arrivedInTime: share(clocks.flatMap(({ arrive }) => (arrive ? [!arrive.broken] : []))),
    repairedInTime: share(clocks.flatMap(({ repair }) => (repair ? [!repair.broken] : []))),
    meanRepairHours: mean(
      over.flatMap((order) =>
        "doneAt" in order.state ? [(order.state.doneAt - order.openedAt - order.heldMs) / 3_600_000] : [],
      ),
    ),
    firstTimeFix: over.length === 0 ? undefined : 1 - repeats / over.length,
    repeats,
    visitsDue: visits.length,
    visitsInTime: visits.filter(({ inTime }) => inTime).length,
    penaltiesCny: clocks.reduce((sum, { penaltyCny }) => sum + penaltyCny, 0),
    rescues: rescues.length,
    meanRescueMinutes: mean(rescues.flatMap(({ tookMinutes }) => tookMinutes ?? [])),
    rescuesInTime: share(
      rescues.map(({ tookMinutes, late }) => {
        const limit = contract.arriveMinutes.critical;
        return !late && (limit === undefined || (tookMinutes !== undefined && tookMinutes <= limit));
      }),
    ),
  };
}

/** What must be decided, in words. */
export const renewalNotice = (contract: Contract, today: Day): Text | undefined => {
  const expiry = expiryOf(contract, today);
  if (expiry.is === "valid") return undefined;
  if (expiry.is === "expired")
    return text(`The contract ended on ${contract.until}.`, `合同已于 ${contract.until} 到期。`);
  return contract.renews === "by-itself"
    ? text(
        `Renews by itself on ${contract.until}: say no before then, or it binds for another term.`,
        `合同将于 ${contract.until} 自动续约，如不续约请提前通知。`,
      )
    : text(
        `Ends on ${contract.until}: renew it or find another.`,
        `合同将于 ${contract.until} 到期，请续签或另行招标。`,
      );
};
