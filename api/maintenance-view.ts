import type { AssetModel } from "../facility/assets/index.ts";
import {
  actsFor,
  eventLabel,
  isOpenOrder,
  type JournalFrame,
  type Order,
  type OrderAct,
  type OrderEvent,
  orderCost,
  orderWords,
  verdictOf,
  visitKey,
} from "../facility/maintenance/index.ts";
import type { Called } from "../facility/oncall/index.ts";
import { type AssetId, type Instant, type Text, text } from "../facility/units/index.ts";
import { includes } from "./auth/index.ts";
import type { OrderLine, OrderSummary, OrderView, Role } from "./contract/index.ts";
import { timeZoneOf } from "./time-zone.ts";

/** The least role for each act; only to himself may a technician give an order, and past the law only a manager. */
const roleFor: { readonly [A in OrderAct["do"]]: Role } = {
  plan: "engineer",
  assign: "technician",
  unplan: "engineer",
  unassign: "engineer",
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

/**
 * Equipment with the building it stands in, "Building 1 · Lift 2": an estate has a Lift 2 in every building. The id
 * where there is no such equipment.
 */
export function placedName(model: AssetModel, id: AssetId): Text {
  const asset = model.assets.get(id);
  const building = asset?.places[0];
  if (!asset) return text(id, id);
  return building
    ? text(`${building.name.en} · ${asset.name.en}`, `${building.name.zh} · ${asset.name.zh}`)
    : asset.name;
}

/** The rule behind an alarm's id, which may name the occurrence too; undefined where there is none any more. */
function alarmRule(model: AssetModel, id: string) {
  const [alarm = id] = id.split("#");
  const at = alarm.lastIndexOf(".");
  return model.assets
    .get(alarm.slice(0, at) as AssetId)
    ?.rules.find((rule) => rule.id === alarm.slice(at + 1));
}

/** The title of the rule behind an alarm's id; undefined where there is no such rule any more. */
export const alarmName = (model: AssetModel, alarm: string): Text | undefined =>
  alarmRule(model, alarm)?.title;

const plannedFor = ({ state }: Order): Instant | null =>
  (state.is === "planned" || state.is === "assigned" ? state.plannedFor : undefined) ?? null;

export function orderSummary(model: AssetModel, order: Order, now: Instant, called: Called): OrderSummary {
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
    assignedName: "to" in state ? called(state.to) : null,
    plannedFor: plannedFor(order),
    openedAt: order.openedAt,
    openedBy: order.openedBy,
    openedName: called(order.openedBy),
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
  called: Called,
): Omit<OrderView, "clocks" | "proof"> {
  const { state, finding } = order;
  const timeZone = timeZoneOf(model, order.site);
  const frame = { called, timeZone, alarmName: (alarm: string) => alarmName(model, alarm) };
  return {
    ...orderSummary(model, order, now, called),
    description:
      typeof order.description !== "string"
        ? order.description
        : order.description === ""
          ? null
          : text(order.description, order.description),
    together: together.map((one) => orderSummary(model, one, now, called)),
    takesOut: order.takesOut,
    hold: state.is === "on-hold" ? { since: state.since, why: state.why, words: state.words } : null,
    heldMs: order.heldMs,
    arrivedAt: order.arrivedAt ?? null,
    startedAt: "startedAt" in state ? state.startedAt : null,
    verified: "verifiedAt" in state ? { at: state.verifiedAt, how: state.how } : null,
    response: order.source.kind === "alarm" ? (alarmRule(model, order.source.id)?.response ?? null) : null,
    closedAt: state.is === "closed" ? state.closedAt : null,
    cancelled: state.is === "cancelled" ? { at: state.at, reason: state.reason } : null,
    checklist: order.checklist.map((line) => ({
      item: line.item,
      answer: line.answer ?? null,
      verdict: verdictOf(line),
    })),
    parts: order.parts.map((part) => ({ ...part, stock: part.stock ?? null, renews: part.renews ?? null })),
    labour: order.labour.map((line) => ({ ...line, name: called(line.who) })),
    files: [...order.files],
    signatures: order.signatures.map((one) => ({ ...one, name: called(one.by), file: one.file ?? null })),
    finding: finding
      ? {
          mode: finding.mode ?? null,
          mechanism: finding.mechanism ?? null,
          cause: finding.cause ?? null,
          remedy: finding.remedy,
        }
      : null,
    acts: actsFor(order).filter((act) => includes(role, roleFor[act])),
    journal: journal.map((event) => orderLine(order, event, frame)),
  };
}

/** A line of the journal in words. */
export function orderLine(
  order: Pick<Order, "checklist">,
  event: OrderEvent,
  frame: JournalFrame,
): OrderLine {
  const { at, by } = event;
  return {
    at,
    by,
    byName: frame.called(by),
    what: eventLabel(event),
    words: orderWords(order, event, frame) ?? null,
  };
}
