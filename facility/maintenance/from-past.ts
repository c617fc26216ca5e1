import { type AssetId, assetId, type Instant, instant, type Text, text } from "../units/index.ts";
import type { Answer, ChecklistItem } from "./checklist.ts";
import type { CostLine } from "./cost.ts";
import { dayOf } from "./days.ts";
import type { Failure } from "./kpi.ts";
import type { Order } from "./order.ts";
import { type OrderEvent, orderOf } from "./order-law.ts";
import type { AssetLife, Past, PastFailure, PastWork } from "./past.ts";
import { planId } from "./plan.ts";
import type { Visit } from "./visit.ts";

export interface PastNouns {
  readonly orders: readonly { readonly order: Order; readonly events: readonly OrderEvent[] }[];
  readonly visits: readonly Visit[];
  readonly failures: readonly Failure[];
  readonly costs: readonly CostLine[];
  readonly lives: readonly (AssetLife & { readonly id: AssetId })[];
}

/** What the catalogue says of a task. */
export interface TaskFacts {
  readonly title: Text;
  readonly basis: Visit["basis"];
  readonly source: string;
}

const HOUR_MS = 3_600_000;
/** Of visits younger than this the checklists are told as well; older ones would be a hundred thousand lines. */
const CHECKED_MS = 100 * 86_400_000;

/**
 * A site's past as maintenance keeps it: closed orders with their journals, visits, failures, money, lives.
 * `checklistOf` says what a visit of that task looks at; the newest visits have it filled in and signed.
 */
export function nounsOfPast(
  past: Past,
  taskOf: (asset: AssetId, task: string) => TaskFacts | undefined,
  timeZone: string,
  checklistOf: (asset: AssetId, task: string) => readonly ChecklistItem[] = () => [],
): PastNouns {
  const idOf = (slug: string) => assetId(past.site, slug);
  const failureOf = new Map(past.failures.map((failure) => [failure.id, failure]));
  const visitOf = new Map(past.visits.flatMap((visit) => (visit.work ? [[visit.work, visit] as const] : [])));
  const orders = past.works.flatMap((work) => {
    const visit = visitOf.get(work.id);
    const isRecent = visit !== undefined && work.finished > past.until - CHECKED_MS;
    const events = journalOf(
      past.site,
      work,
      work.failure ? failureOf.get(work.failure) : undefined,
      visit?.by,
      isRecent ? checklistOf(idOf(work.asset), visit.task) : [],
    );
    const order = orderOf(events);
    return order ? [{ order, events }] : [];
  });
  return {
    orders,
    visits: past.visits.map((visit) => {
      const asset = idOf(visit.asset);
      const task = taskOf(asset, visit.task);
      return {
        id: `${past.site}/${visit.id}`,
        site: past.site,
        asset,
        plan: planId(asset, visit.task),
        task: visit.task,
        title: task?.title ?? text(visit.task, visit.task),
        basis: task?.basis ?? "practice",
        source: task?.source ?? "",
        due: visit.due,
        latest: visit.due,
        outcome: visit.outcome,
        vendor: visit.vendor,
        ...(visit.done === undefined ? {} : { done: visit.done }),
        ...(visit.by === undefined ? {} : { by: visit.by }),
        ...(visit.note === undefined ? {} : { note: visit.note }),
        ...(visit.reason === undefined ? {} : { reason: visit.reason }),
        ...(visit.work === undefined ? {} : { order: pastOrderId(past.site, visit.work) }),
      };
    }),
    failures: past.failures.map((failure) => ({
      id: `${past.site}/${failure.id}`,
      site: past.site,
      asset: idOf(failure.asset),
      detected: failure.detected,
      restored: failure.restored,
      downtimeHours: failure.downtimeHours,
      severity: failure.severity,
      mode: failure.mode,
      mechanism: failure.mechanism,
      cause: failure.cause,
      order: pastOrderId(past.site, failure.work),
    })),
    costs: past.costs.map((cost) => ({
      id: `${past.site}/${cost.id}`,
      site: past.site,
      ...(cost.asset === undefined ? {} : { asset: idOf(cost.asset) }),
      month: cost.month,
      kind: cost.kind,
      cny: cost.cost,
      ...(cost.quantity === undefined ? {} : { quantity: cost.quantity }),
      ...(cost.unit === undefined ? {} : { unit: cost.unit }),
      ...(cost.vendor === undefined ? {} : { vendor: cost.vendor }),
      // The newest month is counted and not yet invoiced.
      ...(cost.month >= dayOf(past.until, timeZone).slice(0, 7) ? { accrued: true } : {}),
    })),
    lives: past.lives.map((life) => ({ ...life, id: idOf(life.asset) })),
  };
}

export const pastOrderId = (site: string, work: string): string => `${site}.${work}`.replaceAll("/", ".");

const sourceKind = {
  corrective: "alarm",
  preventive: "plan",
  inspection: "inspection",
  replacement: "person",
} as const;

/** What is written where all is well: inside the limits. */
function soundAnswer(item: ChecklistItem): Answer["value"] {
  switch (item.kind) {
    case "number": {
      const { low, high } = item;
      const value =
        low !== undefined && high !== undefined
          ? (low + high) / 2 + (high - low) / 8
          : high !== undefined
            ? high * 0.6
            : (low ?? 1) * 1.2;
      return Math.round(value * 10) / 10;
    }
    case "choice":
      return 0;
    case "text":
      return "正常";
    case "check":
    case "permit":
      return true;
    default:
      return item satisfies never;
  }
}

/** The journal that work of the past would have left. */
function journalOf(
  site: string,
  work: PastWork,
  failure: PastFailure | undefined,
  signer: string | undefined,
  checklist: readonly ChecklistItem[],
): OrderEvent[] {
  const asset = assetId(site, work.asset);
  const by = work.vendor;
  const at = (ms: number): Instant => instant(ms);
  const act = (when: number, what: Extract<OrderEvent, { on: "act" }>["act"]): OrderEvent => ({
    on: "act",
    at: at(when),
    by,
    act: what,
  });
  const answers = (when: number, which: "permit" | "line") =>
    checklist.flatMap((item) => {
      if ((item.kind === "permit") !== (which === "permit")) return [];
      const answer = { value: soundAnswer(item), remark: "", photos: [] };
      return [{ ...act(when, { do: "answer", item: item.id, answer }), by: signer ?? by }];
    });
  // What comes round by plan, an inspection by law as well, was asked for by its plan.
  const kind =
    work.task !== undefined
      ? "plan"
      : failure?.rule === undefined && work.kind === "corrective"
        ? "person"
        : sourceKind[work.kind];
  const sourceId =
    work.task !== undefined
      ? planId(asset, work.task)
      : failure?.rule !== undefined
        ? `${asset}.${failure.rule}`
        : work.id;
  return [
    {
      on: "open",
      at: at(work.opened),
      by: kind === "alarm" ? "desk.1" : "watchkeeper",
      id: pastOrderId(site, work.id),
      request: {
        key: `past:${site}/${work.id}`,
        site,
        asset,
        title: work.title,
        description: failure?.what ?? "",
        priority: failure?.severity === "critical" ? "high" : failure ? "medium" : "low",
        source: { kind, id: sourceId },
        ...(checklist.length === 0 ? {} : { checklist: [...checklist] }),
      },
    },
    act(work.opened, { do: "assign", to: by, why: "" }),
    ...answers(work.started, "permit"),
    act(work.started, { do: "start" }),
    ...answers(work.started + (work.finished - work.started) / 2, "line"),
    ...work.parts.map(({ name, quantity, unitCost }) =>
      act(work.finished, { do: "use-part", name: name.zh, quantity, unitCost }),
    ),
    ...(work.labourHours > 0
      ? [act(work.finished, { do: "log-labour", who: by, hours: work.labourHours, cost: work.labourCost })]
      : []),
    ...(failure
      ? [
          act(work.finished, {
            do: "find",
            mode: failure.mode,
            mechanism: failure.mechanism,
            cause: failure.cause,
            remedy: work.note?.zh ?? work.title.zh,
          }),
        ]
      : []),
    ...(signer === undefined
      ? []
      : [{ ...act(work.finished, { do: "sign", role: "technician" as const }), by: signer }]),
    act(work.finished, { do: "finish", words: work.note?.zh ?? "" }),
    ...(checklist.length === 0
      ? []
      : [{ ...act(work.finished + HOUR_MS, { do: "sign", role: "user" as const }), by: "eng.chen" }]),
    act(work.finished + HOUR_MS, { do: "verify", how: "person", words: "" }),
    act(work.finished + HOUR_MS, { do: "close", words: "" }),
  ];
}
