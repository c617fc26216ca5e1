import type { AssetModel } from "../facility/assets/index.ts";
import {
  actLabels,
  actsFor,
  isOpenOrder,
  type Order,
  type OrderAct,
  type OrderEvent,
  orderCost,
  verdictOf,
  visitKey,
} from "../facility/maintenance/index.ts";
import { type AssetId, type Instant, type Text, text } from "../facility/units/index.ts";
import { includes } from "./auth/index.ts";
import type { OrderLine, OrderSummary, OrderView, Role } from "./contract/index.ts";

/** The least role for each act; only to himself may a technician give an order, and past the law only a manager. */
const roleFor: { readonly [A in OrderAct["do"]]: Role } = {
  plan: "engineer",
  assign: "technician",
  arrive: "technician",
  start: "technician",
  hold: "technician",
  resume: "technician",
  answer: "technician",
  "use-part": "technician",
  "log-labour": "technician",
  attach: "technician",
  find: "technician",
  sign: "technician",
  finish: "technician",
  verify: "engineer",
  close: "engineer",
  reopen: "engineer",
  cancel: "engineer",
  comment: "technician",
  "set-priority": "engineer",
  "set-due": "engineer",
};

export const roleForAct = (act: OrderAct, by: string): Role =>
  act.do !== "assign"
    ? roleFor[act.do]
    : act.override !== undefined
      ? "manager"
      : act.to === by
        ? roleFor.assign
        : "engineer";

/** "Building 2 · Pump room", or null where an asset stands nowhere. */
export function placeOf(model: AssetModel, asset: AssetId | undefined): Text | null {
  const places = (asset === undefined ? undefined : model.assets.get(asset))?.places ?? [];
  return places.length === 0
    ? null
    : text(places.map(({ name }) => name.en).join(" · "), places.map(({ name }) => name.zh).join(" · "));
}

const plannedFor = ({ state }: Order): Instant | null =>
  (state.is === "planned" || state.is === "assigned" ? state.plannedFor : undefined) ?? null;

export function orderSummary(model: AssetModel, order: Order, now: Instant): OrderSummary {
  const { state } = order;
  const asset = order.asset === undefined ? undefined : model.assets.get(order.asset);
  const isWaiting = isOpenOrder(order) && state.is !== "done" && state.is !== "verified";
  return {
    id: order.id,
    site: order.site,
    asset: order.asset ?? null,
    assetName: asset?.name ?? null,
    place: placeOf(model, order.asset),
    title: order.title,
    priority: order.priority,
    source: order.source,
    contract: order.contract ?? null,
    state: state.is,
    assignedTo: "to" in state ? state.to : null,
    plannedFor: plannedFor(order),
    openedAt: order.openedAt,
    openedBy: order.openedBy,
    dueBy: order.dueBy ?? null,
    overdue: isWaiting && order.dueBy !== undefined && order.dueBy + order.heldMs < now,
    doneAt: "doneAt" in state ? state.doneAt : null,
    changedAt: order.changedAt,
    reopened: order.reopened,
    cost: orderCost(order),
    version: order.version,
    visit: visitKey(order, model) ?? null,
  };
}

export function orderView(
  model: AssetModel,
  order: Order,
  journal: readonly OrderEvent[],
  now: Instant,
  role: Role,
  together: readonly Order[],
): OrderView {
  const { state, finding } = order;
  return {
    ...orderSummary(model, order, now),
    description:
      typeof order.description !== "string"
        ? order.description
        : order.description === ""
          ? null
          : text(order.description, order.description),
    together: together.map((one) => orderSummary(model, one, now)),
    takesOut: order.takesOut,
    hold: state.is === "on-hold" ? { since: state.since, why: state.why, words: state.words } : null,
    heldMs: order.heldMs,
    arrivedAt: order.arrivedAt ?? null,
    startedAt: "startedAt" in state ? state.startedAt : null,
    verified: "verifiedAt" in state ? { at: state.verifiedAt, how: state.how } : null,
    closedAt: state.is === "closed" ? state.closedAt : null,
    cancelled: state.is === "cancelled" ? { at: state.at, reason: state.reason } : null,
    checklist: order.checklist.map((line) => ({
      item: line.item,
      answer: line.answer ?? null,
      verdict: verdictOf(line),
    })),
    parts: order.parts.map((part) => ({ ...part, stock: part.stock ?? null, renews: part.renews ?? null })),
    labour: [...order.labour],
    files: [...order.files],
    signatures: order.signatures.map((one) => ({ ...one, file: one.file ?? null })),
    finding: finding
      ? {
          mode: finding.mode ?? null,
          mechanism: finding.mechanism ?? null,
          cause: finding.cause ?? null,
          remedy: finding.remedy,
        }
      : null,
    acts: actsFor(order).filter((act) => includes(role, roleFor[act])),
    journal: journal.map((event) => orderLine(order, event)),
  };
}

/** A line of the journal in words. */
export function orderLine(order: Pick<Order, "checklist">, event: OrderEvent): OrderLine {
  const { at, by } = event;
  if (event.on === "open")
    return {
      at,
      by,
      what: text("Opened", "新建"),
      words: event.request.source.kind === "person" ? "" : event.request.source.id,
    };
  const { act } = event;
  const what = actLabels[act.do];
  const of = (words: string): OrderLine => ({ at, by, what, words });
  switch (act.do) {
    case "assign":
      return of([`→ ${act.to}`, act.why, act.override && `! ${act.override}`].filter(Boolean).join(" · "));
    case "plan":
      return of(`${new Date(act.plannedFor).toISOString().slice(0, 10)}${act.why ? ` · ${act.why}` : ""}`);
    case "hold":
    case "comment":
    case "finish":
    case "verify":
    case "close":
      return of(act.words);
    case "reopen":
      return of(act.why);
    case "cancel":
      return of(act.reason);
    case "answer": {
      const item = order.checklist.find((line) => line.item.id === act.item)?.item;
      return of(`${item?.title.zh ?? act.item}: ${String(act.answer.value)}`);
    }
    case "use-part":
      return of(`${act.name} × ${act.quantity}`);
    case "log-labour":
      return of(`${act.who} ${act.hours} h`);
    case "attach":
      return of(act.file.name);
    case "find":
      return of([act.mode, act.mechanism, act.cause, act.remedy].filter(Boolean).join(" · "));
    case "sign":
      return of(act.role);
    case "set-priority":
      return of(act.priority);
    case "set-due":
      return of(new Date(act.dueBy).toISOString());
    case "arrive":
    case "start":
    case "resume":
      return of("");
    default:
      return act satisfies never;
  }
}
