import type { AlarmView, OrderSummary, RunSummary } from "../../../../api/contract/index.ts";
import { byUrgency, dueAt, pressure } from "./alarm-order.ts";
import type { Bilingual } from "./words.ts";

/** A contract or certificate that ends, or has ended. */
export interface Paper {
  readonly id: string;
  readonly kind: "contract" | "certificate";
  readonly title: Bilingual;
  readonly holder: Bilingual;
  readonly expired: boolean;
  /** Days until its last day; negative once it is past. */
  readonly days: number;
}

/** One thing that waits for a person. */
export type Need =
  | { readonly is: "alarm"; readonly alarm: AlarmView }
  | { readonly is: "step"; readonly run: RunSummary; readonly due: RunSummary["due"][number] }
  | { readonly is: "order"; readonly order: OrderSummary }
  | { readonly is: "paper"; readonly paper: Paper };

const DAY = 86_400_000;
const rank = { critical: 0, high: 1, medium: 2, low: 3 } as const;
const waiting: readonly OrderSummary["state"][] = [
  "requested",
  "planned",
  "assigned",
  "in-progress",
  "on-hold",
];

/** Asked for by a resident, an alarm or a person, and neither given to anybody nor put on a day. */
const isUnheard = (order: OrderSummary): boolean =>
  order.state === "requested" && order.dueBy === null && order.source.kind !== "plan";

/** Late, due within a day, planned for the next hours, asked for and not yet looked at, or in this person's own hands. */
export const orderWaits = (order: OrderSummary, me: string | undefined, now: number): boolean =>
  waiting.includes(order.state) &&
  (order.overdue ||
    isUnheard(order) ||
    (order.dueBy !== null && order.dueBy - now < DAY) ||
    (order.plannedFor !== null && order.plannedFor - now < DAY / 2) ||
    (me !== undefined && order.assignedTo === me));

/** How much it presses, on the alarms' scale: 0 is a burning building, -1 a step of the plan that fights it. */
function pressureOf(need: Need): number {
  switch (need.is) {
    case "alarm":
      return pressure(need.alarm);
    case "step":
      return need.run.drill ? 1 : -1;
    case "order":
      return rank[need.order.priority] + (need.order.overdue ? 1 : 3);
    case "paper":
      // It keeps until somebody sits at a desk: all that rings, and work that is late, comes first.
      return need.paper.expired ? 4.5 : 7;
    default:
      return need satisfies never;
  }
}

/** When it hurts, ms since 1970. */
export function hurtsAt(need: Need, now: number): number {
  switch (need.is) {
    case "alarm":
      return dueAt(need.alarm);
    case "step":
      return need.due.at ?? now;
    case "order":
      return need.order.dueBy ?? need.order.plannedFor ?? need.order.openedAt;
    case "paper":
      return now + need.paper.days * DAY;
    default:
      return need satisfies never;
  }
}

export const needId = (need: Need): string => {
  switch (need.is) {
    case "alarm":
      return need.alarm.id;
    case "step":
      return `${need.run.id} ${need.due.step ?? need.due.title.en}`;
    case "order":
      return need.order.id;
    case "paper":
      return need.paper.id;
    default:
      return need satisfies never;
  }
};

/** All that waits for a person, sorted by when it hurts: what presses most first, then what is due first. */
export function needsOf(
  {
    alarms,
    runs,
    orders,
    papers,
  }: {
    readonly alarms: readonly AlarmView[];
    readonly runs: readonly RunSummary[];
    readonly orders: readonly OrderSummary[];
    readonly papers: readonly Paper[];
  },
  me: string | undefined,
  now: number,
): Need[] {
  const needs: Need[] = [
    ...alarms.map((alarm): Need => ({ is: "alarm", alarm })),
    ...runs.flatMap((run): Need[] =>
      run.state === "running" && run.due[0] ? [{ is: "step", run, due: run.due[0] }] : [],
    ),
    ...orders.filter((order) => orderWaits(order, me, now)).map((order): Need => ({ is: "order", order })),
    ...papers.map((paper): Need => ({ is: "paper", paper })),
  ];
  return needs.sort(
    (a, b) =>
      pressureOf(a) - pressureOf(b) ||
      hurtsAt(a, now) - hurtsAt(b, now) ||
      (a.is === "alarm" && b.is === "alarm"
        ? byUrgency(a.alarm, b.alarm)
        : needId(a).localeCompare(needId(b))),
  );
}
