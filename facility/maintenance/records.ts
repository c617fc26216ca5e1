import type { Block, Report } from "../reports/index.ts";
import { type Instant, type Text, text } from "../units/index.ts";
import { verdictOf } from "./checklist.ts";
import type { Order } from "./order.ts";
import { orderCost } from "./order.ts";
import { stateLabels } from "./order-acts.ts";
import type { OrderEvent } from "./order-law.ts";
import {
  answerWords,
  codeWords,
  eventLabel,
  type JournalFrame,
  orderWords,
  signatureLabels,
} from "./order-words.ts";

export interface RecordFrame extends JournalFrame {
  readonly language: keyof Text;
  readonly site: string;
  readonly now: Instant;
  /** Of equipment with the building it stands in, or of a person. */
  readonly nameOf: (id: string) => Text;
}

const stamp = (at: number, { timeZone, language }: Pick<RecordFrame, "timeZone" | "language">): string =>
  new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    timeZone,
    dateStyle: "medium",
    timeStyle: "short",
  }).format(at);

const limitsText = ({
  low,
  high,
}: {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}): string =>
  low !== undefined && high !== undefined
    ? `${low} … ${high}`
    : low !== undefined
      ? `≥ ${low}`
      : high !== undefined
        ? `≤ ${high}`
        : "";

const money = (cny: number): string =>
  `¥${cny.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** The record of one order: what an inspector reads, with its checklist, photos and signatures. */
export function orderRecord(order: Order, journal: readonly OrderEvent[], frame: RecordFrame): Report {
  const { language, nameOf } = frame;
  const called = (id: string) => frame.called(id)[language];
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const { state } = order;
  const at = (moment: number | undefined) => (moment === undefined ? "–" : stamp(moment, frame));
  const verdicts = { open: say("open", "未填"), pass: say("pass", "合格"), fail: say("FAIL", "不合格") };
  const words = typeof order.description === "string" ? order.description : order.description[language];
  const photos = [
    ...order.files.filter(({ type }) => type.startsWith("image/")),
    ...order.checklist.flatMap(({ answer }) => answer?.photos ?? []),
  ];
  const blocks: Block[] = [
    {
      is: "facts",
      entries: [
        [say("Number", "编号"), order.id],
        [
          say("Equipment", "设备"),
          order.asset === undefined ? "–" : `${nameOf(order.asset)[language]} (${order.asset})`,
        ],
        [say("State", "状态"), stateLabels[state.is][language]],
        [say("Opened", "开单"), `${at(order.openedAt)} · ${called(order.openedBy)}`],
        [say("Carried out by", "执行人"), "to" in state ? called(state.to) : "–"],
        [say("Begun", "开工"), at("startedAt" in state ? state.startedAt : undefined)],
        [say("Done", "完工"), at("doneAt" in state ? state.doneAt : undefined)],
        [say("Cost", "费用"), money(orderCost(order))],
      ],
    },
    ...(words === "" ? [] : ([{ is: "paragraph", text: words, tone: "quiet" }] as const)),
  ];
  if (order.checklist.length > 0)
    blocks.push(
      { is: "heading", text: say("Checklist", "检查项目"), level: 2 },
      {
        is: "table",
        columns: [
          { title: say("Line", "项目") },
          { title: say("Answer", "结果"), align: "right", width: "fit" },
          { title: say("Limits", "限值"), align: "right", width: "fit" },
          { title: say("Verdict", "判定"), width: "fit" },
          { title: say("By", "填写人"), width: "fit" },
        ],
        rows: order.checklist.map((line) => {
          const { item, answer } = line;
          const value = answer?.value;
          const shown = value === undefined ? "" : answerWords(item, value)[language];
          const limits = item.kind === "number" ? limitsText(item) : "";
          return [
            item.title[language] + (answer?.remark ? ` — ${answer.remark}` : ""),
            shown,
            limits,
            verdicts[verdictOf(line)],
            answer ? called(answer.by) : "",
          ];
        }),
      },
    );
  if (order.finding)
    blocks.push(
      { is: "heading", text: say("Finding (ISO 14224)", "故障与处理（ISO 14224）"), level: 2 },
      {
        is: "facts",
        entries: [
          [say("Mode", "故障模式"), order.finding.mode ? codeWords.mode(order.finding.mode)[language] : "–"],
          [
            say("Mechanism", "机理"),
            order.finding.mechanism ? codeWords.mechanism(order.finding.mechanism)[language] : "–",
          ],
          [say("Cause", "原因"), order.finding.cause ? codeWords.cause(order.finding.cause)[language] : "–"],
          [say("Remedy", "处理"), order.finding.remedy],
        ],
      },
    );
  if (order.parts.length + order.labour.length > 0)
    blocks.push({
      is: "table",
      caption: say("Parts and labour", "备件与工时"),
      columns: [
        { title: say("What", "名称") },
        { title: say("Quantity", "数量"), align: "right", width: "fit" },
        { title: say("Cost", "费用"), align: "right", width: "fit" },
      ],
      rows: [
        ...order.parts.map(({ name, quantity, unitCost }) => [
          name,
          String(quantity),
          money(quantity * unitCost),
        ]),
        ...order.labour.map(({ who, hours, cost }) => [called(who), `${hours} h`, money(cost)]),
      ],
    });
  for (const file of photos) blocks.push({ is: "photo", file, caption: file.name });
  blocks.push({ is: "heading", text: say("Signatures", "签字"), level: 2 });
  for (const role of ["technician", "user"] as const) {
    const signed = order.signatures.find((one) => one.role === role);
    blocks.push({
      is: "signature",
      role: signatureLabels[role][language],
      ...(signed ? { name: called(signed.by), at: at(signed.at) } : {}),
      ...(signed?.file ? { image: signed.file } : {}),
    });
  }
  blocks.push(
    { is: "heading", text: say("Journal", "日志"), level: 2 },
    {
      is: "table",
      columns: [
        { title: say("When", "时间"), width: "fit" },
        { title: say("Who", "人员"), width: "fit" },
        { title: say("What", "操作") },
      ],
      // Who answered which line stands in the checklist.
      rows: journal
        .filter((event) => event.on === "open" || event.act.do !== "answer")
        .map((event) => [
          at(event.at),
          called(event.by),
          [eventLabel(event)[language], orderWords(order, event, frame)?.[language]]
            .filter(Boolean)
            .join(": "),
        ]),
    },
  );
  return {
    title: order.title[language],
    subtitle: order.id,
    language,
    site: frame.site,
    madeAt: frame.now,
    timeZone: frame.timeZone,
    blocks,
  };
}

/** A record as a chapter of a greater paper. */
export const chapterOf = (record: Report): Block[] => [
  { is: "heading", text: record.title, level: 1 },
  ...record.blocks,
];

/** Orders that are one visit. */
export const visitTitle = (count: number): Text =>
  text(`One visit with ${count} work orders`, `一次到场，${count} 张工单`);
/** Orders that somebody chose. */
export const chosenTitle = (count: number): Text => text(`${count} work orders`, `工单 ${count} 张`);

/** Several records as one paper, each on pages of its own; that of a single one is its own. */
export function recordsTogether(
  records: readonly Report[],
  frame: Omit<RecordFrame, "nameOf" | "called" | "alarmName">,
  title: Text,
): Report {
  const [first, ...rest] = records;
  if (first && rest.length === 0) return first;
  const { language, site, timeZone, now } = frame;
  return {
    title: title[language],
    subtitle: records.map(({ subtitle }) => subtitle ?? "").join(" · "),
    language,
    site,
    madeAt: now,
    timeZone,
    blocks: records.flatMap((record, i): Block[] => [
      ...(i === 0 ? [] : [{ is: "page-break" } as const]),
      ...chapterOf(record),
    ]),
  };
}
