import { z } from "zod";
import { FileRef, type Instant, Text, text } from "../units/index.ts";
import { Answer, misfit, missingPermits, unanswered, verdictOf } from "./checklist.ts";
import { FailureCause, FailureMechanism, FailureMode } from "./failure-codes.ts";
import { isOpenOrder, type Order, OrderPriority, type OrderState } from "./order.ts";
import { RenewedPart } from "./renewed-part.ts";

/** A person's own words as they are; in both languages where the house itself speaks. */
const words = z.union([z.string().max(2_000), Text]).default("");
const moment = z.number().transform((ms) => ms as Instant);
const cny = z.number().nonnegative().max(1e9);

/** What somebody does to an order. */
export const OrderAct = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("plan"), plannedFor: moment, why: words }),
  z.strictObject({
    do: z.literal("assign"),
    to: z.string().min(1).max(64),
    why: words,
    override: z
      .string()
      .trim()
      .min(1, "say why")
      .max(2_000)
      .optional()
      .describe(
        "a manager's reason for giving work that the law reserves to somebody without its certificate",
      ),
  }),
  z.strictObject({ do: z.literal("unplan"), why: words }).describe("takes the day back"),
  z.strictObject({ do: z.literal("unassign"), why: words }).describe("takes it from whom it was given to"),
  z.strictObject({ do: z.literal("arrive") }),
  z.strictObject({ do: z.literal("start") }),
  z.strictObject({
    do: z.literal("hold"),
    why: z.enum(["parts", "access", "vendor", "permit", "weather", "other"]),
    words: z.string().min(1, "say why").max(2_000),
  }),
  z.strictObject({ do: z.literal("resume") }),
  z.strictObject({ do: z.literal("answer"), item: z.string(), answer: Answer }),
  z.strictObject({
    do: z.literal("use-part"),
    name: z.string().min(1).max(120),
    quantity: z.number().positive().max(100_000),
    unitCost: cny,
    stock: z.string().max(64).optional(),
    renews: RenewedPart.optional().describe("the wearing part that it renewed: its measurements begin anew"),
  }),
  z.strictObject({
    do: z.literal("log-labour"),
    who: z.string().min(1).max(64),
    hours: z.number().positive().max(200),
    cost: cny.default(0),
  }),
  z.strictObject({ do: z.literal("attach"), file: FileRef }),
  z.strictObject({
    do: z.literal("find"),
    mode: FailureMode.optional(),
    mechanism: FailureMechanism.optional(),
    cause: FailureCause.optional(),
    remedy: z.string().max(4_000),
  }),
  z.strictObject({ do: z.literal("sign"), role: z.enum(["technician", "user"]), file: FileRef.optional() }),
  z.strictObject({
    do: z.literal("finish"),
    words: z.string().max(2_000).default(""),
    renewed: z
      .boolean()
      .optional()
      .describe("a part that wears was renewed: what is normal for the equipment is learned anew"),
  }),
  z.strictObject({ do: z.literal("verify"), how: z.enum(["telemetry", "person"]), words }),
  z.strictObject({ do: z.literal("close"), words }),
  z.strictObject({ do: z.literal("reopen"), why: z.union([z.string().min(1, "say why").max(2_000), Text]) }),
  z.strictObject({ do: z.literal("cancel"), reason: z.string().min(1, "say why").max(2_000) }),
  z.strictObject({ do: z.literal("comment"), words: z.string().min(1).max(4_000) }),
  z.strictObject({ do: z.literal("set-priority"), priority: OrderPriority }),
  z.strictObject({ do: z.literal("set-due"), dueBy: moment }),
]);
export type OrderAct = z.infer<typeof OrderAct>;
export type OrderActInput = z.input<typeof OrderAct>;

type Stage = OrderState["is"];

/** From which stages each act may be done; what is not here is refused with words. */
const from: { readonly [A in OrderAct["do"]]: readonly Stage[] } = {
  plan: ["requested", "planned", "assigned"],
  assign: ["requested", "planned", "assigned", "in-progress", "on-hold"],
  unplan: ["planned", "assigned"],
  unassign: ["assigned"],
  arrive: ["assigned", "in-progress", "on-hold"],
  start: ["assigned"],
  hold: ["in-progress"],
  resume: ["on-hold"],
  answer: ["assigned", "in-progress", "on-hold"],
  "use-part": ["in-progress", "on-hold", "done"],
  "log-labour": ["in-progress", "on-hold", "done", "verified"],
  attach: ["requested", "planned", "assigned", "in-progress", "on-hold", "done", "verified"],
  find: ["in-progress", "on-hold", "done", "verified"],
  sign: ["in-progress", "done", "verified"],
  finish: ["in-progress"],
  verify: ["done"],
  close: ["verified"],
  reopen: ["done", "verified", "closed"],
  cancel: ["requested", "planned", "assigned", "on-hold"],
  comment: [
    "requested",
    "planned",
    "assigned",
    "in-progress",
    "on-hold",
    "done",
    "verified",
    "closed",
    "cancelled",
  ],
  "set-priority": ["requested", "planned", "assigned", "in-progress", "on-hold"],
  "set-due": ["requested", "planned", "assigned", "in-progress", "on-hold"],
};

export const stateLabels: { readonly [S in Stage]: Text } = {
  requested: text("requested", "已提出"),
  planned: text("planned", "已排期"),
  assigned: text("assigned", "已派工"),
  "in-progress": text("in progress", "进行中"),
  "on-hold": text("on hold", "暂停"),
  done: text("done", "已完工"),
  verified: text("verified", "已验证"),
  closed: text("closed", "已关闭"),
  cancelled: text("cancelled", "已取消"),
};

export const actLabels: { readonly [A in OrderAct["do"]]: Text } = {
  plan: text("Plan", "排期"),
  assign: text("Assign", "派工"),
  unplan: text("Take the day back", "撤销排期"),
  unassign: text("Take from the person", "撤销派工"),
  arrive: text("Arrived", "到场"),
  start: text("Start work", "开工"),
  hold: text("Put on hold", "暂停"),
  resume: text("Resume", "恢复"),
  answer: text("Answer a line", "填写检查项"),
  "use-part": text("Use a part", "使用备件"),
  "log-labour": text("Log time", "登记工时"),
  attach: text("Attach", "添加附件"),
  find: text("Record the finding", "记录故障与处理"),
  sign: text("Sign", "签字"),
  finish: text("Work is done", "完工"),
  verify: text("Verify", "验证"),
  close: text("Close", "关闭"),
  reopen: text("Reopen", "重新打开"),
  cancel: text("Cancel", "取消"),
  comment: text("Comment", "备注"),
  "set-priority": text("Change the priority", "修改优先级"),
  "set-due": text("Change the deadline", "修改期限"),
};

export const actsForStage = (stage: Stage): readonly OrderAct["do"][] =>
  (Object.keys(from) as OrderAct["do"][]).filter((act) => from[act].includes(stage));

/** Acts that fit the order's present stage; the console offers no others. */
export const actsFor = (order: Pick<Order, "state">): readonly OrderAct["do"][] =>
  actsForStage(order.state.is);

const names = (items: readonly { readonly title: Text }[]) => ({
  en: items.map(({ title }) => title.en).join(", "),
  zh: items.map(({ title }) => title.zh).join("、"),
});

/** Why this act cannot be, in both languages; undefined where it can. */
export function refusalOf(order: Order, act: OrderAct): Text | undefined {
  if (!from[act.do].includes(order.state.is)) {
    const [now, wanted] = [stateLabels[order.state.is], actLabels[act.do]];
    return text(
      `The order is ${now.en}: "${wanted.en}" does not fit. ${isOpenOrder(order) ? "Load it again to see what does." : "Reopen it, or open a new one."}`,
      `工单${now.zh}，不能“${wanted.zh}”。${isOpenOrder(order) ? "请刷新后再操作。" : "请重新打开或新建工单。"}`,
    );
  }
  switch (act.do) {
    case "unplan":
      return order.plannedFor === undefined
        ? text("It is not planned for any day.", "工单尚未排期。")
        : undefined;
    case "start": {
      const permits = missingPermits(order.checklist);
      const named = names(permits);
      return permits.length > 0
        ? text(`Work must not begin before: ${named.en}.`, `开工前须完成：${named.zh}。`)
        : undefined;
    }
    case "answer": {
      const line = order.checklist.find(({ item }) => item.id === act.item);
      if (!line) return text(`There is no line ${act.item} on the checklist.`, `检查表没有 ${act.item} 项。`);
      return misfit(line.item, act.answer);
    }
    case "finish": {
      const open = unanswered(order.checklist);
      const named = names(open);
      if (open.length > 0) return text(`Still to answer: ${named.en}.`, `尚未填写：${named.zh}。`);
      const failed = order.checklist.filter((line) => verdictOf(line) === "fail");
      return failed.length > 0 && act.words.trim() === "" && !order.finding
        ? text(
            `Say what becomes of what failed: ${names(failed.map(({ item }) => item)).en}.`,
            `请说明不合格项的处理：${names(failed.map(({ item }) => item)).zh}。`,
          )
        : undefined;
    }
    case "sign":
      return order.signatures.some(({ role }) => role === act.role)
        ? text("This signature is there already.", "已签字。")
        : undefined;
    default:
      return undefined;
  }
}
