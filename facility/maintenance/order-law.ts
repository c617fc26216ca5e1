import type { Instant } from "../units/index.ts";
import type { Finding, Order, OrderRequest, OrderState } from "./order.ts";
import { OrderRequest as RequestSchema } from "./order.ts";
import type { OrderAct } from "./order-acts.ts";

/** One line of an order's journal: append-only, and all that the order is. */
export type OrderEvent =
  | {
      readonly on: "open";
      readonly at: Instant;
      readonly by: string;
      readonly id: string;
      readonly request: OrderRequest;
    }
  | { readonly on: "act"; readonly at: Instant; readonly by: string; readonly act: OrderAct };

/** The order that a request opens. */
export function openOrder(event: Extract<OrderEvent, { on: "open" }>): Order {
  const request = RequestSchema.parse(event.request);
  const { key, site, asset, title, description, priority, source, dueBy, plannedFor, contract } = request;
  return {
    id: event.id,
    key,
    site,
    ...(asset === undefined ? {} : { asset }),
    title,
    description,
    priority,
    source,
    ...(contract === undefined ? {} : { contract }),
    openedAt: event.at,
    openedBy: event.by,
    ...(dueBy === undefined ? {} : { dueBy }),
    takesOut: request.takesOut ?? asset !== undefined,
    ...(plannedFor === undefined ? {} : { plannedFor }),
    state: plannedFor === undefined ? { is: "requested" } : { is: "planned", plannedFor },
    checklist: (request.checklist ?? []).map((item) => ({ item })),
    parts: [],
    labour: [],
    files: [],
    signatures: [],
    heldMs: 0,
    reopened: 0,
    version: 1,
    changedAt: event.at,
  };
}

/** The order after an act that `refusalOf` had nothing against; one that does not fit leaves it as it was. */
export function stepOrder(before: Order, { at, by, act }: Extract<OrderEvent, { on: "act" }>): Order {
  const order: Order = { ...before, version: before.version + 1, changedAt: at };
  switch (act.do) {
    case "answer":
      return {
        ...order,
        checklist: order.checklist.map((line) =>
          line.item.id === act.item ? { ...line, answer: { ...act.answer, by, at } } : line,
        ),
      };
    case "use-part": {
      const { name, quantity, unitCost, stock, renews } = act;
      const part = {
        name,
        quantity,
        unitCost,
        ...(stock === undefined ? {} : { stock }),
        ...(renews === undefined ? {} : { renews }),
      };
      return { ...order, parts: [...order.parts, part] };
    }
    case "log-labour":
      return {
        ...order,
        labour: [...order.labour, { who: act.who, hours: act.hours, cost: act.cost, at }],
      };
    case "attach":
      return { ...order, files: [...order.files.filter(({ id }) => id !== act.file.id), act.file] };
    case "find":
      return { ...order, finding: findingOf(act) };
    case "sign": {
      const signature = { by, role: act.role, at, ...(act.file ? { file: act.file } : {}) };
      return { ...order, signatures: [...order.signatures, signature] };
    }
    case "set-priority":
      return { ...order, priority: act.priority };
    case "set-due":
      return { ...order, dueBy: act.dueBy };
    case "arrive":
      return { ...order, arrivedAt: order.arrivedAt ?? at };
    case "comment":
      return order;
    case "start":
      return { ...order, arrivedAt: order.arrivedAt ?? at, state: move(order.state, act, at) };
    case "resume":
      return {
        ...order,
        heldMs: order.heldMs + (order.state.is === "on-hold" ? Math.max(0, at - order.state.since) : 0),
        state: move(order.state, act, at),
      };
    case "plan":
      return { ...order, plannedFor: act.plannedFor, state: move(order.state, act, at) };
    case "unplan": {
      const { plannedFor: _, ...undated } = order;
      return { ...undated, state: move(order.state, act, at) };
    }
    case "reopen": {
      // Signatures were given for what did not hold, and the day it was planned for is over.
      const { plannedFor: _, ...again } = order;
      return { ...again, reopened: order.reopened + 1, signatures: [], state: move(order.state, act, at) };
    }
    case "finish":
      return { ...order, ...(act.renewed ? { renewed: true } : {}), state: move(order.state, act, at) };
    case "assign":
    case "unassign":
    case "hold":
    case "verify":
    case "close":
    case "cancel":
      return { ...order, state: move(order.state, act, at) };
    default:
      return act satisfies never;
  }
}

/** The fold of a journal; undefined where it does not begin with an opening. */
export function orderOf(events: readonly OrderEvent[]): Order | undefined {
  const [first, ...rest] = events;
  if (first?.on !== "open") return undefined;
  return rest.reduce(
    (order, event) => (event.on === "act" ? stepOrder(order, event) : order),
    openOrder(first),
  );
}

function findingOf(act: Extract<OrderAct, { do: "find" }>): Finding {
  const { mode, mechanism, cause, remedy } = act;
  return {
    remedy,
    ...(mode === undefined ? {} : { mode }),
    ...(mechanism === undefined ? {} : { mechanism }),
    ...(cause === undefined ? {} : { cause }),
  };
}

type Moving = Extract<
  OrderAct,
  {
    do:
      | "plan"
      | "unplan"
      | "assign"
      | "unassign"
      | "start"
      | "hold"
      | "resume"
      | "finish"
      | "verify"
      | "close"
      | "reopen"
      | "cancel";
  }
>;

/** What an act makes of a stage. A stage that the act does not fit stays. */
function move(state: OrderState, act: Moving, at: Instant): OrderState {
  if (act.do === "cancel")
    return state.is === "closed" || state.is === "cancelled"
      ? state
      : { is: "cancelled", at, reason: act.reason };
  switch (state.is) {
    case "requested":
    case "planned": {
      if (act.do === "plan") return { is: "planned", plannedFor: act.plannedFor };
      if (act.do === "unplan") return { is: "requested" };
      const plan = state.is === "planned" ? { plannedFor: state.plannedFor } : {};
      return act.do === "assign" ? { is: "assigned", to: act.to, ...plan } : state;
    }
    case "assigned":
      if (act.do === "plan") return { ...state, plannedFor: act.plannedFor };
      if (act.do === "unplan") return { is: "assigned", to: state.to };
      if (act.do === "unassign")
        return state.plannedFor === undefined
          ? { is: "requested" }
          : { is: "planned", plannedFor: state.plannedFor };
      if (act.do === "assign") return { ...state, to: act.to };
      return act.do === "start" ? { is: "in-progress", to: state.to, startedAt: at } : state;
    case "in-progress":
      if (act.do === "assign") return { ...state, to: act.to };
      if (act.do === "hold") return { ...state, is: "on-hold", since: at, why: act.why, words: act.words };
      return act.do === "finish" ? { ...state, is: "done", doneAt: at } : state;
    case "on-hold":
      if (act.do === "assign") return { ...state, to: act.to };
      return act.do === "resume" ? { is: "in-progress", to: state.to, startedAt: state.startedAt } : state;
    case "done":
      if (act.do === "reopen") return { is: "assigned", to: state.to };
      return act.do === "verify" ? { ...state, is: "verified", verifiedAt: at, how: act.how } : state;
    case "verified":
      if (act.do === "reopen") return { is: "assigned", to: state.to };
      return act.do === "close" ? { ...state, is: "closed", closedAt: at } : state;
    case "closed":
      return act.do === "reopen" ? { is: "assigned", to: state.to } : state;
    case "cancelled":
      return state;
    default:
      return state satisfies never;
  }
}
