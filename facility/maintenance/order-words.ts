import type { Called } from "../oncall/index.ts";
import { type Instant, printedUnit, type Text, text } from "../units/index.ts";
import type { Answer, ChecklistItem } from "./checklist.ts";
import { dayOf } from "./days.ts";
import { failureCauses, failureMechanisms, failureModes } from "./failure-codes.ts";
import type { Order, OrderPriority, OrderRequest } from "./order.ts";
import { actLabels, type OrderAct } from "./order-acts.ts";
import type { OrderEvent } from "./order-law.ts";

const priorityLabels: { readonly [P in OrderPriority]: Text } = {
  critical: text("critical", "紧急"),
  high: text("high", "高"),
  medium: text("medium", "中"),
  low: text("low", "低"),
};
const holdLabels: { readonly [W in Extract<OrderAct, { do: "hold" }>["why"]]: Text } = {
  parts: text("parts", "待备件"),
  access: text("access", "无法进入"),
  vendor: text("contractor", "待承包商"),
  permit: text("permit", "待许可"),
  weather: text("weather", "天气"),
  other: text("other", "其他"),
};
export const signatureLabels = {
  technician: text("Carried out by", "维保人员"),
  user: text("Accepted by", "使用单位安全管理员"),
} as const satisfies Record<Extract<OrderAct, { do: "sign" }>["role"], Text>;

const same = (words: string): Text => text(words, words);
const both = (parts: readonly (Text | string | undefined)[], between = " · "): Text | undefined => {
  const said = parts
    .filter((part) => part !== undefined && part !== "")
    .map((part) => (typeof part === "string" ? same(part) : (part as Text)));
  return said.length === 0
    ? undefined
    : text(said.map(({ en }) => en).join(between), said.map(({ zh }) => zh).join(between));
};

/** The answer to a line of a checklist as people read it: with its unit, a choice by its words. */
export function answerWords(item: ChecklistItem, value: Answer["value"]): Text {
  if (typeof value === "boolean") return value ? text("yes", "是") : text("no", "否");
  if (item.kind === "choice" && typeof value === "number") return item.choices[value] ?? same(String(value));
  if (item.kind !== "number") return same(String(value));
  const withUnit = (language: keyof Text) => `${value} ${printedUnit(item.unit, language)}`.trim();
  return text(withUnit("en"), withUnit("zh"));
}

/** Mode, mechanism and cause of ISO 14224, each code with its name. */
export const codeWords = {
  mode: (code: keyof typeof failureModes): Text => coded(code, failureModes[code]),
  mechanism: (code: keyof typeof failureMechanisms): Text => coded(code, failureMechanisms[code]),
  cause: (code: keyof typeof failureCauses): Text => coded(code, failureCauses[code]),
};
const coded = (code: string, name: Text): Text => text(`${code} ${name.en}`, `${code} ${name.zh}`);

/** What a journal is read with: how people, firms and alarms are called, and the site's clock. */
export interface JournalFrame {
  readonly called: Called;
  /** The title of the rule behind an alarm's id; undefined where there is no such rule any more. */
  readonly alarmName: (alarm: string) => Text | undefined;
  readonly timeZone: string;
}

/** What a line of the journal is called: who gives an order to himself has taken it. */
export function eventLabel(event: OrderEvent): Text {
  if (event.on === "open") return text("Opened", "新建");
  const { act } = event;
  return act.do === "assign" && act.to === event.by ? text("Taken", "接单") : actLabels[act.do];
}

/** What an order comes from, by name; undefined for a person's own wish, whose name stands there anyway. */
export function sourceWords(
  { source: { kind, id }, title }: Pick<OrderRequest, "source" | "title">,
  alarmName: JournalFrame["alarmName"],
): Text | undefined {
  switch (kind) {
    case "alarm": {
      // An order may name the occurrence as well.
      const name = alarmName(id.split("#")[0] ?? id);
      return name
        ? text(`by the alarm "${name.en}"`, `由报警“${name.zh}”触发`)
        : text(`by an alarm (${id})`, `由报警触发（${id}）`);
    }
    case "plan":
      return text(`by the plan "${title.en}"`, `按计划“${title.zh}”`);
    case "inspection":
      return text("found on a round or inspection", "巡检或检查中发现");
    case "emergency":
      return text(`after the emergency ${id}`, `应急处置 ${id} 的整改`);
    case "resident":
      return text(`by the resident's request ${id}`, `由住户报修 ${id} 触发`);
    case "person":
      return undefined;
    default:
      return kind satisfies never;
  }
}

/**
 * What a line of an order's journal says beyond the name of its act; undefined where there is nothing to add.
 * People's own words stand in both languages as they are.
 */
export function orderWords(
  order: Pick<Order, "checklist">,
  event: OrderEvent,
  { called, alarmName, timeZone }: JournalFrame,
): Text | undefined {
  if (event.on === "open") return sourceWords(event.request, alarmName);
  const { act } = event;
  const day = (at: Instant) => dayOf(at, timeZone);
  switch (act.do) {
    case "assign": {
      const to = called(act.to);
      const given = act.to === event.by ? undefined : text(`→ ${to.en}`, `→ ${to.zh}`);
      return both([given, act.why, act.override && `! ${act.override}`]);
    }
    case "plan":
      return both([day(act.plannedFor), act.why]);
    case "hold":
      return both([holdLabels[act.why], act.words]);
    case "comment":
    case "finish":
    case "verify":
    case "close":
      return both([act.words]);
    case "reopen":
    case "unplan":
    case "unassign":
      return both([act.why]);
    case "cancel":
      return both([act.reason]);
    case "answer": {
      const item = order.checklist.find((line) => line.item.id === act.item)?.item;
      return item
        ? both([item.title, answerWords(item, act.answer.value)], ": ")
        : same(`${act.item}: ${String(act.answer.value)}`);
    }
    case "use-part":
      return same(`${act.name} × ${act.quantity}`);
    case "log-labour":
      return both([called(act.who), `${act.hours} h`], " ");
    case "attach":
      return same(act.file.name);
    case "find":
      return both([
        act.mode && codeWords.mode(act.mode),
        act.mechanism && codeWords.mechanism(act.mechanism),
        act.cause && codeWords.cause(act.cause),
        act.remedy,
      ]);
    case "sign":
      return signatureLabels[act.role];
    case "set-priority":
      return priorityLabels[act.priority];
    case "set-due":
      return same(day(act.dueBy));
    case "arrive":
    case "start":
    case "resume":
      return undefined;
    default:
      return act satisfies never;
  }
}
