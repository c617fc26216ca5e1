import type { OrderView } from "../../../../api/contract/index.ts";
import {
  actsForStage,
  type OrderAct,
  type OrderActInput,
  type OrderStateName,
  verdictOf,
} from "../../../../facility/maintenance/index.ts";
import { instant, type Text, text } from "../../../../facility/units/index.ts";

/** An act that lies on the phone and is not yet with the server. */
export interface Held {
  readonly act: OrderActInput;
  readonly at: number;
  readonly by: string;
}

/** What somebody at the equipment does; the rest is decided at a desk, with coverage. */
const fieldActs: readonly OrderAct["do"][] = [
  "arrive",
  "start",
  "hold",
  "resume",
  "answer",
  "use-part",
  "log-labour",
  "attach",
  "find",
  "sign",
  "finish",
  "comment",
];

/** The order as it will be once the acts that wait have arrived: what was done is seen at once, also without coverage. */
export function withHeld(order: OrderView, held: readonly Held[]): OrderView {
  return held.reduce(after, order);
}

function after(order: OrderView, { act, at, by }: Held): OrderView {
  switch (act.do) {
    case "answer":
      return {
        ...order,
        checklist: order.checklist.map((line) => {
          if (line.item.id !== act.item) return line;
          const { remark = "", photos = [], ...given } = act.answer;
          const answer = { ...given, remark, photos, by, at: instant(at) };
          return { ...line, answer, verdict: verdictOf({ item: line.item, answer }) };
        }),
      };
    case "use-part": {
      const { name, quantity, unitCost, stock, renews } = act;
      const part = { name, quantity, unitCost, stock: stock ?? null, renews: renews ?? null };
      return { ...order, parts: [...order.parts, part] };
    }
    case "log-labour":
      return {
        ...order,
        labour: [
          ...order.labour,
          { who: act.who, name: nameIn(order, act.who), hours: act.hours, cost: act.cost ?? 0, at },
        ],
      };
    case "attach":
      return { ...order, files: [...order.files.filter(({ id }) => id !== act.file.id), act.file] };
    case "find": {
      const { mode, mechanism, cause, remedy } = act;
      return {
        ...order,
        finding: { mode: mode ?? null, mechanism: mechanism ?? null, cause: cause ?? null, remedy },
      };
    }
    case "sign":
      return {
        ...order,
        signatures: [
          ...order.signatures,
          { by, name: nameIn(order, by), role: act.role, at, file: act.file ?? null },
        ],
      };
    case "arrive":
      return { ...order, arrivedAt: order.arrivedAt ?? at };
    case "start":
      return { ...staged(order, "in-progress"), arrivedAt: order.arrivedAt ?? at, startedAt: at };
    case "resume":
      return { ...staged(order, "in-progress"), hold: null };
    case "hold":
      return { ...staged(order, "on-hold"), hold: { since: at, why: act.why, words: act.words } };
    case "finish":
      return { ...staged(order, "done"), doneAt: at };
    // Shown when the server has them: they are not done in the field.
    case "plan":
    case "assign":
    case "unplan":
    case "unassign":
    case "verify":
    case "close":
    case "reopen":
    case "cancel":
    case "comment":
    case "set-priority":
    case "set-due":
      return order;
    default:
      return act satisfies never;
  }
}

/** What the order itself calls somebody; without coverage nobody else can be asked. */
const nameIn = ({ assignedTo, assignedName }: OrderView, who: string): Text =>
  who === assignedTo && assignedName ? assignedName : text(who, who);

const staged = (order: OrderView, state: OrderStateName): OrderView => ({
  ...order,
  state,
  acts: actsForStage(state).filter((act) => fieldActs.includes(act)),
});
